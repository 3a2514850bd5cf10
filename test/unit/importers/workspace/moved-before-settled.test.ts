import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageKey } from '../../../../src/importers/ledger/keys.ts';
import { intentOf } from '../../../../src/importers/ledger/ledger.ts';
import { postMessage } from '../../../../src/importers/workspace/messages.ts';
import type { WorkspaceSession } from '../../../../src/importers/workspace/session.ts';
import type { ReplayMessage } from '../../../../src/mapping/replay/replay-post.ts';
import { postId as asPostId } from '../../../../src/model/model.ts';
import { systemClock } from '../../../../src/system/clock.ts';
import { askServer } from '../../../support/slack/read-back.ts';
import { serverSession } from '../../../support/slack/server-session.ts';
import { type SlackServer, startSlackServer } from '../../../support/slack/slack-server.ts';

let slack: SlackServer;
let channels = 0;

beforeAll(async () => {
  slack = await startSlackServer();
});
afterAll(() => slack.stop());

const newSession = (over: Partial<WorkspaceSession> = {}): WorkspaceSession =>
  serverSession(slack, {
    clock: { ...systemClock, todayMs: () => Date.now(), settleMs: 5, pauseMs: 1 },
    ...over,
  });

async function newChannel(): Promise<string> {
  channels += 1;
  const { call } = askServer(slack.apiUrl);
  const made = await call('conversations.create', { name: `moved-${channels}` });
  return String(Object(made).channel.id);
}

const messageOf = (postId: string): ReplayMessage => ({
  postId: asPostId(postId),
  rootId: undefined,
  part: 0,
  textsAlone: [],
  source: postId,
  text: postId,
  blocks: [],
  attachments: [],
  username: 'Taro',
  iconUrl: undefined,
  iconEmoji: undefined,
});

interface Place {
  readonly slackChannel: string;
  readonly threadTs: string;
}

const placeOf = (place: Place) => ({ ...place, channelId: 'c1', remaining: 1, losses: [] });

/** Sends a message and leaves the ledger as a run leaves it that is killed before the answer. */
async function sendAndDie(session: WorkspaceSession, postId: string, place: Place): Promise<void> {
  await postMessage(session, messageOf(postId), placeOf(place));
  const key = messageKey(postId, 0);
  session.ledger.forget(key);
  const intent = intentOf({ key, kind: 'message', channelId: 'c1', postId, ...place });
  session.ledger.intend({ ...intent, atMs: Date.now() });
}

interface World {
  readonly first: string;
  readonly second: string;
  readonly rootTs: string;
  readonly otherRootTs: string;
}

const IN_CHANNEL = ({ first }: World): Place => ({ slackChannel: first, threadTs: '' });
const IN_THREAD = ({ first, rootTs }: World): Place => ({ slackChannel: first, threadTs: rootTs });
const IN_OTHER_THREAD = ({ first, otherRootTs }: World): Place => ({
  slackChannel: first,
  threadTs: otherRootTs,
});
const IN_OTHER_CHANNEL = ({ second }: World): Place => ({ slackChannel: second, threadTs: '' });

const PLACES = [
  ['the channel', IN_CHANNEL],
  ['a thread', IN_THREAD],
  ['another thread', IN_OTHER_THREAD],
  ['another channel', IN_OTHER_CHANNEL],
] as const;

const MOVES = PLACES.flatMap(([from, sentTo]) =>
  PLACES.map(([to, movedTo]) => [from, to, sentTo, movedTo] as const),
);

describe('a message whose answer was lost and whose post has another place when that is looked up', () => {
  it.each(MOVES)('is there once: sent to %s, now of %s', async (_from, _to, sentTo, movedTo) => {
    const session = newSession();
    const [first, second] = [await newChannel(), await newChannel()];
    const inFirst = placeOf({ slackChannel: first, threadTs: '' });
    const { ts: rootTs } = await postMessage(session, messageOf('root'), inFirst);
    const { ts: otherRootTs } = await postMessage(session, messageOf('other'), inFirst);
    const world = { first, second, rootTs, otherRootTs };
    await sendAndDie(session, 'moved', sentTo(world));

    const next = newSession({ ledger: session.ledger });
    const action = await postMessage(next, messageOf('moved'), placeOf(movedTo(world)));

    const { messages } = askServer(slack.apiUrl);
    const all = [...(await messages(first)), ...(await messages(second))];
    const copies = all.filter(({ text }) => text === 'moved');
    expect(copies.map(({ ts }) => ts)).toEqual([action.ts]);
    expect(action).toMatchObject({ state: 'done', ...sentTo(world) });
  });

  it('is sent to its new place when it never arrived in a thread that is gone', async () => {
    const session = newSession();
    const channel = await newChannel();
    const key = messageKey('moved', 0);
    const gone = { slackChannel: channel, threadTs: '1000000000.000001' };
    session.ledger.intend({
      ...intentOf({ key, kind: 'message', channelId: 'c1', postId: 'moved', ...gone }),
      atMs: Date.now(),
    });
    const place = placeOf({ slackChannel: channel, threadTs: '' });
    const action = await postMessage(
      newSession({ ledger: session.ledger }),
      messageOf('moved'),
      place,
    );
    expect(action).toMatchObject({ state: 'done', threadTs: '' });
    expect(await askServer(slack.apiUrl).messages(channel)).toHaveLength(1);
  });
});
