import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  archiveKey,
  channelKey,
  messageKey,
  reactionKey,
} from '../../../../src/importers/ledger/keys.ts';
import { makeSlackClient } from '../../../../src/importers/slack/client.ts';
import { makeChannel } from '../../../../src/importers/workspace/channels.ts';
import { callOnce, setOnce } from '../../../../src/importers/workspace/exactly-once.ts';
import { invitePeople } from '../../../../src/importers/workspace/invitations.ts';
import { postMessage, updateMessage } from '../../../../src/importers/workspace/messages.ts';
import { deleteFromSlack } from '../../../../src/importers/workspace/removal.ts';
import type { WorkspaceSession } from '../../../../src/importers/workspace/session.ts';
import { shareFile } from '../../../../src/importers/workspace/uploads.ts';
import type { ReplayMessage } from '../../../../src/mapping/replay/replay-post.ts';
import { postId as asPostId } from '../../../../src/model/model.ts';
import { systemClock } from '../../../../src/system/clock.ts';
import {
  FALSE_ANSWERS,
  type Lie,
  type LyingProxy,
  startLyingProxy,
} from '../../../support/slack/lying-proxy.ts';
import { askServer } from '../../../support/slack/read-back.ts';
import { serverSession } from '../../../support/slack/server-session.ts';
import {
  ADMIN_TOKEN,
  BOT_TOKEN,
  type SlackServer,
  startSlackServer,
} from '../../../support/slack/slack-server.ts';

const SETTLE_MS = 24;
const MINUTES_20 = 20 * 60_000;

let slack: SlackServer;
let proxy: LyingProxy;
let bot = '';
let boss = '';
let names = 0;

beforeAll(async () => {
  slack = await startSlackServer();
  proxy = await startLyingProxy(slack.apiUrl);
  bot = String(Object(await askServer(slack.apiUrl).call('auth.test', {})).user_id);
  boss = String(Object(await askServer(slack.apiUrl, ADMIN_TOKEN).call('auth.test', {})).user_id);
});
afterAll(async () => {
  await proxy.close();
  await slack.stop();
});

/** A session of the program, whose clock is ahead of the machine's. */
function sessionOf(aheadMs = 0, over: Partial<WorkspaceSession> = {}): WorkspaceSession {
  const clock = { ...systemClock, todayMs: () => Date.now() + aheadMs };
  return serverSession(proxy, {
    botUserId: bot,
    clock: { ...clock, settleMs: SETTLE_MS, pauseMs: 2 },
    ...over,
  });
}

const newName = (): string => {
  names += 1;
  return `channel-${names}`;
};

async function newChannel(): Promise<string> {
  const { call } = askServer(slack.apiUrl);
  return String(Object(await call('conversations.create', { name: newName() })).channel.id);
}

/** Lies once, at the first call of the method. */
function lieOnce(method: string, lie: Lie): void {
  let isTold = false;
  proxy.lie((call) => {
    if (isTold || call.method !== method) return undefined;
    isTold = true;
    return lie;
  });
}

const messageOf = (postId: string, text = 'hello'): ReplayMessage => ({
  postId: asPostId(postId),
  rootId: undefined,
  part: 0,
  textsAlone: [],
  source: text,
  text,
  blocks: [],
  attachments: [],
  username: 'Taro',
  iconUrl: undefined,
  iconEmoji: undefined,
});

const placeOf = (slackChannel: string, threadTs = '') => ({
  channelId: 'c1',
  slackChannel,
  threadTs,
  remaining: 1,
  losses: [],
});

