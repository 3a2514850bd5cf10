import ora, { type Ora } from 'ora';
import { countText } from '../../reports/figures.ts';
import { plainText } from '../../reports/shown-text.ts';

/** Shows the progress of a run; silent when stderr is not a terminal. */
export interface Progress {
  /** Sets the name of the current conversation. */
  at(name: string): void;
  /** Adds to the number of posts that are done. */
  advance(posts: number): void;
  stop(): void;
}

const REDRAW_MS = 200;

/** Starts a spinner on stderr: conversation, posts done of all, rate and time left. */
export function startProgress(
  totalPosts: number,
  options: {
    readonly isQuiet: boolean;
    readonly nowMs: () => number;
    /** Text behind the counts. */
    readonly more?: (elapsedMs: number) => string;
  },
): Progress {
  const spinner: Ora = ora({
    stream: process.stderr,
    isEnabled: process.stderr.isTTY === true && !options.isQuiet,
    isSilent: process.stderr.isTTY !== true || options.isQuiet,
    // The run itself listens for Ctrl-C; a spinner that reads stdin would hide it.
    discardStdin: false,
  }).start();
  const startedMs = options.nowMs();
  let done = 0;
  let current = '';
  let drawnMs = Number.NEGATIVE_INFINITY;
  const draw = (): void => {
    const nowMs = options.nowMs();
    if (nowMs - drawnMs < REDRAW_MS) return;
    drawnMs = nowMs;
    const elapsedMs = nowMs - startedMs;
    const more = options.more?.(elapsedMs) ?? '';
    spinner.text = progressText({ current, done, totalPosts, elapsedMs, more });
  };
  return {
    at(name) {
      current = name;
      draw();
    },
    advance(posts) {
      done += posts;
      draw();
    },
    stop() {
      spinner.stop();
    },
  };
}

/** Makes the text of the spinner: `#dev  12,000 of 50,000 posts  3,100 posts/s  12 s left`. */
export function progressText(state: {
  readonly current: string;
  readonly done: number;
  readonly totalPosts: number;
  readonly elapsedMs: number;
  readonly more?: string;
}): string {
  const rate = state.elapsedMs > 0 ? (state.done / state.elapsedMs) * 1000 : 0;
  const left = rate > 0 ? `${duration((state.totalPosts - state.done) / rate)} left` : '';
  const counts = `${countText(state.done)} of ${countText(state.totalPosts)} posts`;
  // A name may contain control characters, and the line is drawn over itself.
  const current = plainText(state.current).replace(/\s+/g, ' ');
  return [current, counts, rateText(rate), left, state.more ?? ''].filter(Boolean).join('  ');
}

/** Words the rate; a replay is slow enough to be counted by the minute. */
function rateText(perSecond: number): string {
  return perSecond >= 10 || perSecond === 0
    ? `${countText(Math.round(perSecond))} posts/s`
    : `${countText(Math.round(perSecond * 60))} posts/min`;
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
