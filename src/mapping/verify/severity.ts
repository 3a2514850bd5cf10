import { aspectOf } from './explanations.ts';
import type { DifferenceCount } from './report.ts';

/**
 * The order of differences in a report: what nobody was to move comes first, then what is private and public, then
 * visibility, then what is lost or added as a whole, then what was said by whom. An aspect without a line comes after
 * them, before those of the archive's entries.
 */
const MOST_SEVERE_FIRST: readonly string[] = [
  'message.read-once',
  'channel.visibility',
  'channel.missing',
  'channel.unexpected',
  'message.missing',
  'message.unexpected',
  'file.missing',
  'file.unexpected',
  'message.text',
  'message.attachments',
  'message.author',
  'message.time',
  'message.deleted',
  'file.sha256',
  'file.size',
  'channel.members',
  'user.missing',
  'user.unexpected',
];

/** Position of a difference among the others; smaller is more severe. */
function rankOf(count: Pick<DifferenceCount, 'kind' | 'thing' | 'field'>): number {
  if (count.field === 'consent') return -2;
  if (count.field === 'public') return -1;
  const at = MOST_SEVERE_FIRST.indexOf(aspectOf(count));
  if (at !== -1) return at;
  return MOST_SEVERE_FIRST.length + (count.thing === 'entry' ? 1 : 0);
}

/** Sorts differences, the most severe first and the most frequent first among equals. */
export const bySeverity = (counts: readonly DifferenceCount[]): readonly DifferenceCount[] =>
  counts.toSorted((a, b) => rankOf(a) - rankOf(b) || b.count - a.count);
