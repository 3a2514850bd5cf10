import { describe, expect, it } from 'vitest';
import { notedClient } from '../../../../src/commands/run/noted-client.ts';
import { SlackRateLimited } from '../../../../src/importers/slack/errors.ts';
import type { Language } from '../../../../src/texts/language.ts';

/** Remarks on calls of which each is told to wait so long, and repeated after it. */
async function remarksOn(
  waitsMs: readonly number[],
  lang: Language = 'en',
): Promise<readonly string[]> {
  const remarks: string[] = [];
  let nowMs = 0;
  const client = notedClient(
    {
      async call(method) {
        throw new SlackRateLimited(method, waitsMs[remarksAt] ?? 0);
      },
      clockSkewMs: () => undefined,
      slackTimeMs: () => undefined,
    },
    { output: { note: () => {}, remark: (text) => void remarks.push(text) }, lang },
    () => nowMs,
  );
  let remarksAt = 0;
  for (const waitMs of waitsMs) {
    await expect(client.call('chat.delete', {})).rejects.toThrow(SlackRateLimited);
    nowMs += waitMs;
    remarksAt += 1;
  }
  return remarks;
}

describe('a client that is told to wait', () => {
  it('says how long, and that the run goes on by itself, in both languages', async () => {
    expect(await remarksOn([150_000])).toEqual([
      'Slack asks to wait 2 min 30 s before the next chat.delete; the run goes on by itself then',
    ]);
    expect(await remarksOn([150_000], 'ja')).toEqual([
      'Slack の指示により、次の chat.delete まで 2 分 30 秒待ちます。その後、自動的に続行します',
    ]);
  });

  it('says nothing of short waits, and no more than about one thing a minute', async () => {
    expect(await remarksOn([1_000, 5_000, 29_000])).toEqual([]);
    expect(await remarksOn([30_000, 30_000, 30_000, 30_000])).toHaveLength(2);
    expect(await remarksOn([60_000, 60_000, 60_000])).toHaveLength(3);
  });
});
