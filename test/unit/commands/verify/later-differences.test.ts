import { describe, expect, it } from 'vitest';
import type { Post } from '../../../../src/model/model.ts';
import { A_TIME_MS, aPost } from '../../../support/builders/builders.ts';
import { compare, type FoundMessage, message, SUZUKI_IN_SLACK } from './archive-comparison.ts';
import { startRecording } from './comparison.ts';

/** Until then the archive has seen the source. */
const SEEN_TO_MS = A_TIME_MS + 10_000;
const LATER_MS = SEEN_TO_MS + 1;

/** Differences of what came up after the archive, and all others. */
async function divided(posts: readonly Post[], messages: readonly FoundMessage[]) {
  const recorded = startRecording();
  await compare({ posts, messages, recorded, seenToMs: SEEN_TO_MS });
  const { count, others } = recorded.differences.later(SEEN_TO_MS);
  return { later: count, others };
}

describe('differences of an archive that is older than the source', () => {
  it('are later for a post that was written, edited or deleted afterwards', async () => {
    const written = aPost({ createAtMs: LATER_MS, updateAtMs: LATER_MS });
    expect(await divided([written], [])).toEqual({ later: 1, others: 0 });
    const edited = aPost({ message: 'now', updateAtMs: LATER_MS });
    expect(await divided([edited], [message({ text: 'then' })])).toEqual({ later: 1, others: 0 });
    const deleted = aPost({ updateAtMs: LATER_MS, deleteAtMs: LATER_MS });
    expect(await divided([deleted], [message()])).toEqual({ later: 1, others: 0 });
  });

  it('are none of them for a post that the archive has seen', async () => {
    expect(await divided([aPost({ message: 'now' })], [message({ text: 'then' })])).toEqual({
      later: 0,
      others: 1,
    });
    expect(await divided([aPost()], [])).toEqual({ later: 0, others: 1 });
  });

  it('are none of them for what no later change of a post explains', async () => {
    // It was there, and is in no archive.
    expect(await divided([aPost({ updateAtMs: LATER_MS })], [])).toEqual({ later: 0, others: 1 });
    const text = 'the same';
    const post = aPost({ message: text, updateAtMs: LATER_MS });
    const byAnother = message({ text, user: SUZUKI_IN_SLACK });
    expect((await divided([post], [byAnother])).later).toBe(0);
    // A message of no post stands behind the changed one.
    const stray = message({ ts: '1680485430.000000', text: 'of nobody' });
    expect(await divided([post], [message({ text }), stray])).toEqual({ later: 0, others: 1 });
  });
});
