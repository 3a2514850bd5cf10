import type { Config } from '../../config/config.ts';
import type { CommandContext } from '../run/context.ts';
import type { AppliedPlan } from '../run/scope.ts';
import type { DifferenceLines } from './difference-log.ts';

export interface VerifyOptions {
  /** Undefined when the run makes its own decisions. */
  readonly applied: AppliedPlan | undefined;
  /** The archives, in the order in which they are imported; empty for the workspace. */
  readonly zips: readonly string[];
  /** True when the files of a workspace are downloaded and their bytes compared. */
  readonly comparesBytes: boolean;
}

/** One run of `verify`. */
export interface VerifyRun {
  readonly config: Config;
  readonly options: VerifyOptions;
  readonly context: CommandContext;
  /** The file `differences.jsonl`. */
  readonly lines: DifferenceLines;
}
