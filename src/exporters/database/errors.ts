import type { DatabaseAddress } from '../../config/database-address.ts';
import { SourceError, StoppedError } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';

/** `host:port`, `[::1]:port` or the socket; never the user's password. */
export function addressText({
  socketPath,
  host,
  port,
}: Pick<DatabaseAddress, 'socketPath' | 'host' | 'port'>): string {
  return socketPath ?? `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** One line; an AggregateError of several refused addresses says what its first part says. */
export function errorText(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return errorText(error.errors[0]);
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').trim();
}

const UNREACHABLE: Readonly<Record<string, Notice>> = {
  ECONNREFUSED: notice('nothing-answers'),
  ENOTFOUND: notice('no-such-host'),
  EAI_AGAIN: notice('name-not-found'),
  ETIMEDOUT: notice('no-answer-in-time'),
  EHOSTUNREACH: notice('no-route'),
  ENETUNREACH: notice('no-route'),
  ENOENT: notice('no-such-socket'),
};

const LOST = new Set(['ECONNRESET', 'EPIPE']);

/** Codes of notices: the connection is gone, somebody ended the statement, or a replica did for what it had to apply. */
export type Interruption = 'connection-lost' | 'statement-ended' | 'replica-conflict';

/** What the two drivers' errors differ in. */
export interface ErrorDialect {
  /** Sentences by the server's code; `detail` is the server's own sentence. */
  readonly messages: Readonly<Record<string, (address: DatabaseAddress, detail: string) => Notice>>;
  /** What ended a statement that was in order, so that the same command may be run again; undefined for other errors. */
  readonly interruption: (code: string, detail: string) => Interruption | undefined;
}

/**
 * A driver's error as one line for a person: SourceError, or StoppedError when the connection was lost or the statement
 * ended from outside, and the same command may be run again.
 */
export function translateError(
  error: unknown,
  code: string,
  address: DatabaseAddress,
  dialect: ErrorDialect,
): SourceError | StoppedError {
  const detail = errorText(error);
  const where = addressText(address);
  const interruption = LOST.has(code) ? 'connection-lost' : dialect.interruption(code, detail);
  if (interruption !== undefined) {
    return new StoppedError(notice(interruption, { where }), { cause: error });
  }
  const known = dialect.messages[code];
  if (known !== undefined) return new SourceError(known(address, detail), { cause: error });
  const unreachable = UNREACHABLE[code];
  if (unreachable !== undefined) {
    return new SourceError(notice('database-unreachable', { where, reason: unreachable }), {
      cause: error,
    });
  }
  return new SourceError(notice('database-said', { where, detail }), { cause: error });
}

/** The notice of a user that the server refuses: it says where the password came from, never the password. */
export function refusedUser(address: DatabaseAddress): Notice {
  const password = usedPassword(address);
  return notice('database-refuses-user', {
    where: addressText(address),
    user: address.user,
    password,
  });
}

function usedPassword({ passwordFrom, isPasswordTyped }: DatabaseAddress): Notice {
  if (isPasswordTyped === true) return notice('password-typed');
  return passwordFrom === undefined
    ? notice('no-password-given')
    : notice('password-from', { place: passwordFrom });
}

/** The notice of a statement over its time limit, for either server. */
export function tooSlow(address: DatabaseAddress): Notice {
  return notice('statement-too-slow', { seconds: String(address.statementTimeoutMs / 1000) });
}
