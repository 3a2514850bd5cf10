import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Ledger } from '../../../../src/importers/ledger/ledger.ts';
import { SlackRefusal } from '../../../../src/importers/slack/errors.ts';
import { callOnce } from '../../../../src/importers/workspace/exactly-once.ts';
import { isGoneAfter } from '../../../../src/importers/workspace/gone.ts';
import { invitePeople } from '../../../../src/importers/workspace/invitations.ts';
import { postMessage } from '../../../../src/importers/workspace/messages.ts';
import { Refusals } from '../../../../src/importers/workspace/refusals.ts';
import type { WorkspaceSession } from '../../../../src/importers/workspace/session.ts';
import { replayPost } from '../../../../src/mapping/replay/replay-post.ts';
import { postId } from '../../../../src/model/model.ts';
import { aPost } from '../../../support/builders/builders.ts';
import { aReplayContext } from '../../../support/builders/message-context.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import { makeMemoryLedger } from '../../../support/slack/memory-ledger.ts';
import { askServer } from '../../../support/slack/read-back.ts';
import { serverSession } from '../../../support/slack/server-session.ts';
import { type OneChannel, startWithChannel } from '../../../support/slack/slack-fixture.ts';
import { makeStubSession } from '../../../support/slack/stub-session.ts';

/**
 * Errors of every method (docs.slack.dev/reference/methods/chat.postMessage, errors) that are about no single message.
 */
const OF_ALL = [
  'access_denied',
  'accesslimited',
  'account_inactive',
  'as_user_not_supported',
  'channel_not_found',
  'deprecated_endpoint',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'invalid_auth',
  'is_archived',
  'message_limit_exceeded',
  'messages_tab_disabled',
  'method_deprecated',
  'missing_scope',
  'not_allowed_token_type',
  'not_authed',
  'not_in_channel',
  'no_permission',
  'org_login_required',
  'posting_to_general_channel_denied',
  'restricted_action',
  'restricted_action_read_only_channel',
  'team_access_not_granted',
  'team_added_to_org',
  'team_not_found',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
  'never_heard_of_this',
];
const AT_ONCE = [
  'access_denied',
  'accesslimited',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'posting_to_general_channel_denied',
  'team_added_to_org',
  'two_factor_setup_required',
];
const POSTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

let world: OneChannel;
let ledger: Ledger;
let fault = (_text: string): string | undefined => undefined;
beforeEach(async () => {
  world = await startWithChannel();
  ledger = makeMemoryLedger();
  fault = () => undefined;
  world.slack.intercept(({ method, args }) => {
    const error = method === 'chat.postMessage' ? fault(args['text'] ?? '') : undefined;
    return error === undefined ? undefined : { body: { ok: false, error } };
  });
});
afterEach(() => world.slack.stop());

const send = async (session: WorkspaceSession, text: string): Promise<string> => {
  const [message] = replayPost(
    aPost({ id: postId(text.repeat(26)), message: text }),
    aReplayContext(),
  ).messages;
  if (message === undefined) throw new RangeError('no message');
  const place = { channelId: 'channel', slackChannel: world.channel, threadTs: '' };
  const all = { ...place, remaining: 1, losses: [] };
  return (await postMessage(session, message, all)).state;
};

/** A run over all posts; the state of each, up to the refusal that stopped it. */
async function run(): Promise<readonly string[]> {
  const session = serverSession(world.slack, { ledger });
  const states: string[] = [];
  for (const text of POSTS) {
    try {
      states.push(await send(session, text));
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      return [...states, 'stopped'];
    }
  }
  return states;
}

const there = async () =>
  (await askServer(world.slack.apiUrl).messages(world.channel)).map(({ text }) => text).sort();
const failed = () => ledger.counts().filter(({ state }) => state === 'failed');

/** Refuses so many messages from the third on. */
function refuseFromThird(code: string, times: number): void {
  let left = times;
  fault = (text) => {
    if (text < 'c' || left === 0) return undefined;
    left -= 1;
    return code;
  };
}

