/** Watches for a peer that says nothing. */
export interface Silence {
  /** Aborts with an error when nothing was heard for the whole time. */
  readonly signal: AbortSignal;
  /** Counts the time from now, as after a sign of life. */
  restart(): void;
  /** Stops counting, as while the peer waits for us. */
  pause(): void;
}

/** Makes a watch that does not count yet. */
export function makeSilence(limitMs: number): Silence {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const pause = (): void => clearTimeout(timer);
  return {
    signal: controller.signal,
    pause,
    restart() {
      pause();
      const error = new Error(`no sign of life for ${limitMs / 1000} s`);
      timer = setTimeout(() => controller.abort(error), limitMs);
    },
  };
}
