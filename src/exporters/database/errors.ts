import type { DatabaseAddress } from '../../config/database-address.ts';
import { SourceError, StoppedError } from '../../errors/errors.ts';

/** `host:port` or the socket; never the user's password. */
export function addressText(address: DatabaseAddress): string {
  return address.socketPath ?? `${address.host}:${address.port}`;
}

/** The driver's or system's code of an error; empty when it has none. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** One line; an AggregateError of several refused addresses says what its first part says. */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return errorText(error.errors[0]);
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').trim();
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name cannot be looked up',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'no route to it',
  ENETUNREACH: 'no route to it',
  ENOENT: 'no such socket',
};

const LOST = new Set(['ECONNRESET', 'EPIPE']);

/** What the two drivers' errors differ in. */
export interface ErrorDialect {
  /** Sentences by the server's code; `detail` is the server's own sentence. */
  readonly messages: Readonly<Record<string, (address: DatabaseAddress, detail: string) => string>>;
  /** True for an error that says that the connection is gone. */
  readonly isLost: (code: string, detail: string) => boolean;
}

/**
 * A driver's error as one line for a person: SourceError, or StoppedError when the connection was lost
 * and the same command may be run again.
 */
export function translateError(
  error: unknown,
  code: string,
  address: DatabaseAddress,
  dialect: ErrorDialect,
): SourceError | StoppedError {
  const detail = errorText(error);
  const where = addressText(address);
  const known = dialect.messages[code];
  if (known !== undefined) return new SourceError(known(address, detail), { cause: error });
  const unreachable = UNREACHABLE[code];
  if (unreachable !== undefined) {
    const line = `cannot reach the database at ${where}: ${unreachable} (check host, port and firewall)`;
    return new SourceError(line, { cause: error });
  }
  if (LOST.has(code) || dialect.isLost(code, detail)) {
    const line = `the connection to ${where} was lost: run the same command again`;
    return new StoppedError(line, { cause: error });
  }
  return new SourceError(`${where}: ${detail}`, { cause: error });
}

/** What a statement over its time limit is told, by either server. */
export function tooSlow(address: DatabaseAddress): string {
  return `a statement took longer than ${address.statementTimeoutMs / 1000} s: raise source.statementTimeoutMs or read from a replica`;
}
