/** Watches for a peer that says nothing. */
export interface Silence {
  /** Aborts with an error when nothing was heard for the whole time, and with the run. */
  readonly signal: AbortSignal;
  /** Counts the time from now, as after a sign of life. */
  restart(): void;
  /** Stops counting, as while the peer waits for us. */
  pause(): void;
  /** Ends the watch; it counts no more. */
  end(): void;
}

/** Makes a watch that does not count yet; `run` is the signal of the run. */
export function makeSilence(limitMs: number, run: AbortSignal): Silence {
  // AbortSignal.any() would keep each watch that has a listener for as long as the run takes.
  const controller = new AbortController();
  const stop = (): void => controller.abort(run.reason);
  if (run.aborted) stop();
  else run.addEventListener('abort', stop, { once: true });
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const pause = (): void => clearTimeout(timer);
  return {
    signal: controller.signal,
    pause,
    restart() {
      pause();
      if (isOver) return;
      const error = new Error(`no sign of life for ${limitMs / 1000} s`);
      timer = setTimeout(() => controller.abort(error), limitMs);
    },
    end() {
      isOver = true;
      pause();
      run.removeEventListener('abort', stop);
    },
  };
}