describe('a refusal that is not about one message', () => {
  it.each(notEmpty(OF_ALL))(
    'loses no message, and brings none twice, however long: %s',
    async (code) => {
      for (const times of [1, 2, 3, POSTS.length]) {
        refuseFromThird(code, times);
        await run();
      }
      fault = () => undefined;
      expect(await run()).toEqual(POSTS.map(() => 'done'));
      expect(await there()).toEqual(POSTS);
      expect(failed()).toEqual([]);
      const before = world.slack.calls.length;
      await run();
      expect(world.slack.calls.length).toBe(before);
    },
  );

  it.each(notEmpty(AT_ONCE))('stops the run at once, and nothing is recorded: %s', async (code) => {
    refuseFromThird(code, POSTS.length);
    expect(await run()).toEqual(['done', 'done', 'stopped']);
    expect(failed()).toEqual([]);
  });
});

describe('a refusal by a code that Slack does not document', () => {
  it('is that of one message while others are accepted, and the next run asks again', async () => {
    fault = (text) => ('bdf'.includes(text) ? 'never_heard_of_this' : undefined);
    const states = ['done', 'failed', 'done', 'failed', 'done', 'failed', 'done'];
    expect(await run()).toEqual(states);
    const before = world.slack.calls.length;
    expect(await run()).toEqual(states);
    expect(world.slack.calls.length).toBe(before + 3);
    expect([...ledger.losses()].map(({ code }) => code)).toEqual(Array(3).fill('refused_by_slack'));
  });

  it('stops the run when three in a row have it', async () => {
    refuseFromThird('never_heard_of_this', POSTS.length);
    expect(await run()).toEqual(['done', 'done', 'failed', 'failed', 'stopped']);
  });

  it('is not asked again within the same run', async () => {
    const session = serverSession(world.slack, { ledger });
    fault = () => 'never_heard_of_this';
    expect(await send(session, 'a')).toBe('failed');
    const before = world.slack.calls.length;
    expect(await send(session, 'a')).toBe('failed');
    expect(world.slack.calls.length).toBe(before);
  });

  it('that an older version recorded as one for good is asked again', async () => {
    const session = serverSession(world.slack, { ledger });
    fault = () => 'never_heard_of_this';
    await send(session, 'a');
    fault = () => undefined;
    expect(await send({ ...session, refusals: new Refusals() }, 'a')).toBe('done');
    expect(await there()).toEqual(['a']);
  });

  it('that is asked again hides no message that a killed run had sent after it', async () => {
    const stub = makeStubSession();
    const { session, failNext } = stub;
    failNext('chat.postMessage', { refused: 'never_heard_of_this' });
    expect(await send(session, 'a')).toBe('failed');
    const killed = {
      ...session.ledger,
      complete() {
        throw new Error('killed');
      },
    };
    await expect(send({ ...session, ledger: killed }, 'b')).rejects.toThrow('killed');
    // The next run comes some minutes later, by the workspace's own time.
    for (let second = 0; second < 600; second += 1) await postByOthers(session);
    const next = { ...session, client: bounded(session.client), refusals: new Refusals() };
    expect(await send(next, 'a')).toBe('done');
    expect(await send(next, 'b')).toBe('done');
    expect(stub.messages.filter(({ text }) => text === 'a')).toHaveLength(1);
    expect(stub.messages.filter(({ text }) => text === 'b')).toHaveLength(1);
  });

  it('that is asked again may be stopped after a lost answer, and the next run sends it', async () => {
    const stub = makeStubSession();
    const { session, failNext } = stub;
    failNext('chat.postMessage', { refused: 'never_heard_of_this' });
    expect(await send(session, 'a')).toBe('failed');
    failNext('chat.postMessage', 'lost');
    await expect(send(stoppedAtSecond(session, 'chat.postMessage'), 'a')).rejects.toThrow(
      'stopped',
    );
    expect(await send({ ...session, refusals: new Refusals() }, 'a')).toBe('done');
    expect(stub.messages).toHaveLength(1);
  });
});

