import type { Config } from '../../config/config.ts';
import type { CommandContext } from '../run/context.ts';
import type { AppliedPlan } from '../run/scope.ts';
import type { DifferenceLines } from './difference-log.ts';

export interface VerifyOptions {
  /** Undefined when the run decides by itself. */
  readonly applied: AppliedPlan | undefined;
  /** The archives, in the order in which they are imported; empty for the workspace. */
  readonly zips: readonly string[];
  /** Files of a workspace are downloaded and their bytes compared. */
  readonly comparesBytes: boolean;
}

/** A run of `verify`. */
export interface VerifyRun {
  readonly config: Config;
  readonly options: VerifyOptions;
  readonly context: CommandContext;
  /** `differences.jsonl` */
  readonly lines: DifferenceLines;
}
