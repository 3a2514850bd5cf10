import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageKey, updateKey } from '../../../../src/importers/ledger/keys.ts';
import type { Action } from '../../../../src/importers/ledger/ledger.ts';
import {
  messageDigest,
  postMessage,
  repostMessage,
  updateMessage,
} from '../../../../src/importers/workspace/messages.ts';
import type { WorkspaceSession } from '../../../../src/importers/workspace/session.ts';
import { type ReplayMessage, replayPost } from '../../../../src/mapping/replay/replay-post.ts';
import { aPost, aReaction } from '../../../support/builders/builders.ts';
import { aReplayContext } from '../../../support/builders/message-context.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import { type CalledContent, refusingContent } from '../../../support/slack/content-rules.ts';
import type { FakeAnswer } from '../../../support/slack/fault-proxy.ts';
import { askServer } from '../../../support/slack/read-back.ts';
import { serverSession } from '../../../support/slack/server-session.ts';
import { type OneChannel, startWithChannel } from '../../../support/slack/slack-fixture.ts';

const CODES = [
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'invalid_attachments',
  'too_many_attachments',
  'attachment_payload_limit_exceeded',
  'msg_too_long',
];
const hasTable = ({ blocks }: CalledContent): boolean => blocks.includes('table');
const hasBlocks = ({ isTextOnly }: CalledContent): boolean => !isTextOnly;

const TABLE = 'Figures:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n';
const messageOf = (markdown: string): ReplayMessage => {
  const post = aPost({
    message: markdown,
    reactions: [aReaction()],
    props: { attachments: [{ title: 'Build 12', text: 'passed' }] },
  });
  const [message] = replayPost(post, aReplayContext()).messages;
  if (message === undefined) throw new RangeError('no message');
  return message;
};
const WITH_TABLE = messageOf(TABLE);
const LONG = messageOf(`${'long '.repeat(1_500)}end`);
const KEY = messageKey(WITH_TABLE.postId, 0);

let world: OneChannel;
let session: WorkspaceSession;
beforeEach(async () => {
  world = await startWithChannel();
  session = serverSession(world.slack);
});
afterEach(() => world.slack.stop());

const post = (message: ReplayMessage, send = postMessage): Promise<Action> =>
  send(session, message, {
    channelId: 'channel',
    slackChannel: world.channel,
    threadTs: '',
    remaining: 1,
    losses: [],
  });

const sent = () => world.slack.calls.filter(({ method }) => method === 'chat.postMessage');
const there = () => askServer(world.slack.apiUrl).messages(world.channel);
const losses = (): readonly string[] => [...session.ledger.losses()].map(({ code }) => code);
const refuse = (code: string, isRefused: (content: CalledContent) => boolean): void =>
  world.slack.intercept(refusingContent(code, isRefused));

describe('a message whose content Slack refuses', () => {
  it.each(notEmpty(CODES))('is sent without its table, once, when Slack says %s', async (code) => {
    refuse(code, hasTable);
    expect(await post(WITH_TABLE)).toMatchObject({
      state: 'done',
      digest: messageDigest(WITH_TABLE),
    });
    expect(losses()).toEqual(['table_refused']);
    expect(sent()).toHaveLength(2);
    expect((await there()).map(({ text }) => text)).toEqual([WITH_TABLE.text]);
  });

  it.each(notEmpty(CODES))('is sent as text only, once, when Slack says %s', async (code) => {
    refuse(code, hasBlocks);
    expect(await post(WITH_TABLE)).toMatchObject({ state: 'done' });
    expect(losses()).toEqual(['blocks_refused']);
    expect(sent()).toHaveLength(3);
    const [message, ...others] = await there();
    expect(others).toEqual([]);
    const lines = [WITH_TABLE.text, '<!date^1680485400^', ':+1: Taro', '\n\nBuild 12\npassed'];
    const places = lines.map((line) => message?.text.indexOf(line) ?? -1);
    expect(places[0]).toBe(0);
    expect(places).toEqual(places.toSorted((x, y) => x - y));
  });

  it('is cut when Slack does not take its whole text either', async () => {
    refuse('msg_too_long', ({ text, blocks }) => blocks.length > 0 || text.length > 4_000);
    expect(await post(LONG)).toMatchObject({ state: 'done' });
    expect(losses()).toEqual(['blocks_refused', 'text_cut']);
    const [message] = await there();
    expect(message?.text.length).toBeLessThanOrEqual(4_000);
  });

  it('is refused for good when every form is, and is not sent a second time', async () => {
    refuse('invalid_blocks', () => true);
    expect(await post(WITH_TABLE)).toMatchObject({
      state: 'failed',
      detail: 'invalid_blocks (every form)',
    });
    expect(losses()).toEqual(['refused_by_slack']);
    const calls = sent().length;
    expect(await post(WITH_TABLE)).toMatchObject({ state: 'failed' });
    expect(sent()).toHaveLength(calls);
  });

  it('is not sent in another form for another refusal', async () => {
    refuse('no_text', () => true);
    expect(await post(WITH_TABLE)).toMatchObject({ state: 'failed', detail: 'no_text' });
    expect(sent()).toHaveLength(1);
  });

  it('is sent in a smaller form when an older version recorded the refusal of the whole one', async () => {
    session.ledger.intend({
      ...{ key: KEY, kind: 'message', channelId: 'channel', postId: WITH_TABLE.postId },
      ...{ slackChannel: world.channel, threadTs: '', fileId: '', digest: '', atMs: 1 },
    });
    session.ledger.fail(KEY, 'invalid_blocks', 1);
    refuse('invalid_blocks', hasTable);
    expect(await post(WITH_TABLE)).toMatchObject({ state: 'done' });
    expect(await there()).toHaveLength(1);
  });

  it('is sent again in a smaller form by a repair', async () => {
    refuse('invalid_blocks', hasBlocks);
    const first = await post(WITH_TABLE);
    await askServer(world.slack.apiUrl).call('chat.delete', {
      channel: world.channel,
      ts: first.ts,
    });
    expect(await post(WITH_TABLE, repostMessage)).toMatchObject({ state: 'done' });
    expect(await there()).toHaveLength(1);
  });
});

