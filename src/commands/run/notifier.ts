import { routesOf } from '../../config/network.ts';
import type { NotifyTarget } from '../../config/notify.ts';
import type { ExitCode } from '../../errors/errors.ts';
import { afterWait, NO_PAUSE } from '../../mapping/status/long-pause.ts';
import { countText, fill } from '../../reports/figures.ts';
import { systemClock } from '../../system/clock.ts';
import { ConnectionFault } from '../../system/connection-faults.ts';
import { makeTransport } from '../../system/transport.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { Facts } from './facts.ts';

/** Time that a message may take. The last one of a run holds its end back for no longer. */
const SEND_MS = 3_000;
/** Reason of a message that was given up. */
const TIMEOUT = 'timeout';
/** Figures in a message. */
const MAX_FIGURES = 12;

/** A run that a webhook is told of. */
export interface NotifiedRun {
  readonly target: Pick<NotifyTarget, 'url' | 'network'>;
  /** Name of the command. */
  readonly command: string;
  readonly lang: Language;
  /** Milliseconds on a monotonic clock. */
  readonly nowMs: () => number;
}

/** Why a message did not arrive, in a word without address: a status, a code of Node's, `timeout`. */
export type Undelivered = string;

/**
 * Messages to a webhook (Slack's incoming one or Mattermost's, which take JSON with `text`): how a run ended, and long
 * waits. They say the command, codes and numbers, as the log does. None of its methods rejects.
 */
export class Notifier {
  readonly #run: NotifiedRun;
  readonly #startMs: number;
  readonly #stop = new AbortController();
  #figures: Facts = {};
  #codes: readonly string[] = [];
  #pause = NO_PAUSE;
  #isLost = false;

  constructor(run: NotifiedRun) {
    this.#run = run;
    this.#startMs = run.nowMs();
  }

  /** True when a message was given up on whose connection may still keep the process alive. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Takes an event of the log. */
  hear(event: string, facts: Facts): void {
    if (event === 'result') this.#figures = facts;
    if (event === 'error') this.#codes = codesOf(facts['problems']);
    const { waitMs } = facts;
    if (event !== 'call-failed' || typeof waitMs !== 'number') return;
    const nowMs = this.#run.nowMs();
    const { state, pauseMs } = afterWait(this.#pause, { nowMs, waitMs });
    this.#pause = state;
    if (pauseMs === undefined) return;
    const texts = TEXTS[this.#run.lang].notify;
    const time = timeText(pauseMs, texts);
    void this.#send(fill(texts.paused, { command: this.#run.command, time }));
  }

  /** Says how the run ended; what hindered the message, undefined when it arrived. */
  async end(exitCode: ExitCode): Promise<Undelivered | undefined> {
    const texts = TEXTS[this.#run.lang].notify;
    const time = timeText(this.#run.nowMs() - this.#startMs, texts);
    const lines = [
      fill(texts.ended[exitCode], { command: this.#run.command, time }),
      ...(this.#codes.length === 0 ? [] : [fill(texts.codes, { codes: this.#codes.join(', ') })]),
      ...figureLines(this.#figures),
    ];
    const reason = await this.#send(lines.join('\n'));
    this.#stop.abort();
    return reason;
  }

  async #send(text: string): Promise<Undelivered | undefined> {
    const answered = new AbortController();
    const late = systemClock.sleep(SEND_MS, answered.signal).then(ofTimeout, ofTimeout);
    // A name that is being looked up cannot be called off.
    const reason = await Promise.race([this.#post(text), late]);
    answered.abort();
    if (reason === TIMEOUT) this.#isLost = true;
    return reason;
  }

  async #post(text: string): Promise<Undelivered | undefined> {
    const { url, network } = this.#run.target;
    try {
      const { fetch } = makeTransport(routesOf(network));
      const response = await fetch(url.reveal(), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
        // The message is for this address and for no other.
        redirect: 'manual',
        signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(SEND_MS)]),
      });
      // An answer that nobody reads would keep the process alive.
      await response.body?.cancel();
      return response.ok ? undefined : `HTTP ${response.status}`;
    } catch (error) {
      return reasonOf(error);
    }
  }
}

const ofTimeout = (): Undelivered => TIMEOUT;

const codesOf = (problems: unknown): readonly string[] =>
  (Array.isArray(problems) ? problems : []).flatMap((problem: unknown) =>
    typeof problem === 'object' &&
    problem !== null &&
    'code' in problem &&
    typeof problem.code === 'string'
      ? [problem.code]
      : [],
  );

function figureLines(figures: Facts): readonly string[] {
  const numbers = Object.entries(figures).flatMap(([name, value]) =>
    typeof value === 'number' && Number.isFinite(value) ? [`${name}: ${countText(value)}`] : [],
  );
  return numbers.length === 0 ? [] : [numbers.slice(0, MAX_FIGURES).join(', ')];
}

function timeText(ms: number, { time }: { readonly time: string }): string {
  const seconds = Math.round(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return fill(time, { hours, minutes, seconds: seconds % 60 });
}

function reasonOf(error: unknown): Undelivered {
  if (error instanceof ConnectionFault) return error.notice.code;
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return TIMEOUT;
  const { cause } = error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : '';
  return typeof code === 'string' && code !== '' ? code : error.name;
}
