import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ImportedMessage,
  readThread,
} from '../../../../src/importers/workspace/read-history.ts';
import { postAt } from '../../../support/slack/import-archive.ts';
import { askServer } from '../../../support/slack/read-back.ts';
import { serverSession } from '../../../support/slack/server-session.ts';
import {
  BOT_TOKEN,
  type SlackServer,
  startSlackServer,
} from '../../../support/slack/slack-server.ts';

const ROOT_SECOND = 1_700_000_000;
const REPLIES = 250;

describe('a long thread of a workspace', () => {
  let slack: SlackServer;
  let channel: string;
  let rootTs: string;
  beforeAll(async () => {
    slack = await startSlackServer();
    const { call } = askServer(slack.apiUrl);
    channel = String(Object(await call('conversations.create', { name: 'long' })).channel.id);
    const post = (second: number, args: Readonly<Record<string, string>>): Promise<string> =>
      postAt(slack, BOT_TOKEN, second, { channel, ...args });
    rootTs = await post(ROOT_SECOND, { text: 'root' });
    for (let reply = 1; reply <= REPLIES; reply += 1) {
      await post(ROOT_SECOND + reply, { text: `reply ${reply}`, thread_ts: rootTs });
    }
  });
  afterAll(() => slack.stop());

  const callsOf = (): number =>
    slack.calls.filter(({ method }) => method === 'conversations.replies').length;

  it('is read by stretches of time with a call for each, each reply once and in order', async () => {
    const before = callsOf();
    const session = serverSession(slack);
    const found: ImportedMessage[] = [];
    const stretchSeconds = 50;
    for (let at = 0; at <= REPLIES; at += stretchSeconds) {
      const fromSecond = ROOT_SECOND + at;
      const stretch = { fromSecond, toSecond: fromSecond + stretchSeconds };
      found.push(...(await readThread(session, { channel, rootTs }, stretch)));
    }
    expect(found.map(({ text }) => text)).toEqual(
      Array.from({ length: REPLIES }, (_, index) => `reply ${index + 1}`),
    );
    expect(callsOf() - before).toBe(Math.ceil((REPLIES + 1) / stretchSeconds));
  });

  it('is read to its end in pages', async () => {
    const before = callsOf();
    const stretch = { fromSecond: 0, toSecond: undefined };
    const found = await readThread(serverSession(slack), { channel, rootTs }, stretch);
    expect(found.map(({ text }) => text).at(-1)).toBe(`reply ${REPLIES}`);
    expect(found).toHaveLength(REPLIES);
    expect(callsOf() - before).toBe(2);
  });
});
