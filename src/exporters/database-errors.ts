import type { DatabaseAddress } from '../config.ts';
import { SourceError, StoppedError } from '../errors.ts';

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

/** How to report a network error, the same for both drivers; undefined when the code is not one. */
export function lostConnection(
  code: string,
  address: DatabaseAddress,
): ((cause: unknown) => Error) | undefined {
  const reason = UNREACHABLE[code];
  if (reason !== undefined) {
    return (cause) =>
      new SourceError(
        `cannot reach the database at ${addressText(address)}: ${reason} (check host, port and firewall)`,
        { cause },
      );
  }
  if (!LOST.has(code)) return undefined;
  return (cause) =>
    new StoppedError(
      `the connection to ${addressText(address)} was lost: run the same command again`,
      { cause },
    );
}
