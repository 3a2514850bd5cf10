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

/** An error whose message is one line for a person: what, where, what to do. */
export class KnownError extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.exitCode = exitCode;
  }
}

/** A flag or argument that makes no sense. */
export class UsageError extends KnownError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.refused, options);
  }
}

/** Settings that cannot be used, all complaints at once: `key: what we got, what we expected`. */
export class ConfigError extends KnownError {
  readonly complaints: readonly string[];

  constructor(complaints: readonly string[], options?: ErrorOptions) {
    super(complaints.join('\n'), EXIT.refused, options);
    this.complaints = complaints;
  }
}

/** The database or the file store cannot be read, or is not what it should be. */
export class SourceError extends KnownError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.refused, options);
  }
}

/** The target cannot be written, or would be overwritten. */
export class TargetError extends KnownError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.refused, options);
  }
}

/** The run ended part-way through no fault of its input; the same command continues. */
export class StoppedError extends KnownError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.stopped, options);
  }
}

/** What was read is not what was written plus what was left out. */
export class AccountError extends KnownError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, EXIT.differs, options);
  }
}

/** The user stopped the run. */
export class InterruptedError extends KnownError {
  constructor(message = 'interrupted', options?: ErrorOptions) {
    super(message, EXIT.interrupted, options);
  }
}
