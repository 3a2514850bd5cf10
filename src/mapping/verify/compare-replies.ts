import type { PostRef } from '../../model.ts';
import type { ArchiveMessage } from './archive-message.ts';
import { onlyIn } from './compare-lists.ts';
import { microsOfTs, partMicros, tsOfMicros } from './pair-archive.ts';

export interface ReplyRules {
  /** Where a post stands, in microseconds. */
  readonly microsOf: (ref: PostRef) => number;
  /** True when the list may lack replies, because they came later. */
  readonly mayLack: boolean;
  /** True for a message that is known to have been deleted since. */
  readonly isDeleted: (ts: string) => boolean;
}

const PARTS = 32;

/** What a root's list of replies has too much or too little of; undefined when it is right. */
export function compareReplies(
  replies: readonly PostRef[],
  root: ArchiveMessage,
  rules: ReplyRules,
): { readonly source: string; readonly target: string } | undefined {
  const expected = replies.map((reply) => tsOfMicros(rules.microsOf(reply)));
  const listed = root.replies.map(({ ts }) => ts);
  const count = root['reply_count'] ?? 0;
  if (count !== listed.length) {
    return { source: `${listed.length} replies`, target: `reply_count ${String(count)}` };
  }
  const wrong = onlyIn(expected, listed);
  if (wrong === undefined) return undefined;
  const known = new Set(expected);
  const ofParts = partSlots(
    replies,
    listed.filter((ts) => !known.has(ts)),
  );
  const target = listed.filter((ts) => known.has(ts) || !(ofParts.has(ts) || rules.isDeleted(ts)));
  const there = new Set(listed);
  const source = rules.mayLack ? expected.filter((ts) => there.has(ts)) : expected;
  return onlyIn(source, target);
}

/** Those of the listed that are further parts of a reply. */
function partSlots(replies: readonly PostRef[], listed: readonly string[]): ReadonlySet<string> {
  const wanted = new Set(listed.map(microsOfTs));
  const found = new Set<string>();
  if (wanted.size === 0) return found;
  for (const { createAtMs, tie } of replies) {
    for (let part = 1; part < PARTS; part += 1) {
      const micros = partMicros(createAtMs, tie, part);
      if (wanted.has(micros)) found.add(tsOfMicros(micros));
    }
  }
  return found;
}
