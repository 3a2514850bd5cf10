import type { Output } from './output.ts';

/** What every command gets besides its configuration. */
export interface CommandContext {
  readonly output: Output;
  /** No progress is shown. */
  readonly isQuiet: boolean;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /** Milliseconds on a clock that never goes back; for rates, not for dates. */
  readonly nowMs: () => number;
  /** The date by the machine's clock, milliseconds since the epoch. */
  readonly todayMs: () => number;
}
