import { beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../../../src/errors/errors.ts';
import { notice } from '../../../../src/errors/notices.ts';
import { SlackRefusal } from '../../../../src/importers/slack/errors.ts';
import { PrivateChannels } from '../../../../src/importers/workspace/private-channels.ts';
import type { SlackMethod } from '../../../../src/slack/methods.ts';

const PROBLEM = notice('target-channel-public', { channel: 'c', type: 'private', target: 'C1' });
const MINUTE_MS = 60_000;

describe('a channel of what is private in Mattermost', () => {
  let isPrivate: unknown;
  let refusal: SlackRefusal | undefined;
  let asked: unknown[];
  let channels: PrivateChannels;
  beforeEach(() => {
    isPrivate = true;
    refusal = undefined;
    asked = [];
    channels = new PrivateChannels();
    channels.keep(new Map([['C1', PROBLEM]]));
  });

  const reading = {
    client: {
      clockSkewMs: () => undefined,
      slackTimeMs: () => undefined,
      async call(method: SlackMethod, args: Readonly<Record<string, unknown>>) {
        asked.push([method, args['channel']]);
        if (refusal !== undefined) throw refusal;
        return { body: { ok: true, channel: { id: 'C1', is_private: isPrivate } }, scopes: [] };
      },
    },
    sleep: async () => {},
    signal: new AbortController().signal,
    pauseMs: 1,
  };
  const check = (method: SlackMethod, args: Readonly<Record<string, unknown>>, nowMs = 0) =>
    channels.check(reading, method, args, nowMs);

  it('is looked at before content goes there, and then not for a while', async () => {
    await check('chat.postMessage', { channel: 'C1' });
    await check('files.completeUploadExternal', { channel_id: 'C1' }, MINUTE_MS - 1);
    expect(asked).toEqual([['conversations.info', 'C1']]);
    await check('chat.update', { channel: 'C1' }, MINUTE_MS);
    expect(asked).toHaveLength(2);
  });

  it('is left alone by calls without content, and so are the channels of others', async () => {
    await check('chat.delete', { channel: 'C1' });
    await check('chat.postMessage', { channel: 'C2' });
    channels.keep(new Map());
    await check('chat.postMessage', { channel: 'C1' });
    expect(asked).toEqual([]);
  });

  it.each(['chat.postMessage', 'chat.update', 'conversations.setTopic'] as const)(
    'stops %s once it is public in Slack, every time',
    async (method) => {
      await check(method, { channel: 'C1' });
      isPrivate = false;
      for (const nowMs of [MINUTE_MS, MINUTE_MS + 1]) {
        await expect(check(method, { channel: 'C1' }, nowMs)).rejects.toMatchObject({
          exitCode: EXIT.stopped,
          lines: [notice('stopped-resumable', { problem: PROBLEM })],
        });
      }
    },
  );

  it('stops the call where Slack does not tell, and makes no refusal of it', async () => {
    refusal = new SlackRefusal('conversations.info', 'message_not_found', '');
    await expect(check('chat.postMessage', { channel: 'C1' })).rejects.toMatchObject({
      exitCode: EXIT.stopped,
    });
    refusal = undefined;
    isPrivate = undefined;
    await expect(check('chat.postMessage', { channel: 'C1' })).rejects.toThrow(
      'slack-answer-unexpected',
    );
  });
});
