import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { askServer } from '../../../support/slack/read-back.ts';
import { type OneChannel, startWithChannel } from '../../../support/slack/slack-fixture.ts';

const page = z.looseObject({
  messages: z.array(z.looseObject({ text: z.string(), ts: z.string() })),
  has_more: z.boolean(),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
});

const METADATA = JSON.stringify({ event_type: 'mm2slack_post', event_payload: { post_id: 'p' } });

let server: OneChannel;
beforeEach(async () => {
  server = await startWithChannel();
  return () => server.slack.stop();
});
let stamps: string[] = [];
afterEach(() => {
  stamps = [];
});

async function postNumbers(count: number, over: Readonly<Record<string, string>> = {}) {
  for (let number = 0; number < count; number += 1) {
    stamps.push((await server.post(String(number), { metadata: METADATA, ...over })).ts);
  }
}

async function read(method: string, args: Readonly<Record<string, string>>) {
  const { channel, slack } = server;
  return page.parse(await askServer(slack.apiUrl).call(method, { channel, ...args }));
}

const textsOf = ({ messages }: z.infer<typeof page>) => messages.map(({ text }) => text);

describe('messages read from the Slack of the tests', () => {
  it('lie between oldest and latest, the ends left out', async () => {
    await postNumbers(5);
    const [, first = '', , last = ''] = stamps;
    const between = await read('conversations.history', { oldest: first, latest: last });
    expect(textsOf(between)).toEqual(['2']);
    const ends = { oldest: first, latest: last, inclusive: 'true' };
    expect(textsOf(await read('conversations.history', ends))).toEqual(['3', '2', '1']);
    expect(textsOf(await read('conversations.history', {}))).toHaveLength(5);
  });

  it('end with the page that reaches the oldest', async () => {
    await postNumbers(6);
    const all = await read('conversations.history', { limit: '2' });
    expect(all.response_metadata?.next_cursor).not.toBe('');
    const some = await read('conversations.history', { limit: '2', oldest: stamps[4] ?? '' });
    expect(textsOf(some)).toEqual(['5']);
    expect(some.has_more).toBe(true);
    const cursor = some.response_metadata?.next_cursor ?? '';
    const next = await read('conversations.history', {
      limit: '2',
      oldest: stamps[4] ?? '',
      cursor,
    });
    expect(next).toMatchObject({ messages: [], has_more: false });
    expect(next.response_metadata?.next_cursor ?? '').toBe('');
  });

  it('of a thread keep its root', async () => {
    const { ts: root } = await server.post('root');
    await postNumbers(3, { thread_ts: root });
    const replies = await read('conversations.replies', { ts: root, oldest: stamps[1] ?? '' });
    expect(textsOf(replies)).toEqual(['root', '2']);
  });

  it('carry metadata only for those who ask for it', async () => {
    await postNumbers(1);
    const plain = await read('conversations.history', {});
    expect(plain.messages[0]).not.toHaveProperty('metadata');
    const [asked] = (await read('conversations.history', { include_all_metadata: 'true' }))
      .messages;
    expect(asked).toMatchObject({ metadata: { event_type: 'mm2slack_post' } });
  });
});
