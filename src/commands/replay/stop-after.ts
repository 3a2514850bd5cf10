import { StoppedError } from '../../errors.ts';

export interface StoppableSignal {
  readonly signal: AbortSignal;
  /** The time no longer matters. */
  clear(): void;
}

/** A signal that is aborted with the given one, or when the time is over. */
export function stopAfter(outer: AbortSignal, durationMs: number | undefined): StoppableSignal {
  const own = new AbortController();
  const timer =
    durationMs === undefined
      ? undefined
      : setTimeout(
          () => own.abort(new StoppedError('the time is over; the same command goes on')),
          durationMs,
        );
  timer?.unref();
  return { signal: AbortSignal.any([outer, own.signal]), clear: () => clearTimeout(timer) };
}
