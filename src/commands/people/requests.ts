import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a request must have to be answered. */
export interface Guard {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly token: string;
}

/** Largest body that is read, bytes: a decision about one line is far smaller. */
const MAX_BODY_BYTES = 16 * 1024;

/** A request that may be answered, or the status that refuses it. */
export type Checked =
  | { readonly method: 'GET' | 'POST'; readonly path: string; readonly query: URLSearchParams }
  | { readonly status: 403 | 405 | 415 };

/**
 * Checks a request before anything of it is used. The page of another site can send requests here: it knows no token,
 * its own name is in Origin, and the name that it made lead here (DNS rebinding) is in Host.
 */
export function checkRequest(request: IncomingMessage, { host, token }: Guard): Checked {
  const { method, headers, url = '' } = request;
  const isForeign = headers.origin !== undefined && headers.origin !== `http://${host}`;
  if (headers.host !== host || isForeign) return { status: 403 };
  const [, given = '', path = '', search = ''] = /^\/([^/?]*)\/([^?]*)(?:\?(.*))?$/.exec(url) ?? [];
  if (!isSame(given, token)) return { status: 403 };
  if (method !== 'GET' && method !== 'POST') return { status: 405 };
  if (method === 'POST') {
    // A browser names the origin of every POST.
    if (headers.origin === undefined) return { status: 403 };
    if (headers['content-type'] !== 'application/json') return { status: 415 };
  }
  return { method, path, query: new URLSearchParams(search) };
}

/** Compares in a time that does not tell where the texts differ. */
function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Reads a body; undefined for one that is too large. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    sizeBytes += bytes.length;
    if (sizeBytes > MAX_BODY_BYTES) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}
