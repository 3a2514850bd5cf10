/** The waits that a workspace asked for, as one stretch while each begins before the last one is over. */
export interface PauseState {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** When a pause was reported last; undefined for never. */
  readonly reportedAtMs: number | undefined;
}

export const NO_PAUSE: PauseState = { sinceMs: 0, untilMs: 0, reportedAtMs: undefined };

/** A pause of this length is worth a message. */
const LONG_PAUSE_MS = 3 * 60_000;
/** A run that pauses again and again is reported once in this time. */
const QUIET_MS = 60 * 60_000;
/** A call that is repeated after its wait and refused again belongs to the same pause. */
const GAP_MS = 2_000;

/** Adds a wait that begins now; `pauseMs` is the length of the pause that is to be reported, undefined for none. */
export function afterWait(
  { sinceMs, untilMs, reportedAtMs }: PauseState,
  { nowMs, waitMs }: { readonly nowMs: number; readonly waitMs: number },
): { readonly state: PauseState; readonly pauseMs: number | undefined } {
  const isSame = untilMs > 0 && nowMs <= untilMs + GAP_MS;
  const since = isSame ? sinceMs : nowMs;
  const until = Math.max(isSame ? untilMs : 0, nowMs + waitMs);
  const isQuiet = reportedAtMs !== undefined && nowMs < reportedAtMs + QUIET_MS;
  const pauseMs = until - since;
  const isReported = pauseMs >= LONG_PAUSE_MS && !isQuiet;
  const state = {
    sinceMs: since,
    untilMs: until,
    reportedAtMs: isReported ? nowMs : reportedAtMs,
  };
  return { state, pauseMs: isReported ? pauseMs : undefined };
}
