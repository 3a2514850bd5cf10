import type { VerifyReport } from '../../mapping/verify/report.ts';
import type { SourceCounts } from '../../model/model.ts';
import type { Scope } from '../run/scope.ts';
import { type ComparedTally, verifyAccount } from './account.ts';
import type { DifferenceLog } from './difference-log.ts';

type TargetReport = Pick<VerifyReport, 'kind' | 'targets' | 'foreign' | 'pickedUp'>;

/** Makes the report of a finished comparison. AccountError when its account does not balance. */
export function makeVerifyReport(
  scope: Scope,
  counts: SourceCounts,
  { differences, tally }: { readonly differences: DifferenceLog; readonly tally: ComparedTally },
  { kind, targets, foreign, pickedUp }: TargetReport,
): VerifyReport {
  const unrecorded = differences.unrecorded();
  return {
    command: 'verify',
    kind,
    targets,
    isClean: unrecorded.length === 0,
    conversations: scope.conversations.length,
    account: verifyAccount(counts, scope, tally),
    differences: unrecorded,
    expected: differences.expected(),
    foreign,
    pickedUp,
    losses: [],
    warnings: [...scope.warnings, ...scope.notes],
  };
}
