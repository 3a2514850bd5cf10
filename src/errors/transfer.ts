import {
  AccountError,
  ConfigError,
  type ExitCode,
  InterruptedError,
  KnownError,
  type Line,
  SourceError,
  StoppedError,
  TargetError,
  UsageError,
} from './errors.ts';

/** An error as plain data, which one thread may send to another. */
export interface PackedError {
  /** Name of a known error's class; undefined for any other error. */
  readonly known: string | undefined;
  readonly lines: readonly Line[];
  readonly exitCode: ExitCode | undefined;
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause: PackedError | undefined;
}

/** Makes a known error of each class again. */
const MAKERS: Readonly<
  Record<string, (lines: readonly Line[], options: ErrorOptions) => KnownError>
> = {
  UsageError: (lines, options) => new UsageError(lines, options),
  ConfigError: (lines, options) => new ConfigError(lines, options),
  SourceError: ([line = ''], options) => new SourceError(line, options),
  TargetError: (lines, options) => new TargetError(lines, options),
  StoppedError: (lines, options) => new StoppedError(lines, options),
  AccountError: ([line = ''], options) => new AccountError(line, options),
  InterruptedError: ([line], options) => new InterruptedError(line, options),
};

const NOTHING_KNOWN = { name: undefined, lines: [], exitCode: undefined };

/** Packs an error with its causes, each once: a cause may be its own. */
export function packError(error: unknown, met: ReadonlySet<unknown> = new Set()): PackedError {
  if (!(error instanceof Error)) {
    const { name: known, lines, exitCode } = NOTHING_KNOWN;
    return { known, lines, exitCode, message: String(error), stack: undefined, cause: undefined };
  }
  const isEnd = error.cause === undefined || met.has(error.cause);
  const { name: known, lines, exitCode } = error instanceof KnownError ? error : NOTHING_KNOWN;
  return {
    known,
    lines,
    exitCode,
    message: error.message,
    stack: error.stack,
    cause: isEnd ? undefined : packError(error.cause, new Set([...met, error])),
  };
}

/** Makes the error again: a known one of its class, any other with its message and the stack of its thread. */
export function unpackError(packed: PackedError): Error {
  const { stack, cause } = packed;
  const options = cause === undefined ? {} : { cause: unpackError(cause) };
  const error = errorOf(packed, options);
  if (stack !== undefined) error.stack = stack;
  return error;
}

function errorOf({ known, lines, exitCode, message }: PackedError, options: ErrorOptions): Error {
  if (exitCode === undefined) return new Error(message, options);
  return MAKERS[known ?? '']?.(lines, options) ?? new KnownError(lines, exitCode, options);
}
