import { errorCode } from '../errors/error-code.ts';
import { type Notice, notice } from '../errors/notices.ts';

/** A connection that the network did not allow: a proxy, or a certificate that nobody here knows. */
export class ConnectionFault extends Error {
  readonly notice: Notice;

  constructor(what: Notice, options: ErrorOptions) {
    super(what.code, options);
    this.name = 'ConnectionFault';
    this.notice = what;
  }
}

/** Codes of OpenSSL and Node for a chain of certificates that leads to no known authority (nodejs.org/api/tls). */
const UNKNOWN_AUTHORITY: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const BAD_CERTIFICATE: ReadonlySet<string> = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
]);

/** RFC 9110, 15.5.8. */
export const PROXY_AUTHENTICATION = 407;

/** The fault behind an error and its causes; undefined for any other error. */
export function connectionFault(error: unknown): ConnectionFault | undefined {
  const what = errorsIn(error)
    .map(noticeOf)
    .find((found) => found !== undefined);
  return what === undefined ? undefined : new ConnectionFault(what, { cause: error });
}

function noticeOf(error: object): Notice | undefined {
  const code = errorCode(error);
  if (UNKNOWN_AUTHORITY.has(code)) return notice('authority-unknown', { code });
  if (BAD_CERTIFICATE.has(code)) return notice('certificate-bad', { code });
  const status = statusOf(error);
  if (status === undefined) return undefined;
  return status === PROXY_AUTHENTICATION
    ? notice('proxy-wants-login')
    : notice('proxy-refuses', { status: String(status) });
}

/** The status with which a proxy refused a tunnel or a request. */
function statusOf(error: object): number | undefined {
  const text = error instanceof Error ? error.message : '';
  const tunnel = /^Proxy response \((\d{3})\) !== 200/.exec(text)?.[1];
  if (tunnel !== undefined) return Number(tunnel);
  if (/Proxy Authentication Required/i.test(text)) return PROXY_AUTHENTICATION;
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  const isObject = typeof metadata === 'object' && metadata !== null;
  const status = isObject && 'httpStatusCode' in metadata ? metadata.httpStatusCode : undefined;
  // Of other statuses nobody knows whether the proxy or the server said so.
  return status === PROXY_AUTHENTICATION ? status : undefined;
}

const MAX_CAUSES = 8;

/** The error, its causes and the parts of a joined one, each an object. */
function errorsIn(error: unknown, depth = 0): readonly object[] {
  if (typeof error !== 'object' || error === null || depth > MAX_CAUSES) return [];
  const parts: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  const cause = 'cause' in error ? error.cause : undefined;
  return [error, ...parts, cause].flatMap((one) =>
    one === error ? [error] : errorsIn(one, depth + 1),
  );
}
