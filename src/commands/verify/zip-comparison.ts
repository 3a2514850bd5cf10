import type { ArchiveSet } from '../../importers/archive/archive-set.ts';
import type { UserId } from '../../model/model.ts';
import type { ComparedTally } from './account.ts';
import type { DifferenceLog } from './difference-log.ts';
import type { ArchiveFiles } from './zip-files.ts';
import type { ArchiveViews } from './zip-view.ts';

/** Archives to compare with the source, and where the result is recorded. */
export interface ArchiveComparison {
  readonly archives: ArchiveSet;
  readonly views: ArchiveViews;
  /** Accounts without a row, in the order in which they occurred. */
  readonly unknown: Set<UserId>;
  readonly files: ArchiveFiles;
  readonly differences: DifferenceLog;
  readonly tally: ComparedTally;
}
