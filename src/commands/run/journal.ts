import { join } from 'node:path';
import type { KnownError } from '../../errors/errors.ts';
import { LineFile } from '../../system/line-file.ts';
import { peakMemoryKb } from '../../system/memory.ts';
import { type Facts, factsOfLine } from './facts.ts';
import { LOG_FOLDER } from './record-files.ts';
import { redact } from './redact.ts';

/** Commands that take no log: they write nothing, or would pack it. */
const WITHOUT_LOG: readonly string[] = [
  'runbook',
  'status',
  'completion',
  'evidence',
  'init',
  'version',
];

export interface JournalStart {
  readonly command: string;
  /** The program's own. */
  readonly version: string;
  readonly argv: readonly string[];
  readonly flags: Readonly<Record<string, unknown>>;
}

interface JournalClocks {
  /** Date of the machine's clock, milliseconds since the epoch. It may be set during a run. */
  readonly todayMs: () => number;
  /** Milliseconds on a monotonic clock, for the duration of a run. */
  readonly nowMs: () => number;
}

/**
 * The log of a run: one JSON object a line, with `at` (ISO 8601) and `event`. It holds codes, numbers and Slack's method
 * names, so that it can be handed on.
 */
export class Journal {
  readonly #file = new LineFile((line) => redact(line, this.#secrets));
  readonly #clocks: JournalClocks;
  readonly #listen: (event: string, facts: Facts) => void;
  #secrets: readonly string[] = [];
  #name: string | undefined;
  #isOn = false;
  #beganMs = 0;

  /** `listen` hears of everything that is noted. */
  constructor(
    clocks: JournalClocks,
    listen: (event: string, facts: Facts) => void = () => undefined,
  ) {
    this.#clocks = clocks;
    this.#listen = listen;
  }

  /** Where the log is, once something is in it. */
  get path(): string | undefined {
    return this.#file.path;
  }

  /** Why there is no log. */
  get failure(): LineFile['failure'] {
    return this.#file.failure;
  }

  /** Begins the log of a command. */
  start({ command, version, argv, flags }: JournalStart): void {
    const { logFile: file } = flags;
    this.#isOn = !WITHOUT_LOG.includes(command);
    this.#beganMs = this.#clocks.nowMs();
    const time = new Date(this.#clocks.todayMs()).toISOString().replace(/[-:]|\.\d+/g, '');
    this.#name = `${command}-${time}.jsonl`;
    // Values of flags may be names of people and channels.
    const names = argv.filter((word) => word.startsWith('--')).map((word) => word.split('=', 1)[0]);
    const program = { version, node: process.version, system: process.platform };
    this.note('start', { command, flags: names, ...program });
    if (typeof file === 'string') this.#file.keepIn({ file });
  }

  /** Sets the secrets that are never written, and the work directory of the log unless a flag names another place. */
  configure(secrets: readonly string[], work: string | undefined): void {
    this.#secrets = secrets;
    if (work === undefined || this.#name === undefined) return;
    this.#file.keepIn({ folder: join(work, LOG_FOLDER), name: this.#name });
  }

  note(event: string, facts: Facts = {}): void {
    if (!this.#isOn) return;
    this.#listen(event, facts);
    const at = new Date(this.#clocks.todayMs()).toISOString();
    this.#file.add(JSON.stringify({ at, event, ...facts }));
  }

  /** Writes the codes of a problem with its numbers; other values may be names. */
  problem(error: KnownError): void {
    const { name: kind, exitCode } = error;
    this.note('error', { kind, exitCode, problems: error.lines.map(factsOfLine) });
  }

  /** Writes a fault of the program: where it was, without its message, which may quote data. */
  fault(error: unknown): void {
    const stack = error instanceof Error ? (error.stack ?? '') : '';
    const where = stack.split('\n').filter((line) => /^\s+at /.test(line));
    const kind = error instanceof Error ? error.name : typeof error;
    this.note('fault', { kind, where: where.map((line) => line.trim()) });
  }

  end(exitCode: number): void {
    const tookMs = Math.round(this.#clocks.nowMs() - this.#beganMs);
    this.note('end', { exitCode, tookMs, maxRssKb: peakMemoryKb() });
    this.#file.close();
  }
}