/** What goes wrong with a call that Slack carries out. */
const AFTER_DELIVERY: readonly (readonly [string, Lie])[] = [
  ['a reset connection', { kind: 'reset', isDelivered: true }],
  ['half an answer', { kind: 'cut', isLengthWrong: true }],
  ['half an answer that ends well', { kind: 'cut', isLengthWrong: false }],
  ['an answer of none of two deliveries', { kind: 'twice', answer: undefined }],
  ['a delivery after the connection broke', { kind: 'late delivery', ms: SETTLE_MS / 3 }],
  ...Object.entries(FALSE_ANSWERS).map(
    ([name, given]) => [name, { kind: 'answer', isDelivered: true, given }] as const,
  ),
];
/** What goes wrong with a call that never reaches Slack. */
const BEFORE_DELIVERY: readonly (readonly [string, Lie])[] = [
  ['a reset connection, undelivered', { kind: 'reset', isDelivered: false }],
  ...Object.entries(FALSE_ANSWERS).map(
    ([name, given]) =>
      [`${name}, undelivered`, { kind: 'answer', isDelivered: false, given }] as const,
  ),
];
const LIES = [...AFTER_DELIVERY, ...BEFORE_DELIVERY];
/** One of each kind, for calls that go the same way. */
const SOME = LIES.filter(([name]) =>
  /^(?:a reset connection|half an answer that ends well|an answer of none|a delivery after|ok without fields|HTML with 200|one word with 200)/.test(
    name,
  ),
);
const SOME_DELIVERED = SOME.filter(([name]) => !name.endsWith(', undelivered'));

describe('a message whose answer is wrong', () => {
  it.each(LIES)('is in its channel once: %s', async (_, lie) => {
    const channel = await newChannel();
    const session = sessionOf();
    lieOnce('chat.postMessage', lie);
    const action = await postMessage(session, messageOf('p1'), placeOf(channel));
    await proxy.settled();
    const there = await askServer(slack.apiUrl).messages(channel);
    expect(there.map(({ ts }) => ts)).toEqual([action.ts]);
    expect(action.state).toBe('done');
  });

  it.each(SOME)('is in its thread once: %s', async (_, lie) => {
    const channel = await newChannel();
    const session = sessionOf();
    proxy.lie(() => undefined);
    const root = await postMessage(session, messageOf('p1'), placeOf(channel));
    lieOnce('chat.postMessage', lie);
    const action = await postMessage(session, messageOf('p2'), placeOf(channel, root.ts));
    await proxy.settled();
    const there = await askServer(slack.apiUrl).messages(channel);
    expect(there.map(({ ts }) => ts)).toEqual([root.ts, action.ts]);
  });
});

describe('a clock that is wrong', () => {
  const CLOCKS = [-MINUTES_20, MINUTES_20, -365 * 86_400_000, 365 * 86_400_000];
  it.each(CLOCKS)('does not post a message twice, %s ms ahead of Slack', async (aheadMs) => {
    for (const dateMs of [0, -aheadMs, aheadMs]) {
      const channel = await newChannel();
      proxy.setDate(() => dateMs);
      const session = sessionOf(aheadMs);
      for (const postId of ['p1', 'p2']) {
        lieOnce('chat.postMessage', { kind: 'reset', isDelivered: true });
        await postMessage(session, messageOf(postId), placeOf(channel));
      }
      expect(await askServer(slack.apiUrl).messages(channel)).toHaveLength(2);
    }
    proxy.setDate(() => 0);
  });

  it.each(CLOCKS)('does not create a channel twice, %s ms ahead of Slack', async (aheadMs) => {
    const name = newName();
    lieOnce('conversations.create', { kind: 'reset', isDelivered: true });
    const wanted = { channelId: 'c1', wanted: name, candidates: [name, `${name}-2`] };
    const made = await makeChannel(sessionOf(aheadMs), { ...wanted, isPrivate: false });
    const there = await askServer(slack.apiUrl).channels();
    expect(there.filter((channel) => channel.name.startsWith(name))).toMatchObject([
      { id: made.slackChannel, name },
    ]);
  });

  it('never waits longer for an intent of an earlier run than a request may be under way', async () => {
    const channel = await newChannel();
    const before = sessionOf(MINUTES_20);
    // Killed before its call went out.
    before.ledger.intend({
      key: messageKey('p1', 0),
      kind: 'message',
      channelId: 'c1',
      postId: 'p1',
      slackChannel: channel,
      threadTs: '',
      fileId: '',
      digest: '',
      atMs: Date.now() + MINUTES_20,
    });
    proxy.lie(() => undefined);
    const waits: number[] = [];
    const clock = {
      ...sessionOf().clock,
      sleep: async (ms: number) => void waits.push(ms),
    };
    const after = sessionOf(0, { ledger: before.ledger, clock });
    await postMessage(after, messageOf('p1'), placeOf(channel));
    expect(Math.max(...waits)).toBeLessThanOrEqual(SETTLE_MS);
    expect(Math.max(...waits)).toBeGreaterThan(SETTLE_MS / 2);
    expect(await askServer(slack.apiUrl).messages(channel)).toHaveLength(1);
  });

  it('waits once for all intents of an earlier run', () => {
    let nowMs = 1_000;
    const { settling } = sessionOf(0, {
      clock: { ...sessionOf().clock, nowMs: () => nowMs },
    });
    nowMs += SETTLE_MS;
    expect(settling.waitMs(messageKey('p1', 0))).toBe(0);
    settling.mayArrive(messageKey('p2', 0));
    expect(settling.waitMs(messageKey('p2', 0))).toBe(SETTLE_MS);
    expect(settling.waitMs(messageKey('p1', 0))).toBe(0);
  });

  it('writes into the ledger by the time of Slack', async () => {
    const client = makeSlackClient({
      token: BOT_TOKEN,
      apiUrl: proxy.apiUrl,
      retryAfterMs: 5,
      fetch,
    });
    expect(client.slackTimeMs()).toBeUndefined();
    for (const aheadMs of [MINUTES_20, -MINUTES_20, 0]) {
      proxy.setDate(() => aheadMs);
      await client.call('auth.test', {});
      const off = (client.slackTimeMs() ?? 0) - Date.now() - aheadMs;
      expect(Math.abs(off)).toBeLessThan(2_000);
      expect(Math.abs(client.clockSkewMs() ?? 0)).toBeGreaterThan(MINUTES_20 - 2_000);
    }
  });
});

