import type { Ora } from 'ora';
import { textWidth } from '../../mapping/text.ts';
import { fill, sizeText } from '../../reports/figures.ts';
import { plainText } from '../../reports/shown-text.ts';
import { LINE_COLUMNS } from '../../reports/wrapped.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { Output } from './output.ts';

/** Shows the progress of a run; silent when stderr is not a terminal. */
export interface Progress {
  /** Sets the name of the current conversation. */
  at(name: string): void;
  /** Adds to the number of posts that are done. */
  advance(posts: number): void;
  stop(): void;
}

/** Whether progress is shown, and in which language. */
export interface ProgressDisplay {
  readonly isQuiet: boolean;
  readonly lang: Language;
}

/** What a progress is shown by. */
export interface ProgressOptions {
  readonly progress: ProgressDisplay;
  readonly nowMs: () => number;
  /** Takes the progress into the log. */
  readonly output?: Pick<Output, 'note'>;
}

const REDRAW_MS = 200;

const SILENT: Progress = { at: () => {}, advance: () => {}, stop: () => {} };

/**
 * Starts a spinner on stderr: conversation, posts done of all, rate and time left. `more` makes the text behind these
 * from the time since the start.
 */
export async function startProgress(
  totalPosts: number,
  options: ProgressOptions,
  more: (elapsedMs: number) => string = () => '',
): Promise<Progress> {
  const { lang } = options.progress;
  const noteAt = noteEachMinute(totalPosts, options);
  let done = 0;
  if (!isProgressShown(options.progress)) {
    const advance = (posts: number): void => {
      done += posts;
      noteAt(done);
    };
    return { ...SILENT, advance };
  }
  const spinner = await startSpinner();
  const startedMs = options.nowMs();
  let current = '';
  let drawnMs = Number.NEGATIVE_INFINITY;
  const draw = (): void => {
    const nowMs = options.nowMs();
    if (nowMs - drawnMs < REDRAW_MS) return;
    drawnMs = nowMs;
    const elapsedMs = nowMs - startedMs;
    const state = { current, done, totalPosts, elapsedMs, more: more(elapsedMs) };
    spinner.text = progressText(state, lang, process.stderr.columns);
  };
  return {
    at(name) {
      current = name;
      draw();
    },
    advance(posts) {
      done += posts;
      noteAt(done);
      draw();
    },
    stop() {
      spinner.stop();
    },
  };
}

const NOTE_MS = 60_000;

/** Makes what writes the number of posts that are done into the log, once a minute. */
function noteEachMinute(total: number, { nowMs, output }: ProgressOptions): (done: number) => void {
  let notedMs = nowMs();
  return (done) => {
    if (nowMs() - notedMs < NOTE_MS) return;
    notedMs = nowMs();
    output?.note('progress', { done, total });
  };
}

/** False where nobody looks: stderr is no terminal, or the run is to be quiet. */
export const isProgressShown = ({ isQuiet }: ProgressDisplay): boolean =>
  process.stderr.isTTY === true && !isQuiet;

/** Starts a spinner on stderr without a text. */
export async function startSpinner(): Promise<Ora> {
  // Loaded by need: most runs of a schedule have no terminal.
  const { default: ora } = await import('ora');
  // The run itself listens for Ctrl-C; a spinner that reads stdin would hide it.
  return ora({ stream: process.stderr, discardStdin: false }).start();
}

/** How much of an export's lines is staged. */
export interface StagedState {
  readonly file: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly elapsedMs: number;
}

/** Makes the text of the spinner while an export is staged: `reading export.zip: 1.2 of 4.0 GB  2 min 5 s left`. */
export function stagingText(state: StagedState, lang: Language): string {
  const texts = TEXTS[lang].terminal.progress;
  const { file, doneBytes, totalBytes, elapsedMs } = state;
  const seconds = (elapsedMs / 1000 / doneBytes) * (totalBytes - doneBytes);
  const counts = fill(texts.staging, {
    file: plainText(file).replace(/\s+/g, ' '),
    done: sizeText(doneBytes),
    total: sizeText(totalBytes),
  });
  const left = doneBytes > 0 ? fill(texts.left, { time: timeText(seconds, lang) }) : '';
  return [counts, left].filter(Boolean).join('  ');
}

interface ProgressState {
  readonly current: string;
  readonly done: number;
  readonly totalPosts: number;
  readonly elapsedMs: number;
  readonly more?: string;
}

/**
 * Makes the text of the spinner: `#dev  12,000 of 50,000 posts  3,100 posts/s  12 s left`. The name gives way where the
 * line would be wider than `columns`, less what the spinner takes.
 */
export function progressText(
  state: ProgressState,
  lang: Language,
  columns: number = LINE_COLUMNS,
): string {
  const texts = TEXTS[lang].terminal.progress;
  const { done, totalPosts, elapsedMs } = state;
  const rate = elapsedMs > 0 ? (done / elapsedMs) * 1000 : 0;
  const left =
    rate > 0 ? fill(texts.left, { time: timeText((totalPosts - done) / rate, lang) }) : '';
  const counts = fill(texts.posts, { done, total: totalPosts });
  // A name may contain control characters, and the line is drawn over itself.
  const current = plainText(state.current).replace(/\s+/g, ' ');
  const rest = [counts, rateText(rate, lang), left, state.more ?? ''].filter(Boolean).join('  ');
  const name = narrowed(current, columns - SPINNER_COLUMNS - textWidth(rest) - GAP.length);
  return [name, rest].filter(Boolean).join(GAP);
}

const SPINNER_COLUMNS = 2;
const GAP = '  ';

/** The text, or as much of its beginning as fits with an ellipsis; '' when no letter does. */
function narrowed(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  let cut = '';
  for (const letter of text) {
    if (textWidth(`${cut}${letter}…`) > columns) break;
    cut += letter;
  }
  return cut === '' ? '' : `${cut}…`;
}

/** Words the rate; a replay is slow enough to be counted by the minute. */
function rateText(perSecond: number, lang: Language): string {
  const texts = TEXTS[lang].terminal.progress;
  return perSecond >= 10 || perSecond === 0
    ? fill(texts.perSecond, { count: Math.round(perSecond) })
    : fill(texts.perMinute, { count: Math.round(perSecond * 60) });
}

/** Words a time, rounded up: `1 h 5 min`. */
export function timeText(seconds: number, lang: Language): string {
  const texts = TEXTS[lang].terminal.progress;
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return fill(texts.seconds, { seconds: whole });
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return fill(texts.minutes, { minutes, seconds: whole % 60 });
  const hours = String(Math.floor(minutes / 60));
  return fill(texts.hours, { hours, minutes: minutes % 60 });
}
