import { type Notice, notice, noticeCodeAndValues } from './notices.ts';

/**
 * What the program's exit code says; only cli.ts sets it.
 *
 *   0    done; recorded losses are no failure
 *   1    done, but something differs that nobody recorded, or a check failed
 *   2    wrong usage, configuration, source or target: nothing was done
 *   3    stopped part-way: the same command continues
 *   70   a fault of this program
 *   130  interrupted
 */
export const EXIT = {
  done: 0,
  differs: 1,
  refused: 2,
  stopped: 3,
  fault: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** One line of a problem: a notice, or a text without a language, such as a statement or what a database said. */
export type Line = Notice | string;

/**
 * An error that a person can act on: what, where, what to do. It carries codes and values, and cli.ts words them; its
 * message is for stack traces alone.
 */
export class KnownError extends Error {
  /** One line each. */
  readonly lines: readonly Line[];

  /** The lines that carry a code, for code that decides by it. */
  get notices(): readonly Notice[] {
    return this.lines.filter((line) => typeof line !== 'string');
  }

  readonly exitCode: ExitCode;

  constructor(lines: readonly Line[], exitCode: ExitCode, options?: ErrorOptions) {
    super(lines.map(lineWithoutLanguage).join('\n'), options);
    this.name = new.target.name;
    this.lines = lines;
    this.exitCode = exitCode;
  }
}

const lineWithoutLanguage = (line: Line): string =>
  typeof line === 'string' ? line : noticeCodeAndValues(line);

/** A flag, an argument or a file of the team's that makes no sense. */
export class UsageError extends KnownError {
  constructor(lines: Line | readonly Line[], options?: ErrorOptions) {
    super([lines].flat(), EXIT.refused, options);
  }
}

/** Settings that cannot be used, all complaints at once: `key: what we got, what we expected`. */
export class ConfigError extends KnownError {
  constructor(complaints: readonly Line[], options?: ErrorOptions) {
    super(complaints, EXIT.refused, options);
  }
}

/** The database or the file store cannot be read, or is not what it should be. */
export class SourceError extends KnownError {
  constructor(line: Line, options?: ErrorOptions) {
    super([line], EXIT.refused, options);
  }
}

/** The target cannot be written, or would be overwritten. */
export class TargetError extends KnownError {
  constructor(lines: Line | readonly Line[], options?: ErrorOptions) {
    super([lines].flat(), EXIT.refused, options);
  }
}

/** The run ended part-way through no fault of its input; the same command resumes it. */
export class StoppedError extends KnownError {
  constructor(lines: Line | readonly Line[], options?: ErrorOptions) {
    super([lines].flat(), EXIT.stopped, options);
  }
}

/** What was read is not what was written plus what was left out. */
export class AccountError extends KnownError {
  constructor(line: Line, options?: ErrorOptions) {
    super([line], EXIT.differs, options);
  }
}

/** The user stopped the run. */
export class InterruptedError extends KnownError {
  constructor(line: Line = notice('interrupted'), options?: ErrorOptions) {
    super([line], EXIT.interrupted, options);
  }
}

/** What an error says, as a value of a notice that tells more. */
export const problemOf = ({ lines }: KnownError): Line => lines[0] ?? '';
