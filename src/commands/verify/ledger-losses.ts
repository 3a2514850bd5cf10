import type { Ledger } from '../../importers/ledger/ledger.ts';
import type { Explanations } from '../../mapping/verify/explanations.ts';
import type { RecordedLoss } from '../../mapping/verify/report.ts';

/**
 * Adds the losses of a ledger to the explanations: of a run that was stopped, it has losses that the file lacks. Returns
 * the counts of both by code, of a code that both have the higher one.
 */
export function addLedgerLosses(
  ledger: Pick<Ledger, 'losses'>,
  explanations: Explanations,
  inFiles: readonly RecordedLoss[],
): readonly RecordedLoss[] {
  const counts = new Map<string, number>();
  for (const { code, postId, channelId, old: what, new: given } of ledger.losses()) {
    explanations.add(code, { postId, channelId, ts: '', name: '', what, given });
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  for (const { code, count } of inFiles) counts.set(code, Math.max(counts.get(code) ?? 0, count));
  return [...counts]
    .map(([code, count]) => ({ code, count }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}
