import type { Output } from './output.ts';

/** Context of a command, beside its settings. */
export interface CommandContext {
  readonly output: Output;
  /** True when no progress is shown. */
  readonly isQuiet: boolean;
  /** Signal that Ctrl-C and SIGTERM abort. */
  readonly signal: AbortSignal;
  /** Milliseconds on a monotonic clock, for rates. */
  readonly nowMs: () => number;
  /** Date of the machine's clock, milliseconds since the epoch. */
  readonly todayMs: () => number;
}