describe('a channel whose creation has a wrong answer', () => {
  const TWICE: Lie = { kind: 'twice', answer: 1 };
  it.each([...SOME, ['the answer of the second delivery', TWICE] as const])(
    'is there once, under its own name: %s',
    async (_, lie) => {
      const name = newName();
      lieOnce('conversations.create', lie);
      const wanted = { channelId: 'c1', wanted: name, candidates: [name, `${name}-2`] };
      const made = await makeChannel(sessionOf(), { ...wanted, isPrivate: false });
      await proxy.settled();
      const there = await askServer(slack.apiUrl).channels();
      expect(there.filter((channel) => channel.name.startsWith(name))).toMatchObject([
        { id: made.slackChannel, name },
      ]);
    },
  );

  it('is never that of another ledger, which holds its messages', async () => {
    const name = newName();
    const wanted = { channelId: 'c1', wanted: name, candidates: [name, `${name}-2`] };
    proxy.lie(() => undefined);
    const other = sessionOf();
    const theirs = await makeChannel(other, { ...wanted, isPrivate: false });
    await postMessage(other, messageOf('p1'), placeOf(theirs.slackChannel));
    lieOnce('conversations.create', { kind: 'reset', isDelivered: true });
    const ours = await makeChannel(sessionOf(), { ...wanted, isPrivate: false });
    expect(ours.detail).toBe(`${name}-2`);
  });

  it('is never one that the ledger has for another channel', async () => {
    const name = newName();
    const wanted = { wanted: name, candidates: [name, `${name}-2`], isPrivate: false };
    proxy.lie(() => undefined);
    const session = sessionOf();
    const first = await makeChannel(session, { ...wanted, channelId: 'c1' });
    const second = await makeChannel(session, { ...wanted, channelId: 'c2' });
    expect(second.slackChannel).not.toBe(first.slackChannel);
    expect(session.ledger.get(channelKey('c2'))?.detail).toBe(`${name}-2`);
  });
});

