import type { Output } from './output.ts';
import type { ProgressDisplay } from './progress.ts';

/** Context of a command, beside its settings. */
export interface CommandContext {
  readonly output: Output;
  readonly progress: ProgressDisplay;
  /** Signal that Ctrl-C and SIGTERM abort. */
  readonly signal: AbortSignal;
  /** Milliseconds on a monotonic clock, for rates and durations. */
  readonly nowMs: () => number;
  /** Date of the machine's clock, milliseconds since the epoch. */
  readonly todayMs: () => number;
}
