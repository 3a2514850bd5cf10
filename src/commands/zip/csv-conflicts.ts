import type { Delivery } from '../../config/files.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import { UsageError } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';

/** The settings of a run that a text import may not be able to follow. */
interface CsvSettings
  extends Pick<OutputShape, 'splitBy' | 'rehearsalDomain' | 'rewriteLinksTo' | 'zipBookmarks'> {
  readonly delivery: Pick<Delivery, 'deliver'>;
}

/**
 * Throws UsageError with every setting that makes no sense for a text import, which has only channels, names and text.
 */
export function refuseCsvConflicts(
  { splitBy, rehearsalDomain, rewriteLinksTo, zipBookmarks, delivery: { deliver } }: CsvSettings,
  { isSinceLast }: { readonly isSinceLast: boolean },
): void {
  const conflicts: readonly (readonly [is: boolean, problem: Notice])[] = [
    [isSinceLast, notice('csv-and-since-last')],
    [splitBy === 'month' || splitBy === 'size', notice('csv-and-split')],
    [rehearsalDomain !== undefined, notice('csv-and-rehearsal')],
    [rewriteLinksTo !== undefined, notice('csv-and-permalinks')],
    [zipBookmarks === 'message', notice('csv-and-bookmarks')],
    [deliver === 'link' || deliver === 'bundle', notice('csv-and-delivery', { deliver })],
  ];
  const found = conflicts.filter(([is]) => is).map(([, problem]) => problem);
  if (found.length > 0) throw new UsageError(found);
}