describe('a call that sets a state', () => {
  it.each(SOME)('is made until Slack says so: chat.update, %s', async (_, lie) => {
    const channel = await newChannel();
    const session = sessionOf();
    proxy.lie(() => undefined);
    const { ts } = await postMessage(session, messageOf('p1'), placeOf(channel));
    lieOnce('chat.update', lie);
    const place = { channelId: 'c1', slackChannel: channel, ts };
    const action = await updateMessage(session, messageOf('p1', 'changed'), place);
    await proxy.settled();
    expect(action.state).toBe('done');
    const [message] = await askServer(slack.apiUrl).messages(channel);
    expect(message?.text).toBe('changed');
  });

  it.each(SOME_DELIVERED)('is recorded once, and done: pins.add, %s', async (_, lie) => {
    const channel = await newChannel();
    const session = sessionOf();
    proxy.lie(() => undefined);
    const { ts } = await postMessage(session, messageOf('p1'), placeOf(channel));
    lieOnce('pins.add', lie);
    const action = await callOnce(session, {
      kind: 'pin',
      key: 'pin:p1',
      method: 'pins.add',
      args: { channel, timestamp: ts },
      channelId: 'c1',
      slackChannel: channel,
      alreadyDone: ['already_pinned'],
    });
    expect(action.state).toBe('done');
    await proxy.settled();
    const pins = Object(await askServer(slack.apiUrl).call('pins.list', { channel })).items;
    expect(pins).toHaveLength(1);
  });

  it.each(SOME_DELIVERED)('is set: conversations.setTopic, %s', async (_, lie) => {
    const channel = await newChannel();
    lieOnce('conversations.setTopic', lie);
    const action = await setOnce(sessionOf(), {
      kind: 'topic',
      key: 'topic:c1',
      method: 'conversations.setTopic',
      args: { channel, topic: 'new' },
      digest: 'new',
      channelId: 'c1',
      slackChannel: channel,
    });
    await proxy.settled();
    expect(action.state).toBe('done');
    const found = (await askServer(slack.apiUrl).channels()).find(({ id }) => id === channel);
    expect(found?.topic.value).toBe('new');
  });
});

describe('every other writing call', () => {
  it.each(SOME_DELIVERED)('takes effect once, and is done: %s', async (_, lie) => {
    const channel = await newChannel();
    const session = sessionOf();
    proxy.lie(() => undefined);
    const { ts } = await postMessage(session, messageOf('p1'), placeOf(channel));
    const common = { channelId: 'c1', slackChannel: channel };

    lieOnce('reactions.add', lie);
    const reaction = await callOnce(session, {
      ...common,
      kind: 'reaction',
      key: reactionKey('p1', 'tada'),
      method: 'reactions.add',
      args: { channel, timestamp: ts, name: 'tada' },
      alreadyDone: ['already_reacted'],
    });
    lieOnce('files.completeUploadExternal', lie);
    const file = await shareFile(session, {
      ...common,
      fileId: 'f1',
      postId: 'p1',
      name: 'a.txt',
      sizeBytes: 3,
      comment: 'a file',
      threadTs: '',
      losses: [],
      open: async () => Readable.from(['abc']),
    });
    lieOnce('conversations.invite', lie);
    expect(await invitePeople(session, common, [boss])).toEqual([]);
    lieOnce('conversations.archive', lie);
    const archived = await callOnce(session, {
      ...common,
      kind: 'archive',
      key: archiveKey('c1'),
      method: 'conversations.archive',
      args: { channel },
      alreadyDone: ['already_archived'],
    });
    expect([reaction, file, archived].map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    lieOnce('conversations.unarchive', lie);
    expect(await deleteFromSlack(session, archived)).toBe(true);
    await proxy.settled();

    const members = await askServer(slack.apiUrl).members(channel);
    expect(members.filter((id) => id === boss)).toHaveLength(1);
    const messages = await askServer(slack.apiUrl).messages(channel);
    expect(messages.find((each) => each.ts === ts)?.['reactions']).toMatchObject([
      { name: 'tada', users: [bot] },
    ]);
    expect(messages.flatMap(({ files = [] }) => files).map(({ id }) => id)).toEqual([file.fileId]);

    lieOnce('files.delete', lie);
    expect(await deleteFromSlack(session, file)).toBe(true);
    lieOnce('chat.delete', lie);
    const message = session.ledger.get(messageKey('p1', 0));
    if (message !== undefined) expect(await deleteFromSlack(session, message)).toBe(true);
    await proxy.settled();
    const left = await askServer(slack.apiUrl).messages(channel);
    expect(left.map((each) => each.ts)).not.toContain(ts);
    expect(left.flatMap(({ files = [] }) => files)).toEqual([]);
    expect(session.ledger.unclear()).toEqual([]);
  });
});