const FAULTS: readonly (readonly [string, FakeAnswer])[] = [
  ['reset before it is carried out', { isReset: true }],
  ['carried out and reset', { isReset: true, isCarriedOut: true }],
  ['carried out and answered with 500', { status: 500, body: 'no', isCarriedOut: true }],
  ['answered with a page', { body: '<html>' }],
];

describe('a message that is sent in smaller forms while answers are lost', () => {
  it.each(FAULTS.flatMap(([what, fault]) => [0, 1, 2].map((at) => [what, at, fault] as const)))(
    'is there once when its call is %s, in form %i',
    async (_what, at, fault) => {
      refuse('invalid_blocks', hasBlocks);
      let seen = -1;
      world.slack.intercept(({ method }) => {
        if (method !== 'chat.postMessage') return undefined;
        seen += 1;
        if (seen !== at) return undefined;
        // What Slack refuses, the whole form and the one without the table, is never carried out.
        const { isCarriedOut, ...lost } = fault;
        return at < 2 ? lost : fault;
      });
      expect(await post(WITH_TABLE)).toMatchObject({ state: 'done' });
      expect(losses()).toEqual(['blocks_refused']);
      expect(await there()).toHaveLength(1);
    },
  );

  it('is found in its smaller form by the run after a kill, with its loss', async () => {
    refuse('invalid_blocks', hasTable);
    const kill = new Error('killed');
    const { ledger } = session;
    const killed: WorkspaceSession = {
      ...session,
      ledger: new Proxy(ledger, {
        get: (target, name) =>
          name === 'complete'
            ? () => {
                throw kill;
              }
            : Reflect.get(target, name),
      }),
    };
    await expect(
      postMessage(killed, WITH_TABLE, {
        ...{ channelId: 'channel', slackChannel: world.channel, threadTs: '' },
        ...{ remaining: 1, losses: [] },
      }),
    ).rejects.toThrow(kill);
    expect(losses()).toEqual([]);
    expect(await post(WITH_TABLE)).toMatchObject({ state: 'done' });
    expect(losses()).toEqual(['table_refused']);
    expect(await there()).toHaveLength(1);
  });
});

describe('an edit whose content Slack refuses', () => {
  const edit = (message: ReplayMessage, ts: string): Promise<Action> =>
    updateMessage(session, message, { channelId: 'channel', slackChannel: world.channel, ts });
  const updates = () => world.slack.calls.filter(({ method }) => method === 'chat.update').length;

  it.each([
    ['without its table', hasTable, 'table_refused'],
    ['as text only', hasBlocks, 'blocks_refused'],
  ] as const)('is made %s, with a loss, and not a second time', async (_what, isRefused, loss) => {
    const { ts } = await post(messageOf('old'));
    refuse('invalid_blocks', isRefused);
    expect(await edit(WITH_TABLE, ts)).toMatchObject({
      state: 'done',
      digest: messageDigest(WITH_TABLE),
    });
    expect(losses()).toEqual([loss]);
    const calls = updates();
    await edit(WITH_TABLE, ts);
    expect(updates()).toBe(calls);
  });

  it('leaves the old message rather than the beginning of a new one', async () => {
    const { ts } = await post(messageOf('old'));
    refuse('msg_too_long', ({ text, blocks }) => blocks.length > 0 || text.length > 4_000);
    expect(await edit(LONG, ts)).toMatchObject({ state: 'failed' });
    expect(session.ledger.get(updateKey(LONG.postId, 0))?.detail).toBe('msg_too_long (every form)');
    expect((await there()).map(({ text }) => text)).toEqual(['old']);
  });
});