const postByOthers = ({ client }: WorkspaceSession) =>
  client.call('chat.postMessage', { text: 'by others' });

const seconds = z.looseObject({ ts: z.string() }).transform(({ ts }) => Number(ts));

/** A client that leaves out the messages before `oldest`, as Slack does. */
function bounded(client: WorkspaceSession['client']): WorkspaceSession['client'] {
  return {
    ...client,
    async call(method, args) {
      const answer = await client.call(method, args);
      if (method !== 'conversations.history') return answer;
      const messages = z.array(z.unknown()).parse(answer.body['messages']);
      const oldest = Number(args['oldest']);
      const within = messages.filter((message) => seconds.parse(message) >= oldest);
      return { ...answer, body: { ...answer.body, messages: within } };
    },
  };
}

/** The same session in the next run, which is stopped while its second call of the method waits for its turn. */
function stoppedAtSecond(session: WorkspaceSession, stoppedMethod: string): WorkspaceSession {
  const stop = new AbortController();
  let calls = 0;
  return {
    ...session,
    refusals: new Refusals(),
    signal: stop.signal,
    pacer: {
      ...session.pacer,
      async run({ method }, act) {
        if (method === stoppedMethod) calls += 1;
        if (calls === 2) stop.abort(new Error('stopped'));
        stop.signal.throwIfAborted();
        return await act();
      },
    },
  };
}

describe('a refusal that Slack documents as one of a single thing', () => {
  it('never stops a run, and is never asked again', async () => {
    fault = () => 'metadata_too_large';
    expect(await run()).toEqual(POSTS.map(() => 'failed'));
    fault = () => undefined;
    expect(await run()).toEqual(POSTS.map(() => 'failed'));
    expect(await there()).toEqual([]);
  });
});

describe('a refused call beside messages', () => {
  const PLACE = { channelId: 'channel', slackChannel: 'CDEV' };
  const archive = {
    kind: 'archive',
    key: 'archive:channel',
    method: 'conversations.archive',
  } as const;

  it('that is about the workspace stops archiving, removing and inviting', async () => {
    const { session, failNext } = makeStubSession();
    failNext('conversations.archive', { refused: 'accesslimited' });
    await expect(callOnce(session, { ...archive, ...PLACE, args: {} })).rejects.toThrow(
      'accesslimited',
    );
    expect(session.ledger.get(archive.key)).toBeUndefined();
    failNext('chat.delete', { refused: 'team_added_to_org' });
    const remove = () => session.client.call('chat.delete', {});
    await expect(isGoneAfter(session, remove)).rejects.toThrow('team_added_to_org');
    failNext('conversations.invite', { refused: 'two_factor_setup_required' });
    await expect(invitePeople(session, PLACE, ['U1'])).rejects.toThrow('two_factor_setup_required');
    expect(await invitePeople(session, PLACE, ['U1'])).toEqual([]);
  });

  it('that no message can be deleted, because compliance exports are on, stops no run', async () => {
    const { session, failNext } = makeStubSession();
    const remove = () => session.client.call('chat.delete', {});
    for (let message = 0; message < 5; message += 1) {
      failNext('chat.delete', { refused: 'compliance_exports_prevent_deletion' });
      expect(await isGoneAfter(session, remove)).toBe(false);
    }
  });

  it('by an undocumented code is asked again by the next run, and not by this one', async () => {
    const { session, failNext, methods } = makeStubSession();
    failNext('conversations.invite', { refused: 'never_heard_of_this' });
    expect(await invitePeople(session, PLACE, ['U1'])).toHaveLength(1);
    expect(await invitePeople(session, PLACE, ['U1'])).toHaveLength(1);
    expect(methods()).toHaveLength(1);
    const next = { ...session, refusals: new Refusals() };
    expect(await invitePeople(next, PLACE, ['U1'])).toEqual([]);
    expect(methods()).toHaveLength(2);
  });
});
