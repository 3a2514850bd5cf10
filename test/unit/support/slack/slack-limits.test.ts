import { beforeAll, describe, expect, it } from 'vitest';
import { askServer } from '../../../support/slack/read-back.ts';
import { type OneChannel, startWithChannel } from '../../../support/slack/slack-fixture.ts';

let server: OneChannel;
beforeAll(async () => {
  server = await startWithChannel();
  return () => server.slack.stop();
});

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const blocks = (count: number, text: string) =>
  JSON.stringify(Array.from({ length: count }, () => section(text)));
const metadata = (characters: number) =>
  JSON.stringify({ event_type: 'e', event_payload: { filler: 'x'.repeat(characters) } });

describe('the Slack of the tests, asked to post', () => {
  it.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ['50 blocks', { blocks: blocks(50, 'a') }, undefined],
    ['51 blocks', { blocks: blocks(51, 'a') }, 'invalid_blocks'],
    ['13,200 characters in blocks', { blocks: blocks(6, 'b'.repeat(2_200)) }, undefined],
    [
      '13,206 characters in blocks',
      { blocks: blocks(6, 'b'.repeat(2_201)) },
      'msg_blocks_too_long',
    ],
    ['small metadata', { metadata: metadata(100) }, undefined],
    ['metadata over 8,000 characters', { metadata: metadata(8_001) }, 'metadata_too_large'],
  ])('takes or refuses %s as Slack does', async (_, args, error) => {
    expect((await server.post('text', args)).error).toBe(error);
  });

  it('refuses an update over 4,000 characters, and takes a post of that length', async () => {
    const { channel, slack } = server;
    const { ts, error } = await server.post('c'.repeat(4_001));
    expect(error).toBeUndefined();
    const update = (length: number) =>
      askServer(slack.apiUrl).call('chat.update', { channel, ts, text: 'd'.repeat(length) });
    expect(await update(4_001)).toEqual({ ok: false, error: 'msg_too_long' });
    expect(await update(4_000)).toMatchObject({ ok: true });
  });
});
