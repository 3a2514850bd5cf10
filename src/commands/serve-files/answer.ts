import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { contentDisposition } from '../../exporters/content-disposition.ts';
import type { FileStore } from '../../exporters/file-store.ts';
import { byteRange } from './byte-range.ts';
import { type LinkedFile, readLink } from './signed-link.ts';

export interface FileServing {
  readonly store: FileStore;
  readonly key: string;
  readonly todayMs: () => number;
}

/** What became of a request, for the log. */
export interface Answered {
  /** Undefined for a request without a good link. */
  readonly file: LinkedFile | undefined;
  readonly status: number;
  /** Bytes of the file that went out, and the first of them. */
  readonly sentBytes: number;
  readonly startByte: number;
  /** The whole file's; 0 where it is not told. */
  readonly sizeBytes: number;
  /** True when the whole file went out in this answer. */
  readonly isWhole: boolean;
}

/** Answers one request: the file of a good link, and for everything else a status without a word. */
export async function answer(
  { store, key, todayMs }: FileServing,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answered> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refuse(response, 405, { allow: 'GET, HEAD' });
  }
  const file = readLink(request.url ?? '', key, todayMs());
  if (file === 'wrong') return refuse(response, 403);
  if (file === 'expired') return refuse(response, 410);
  const stored = await store.look(file.path);
  if (stored.state !== 'there') return { ...refuse(response, 404), file };
  const { sizeBytes } = stored;
  const tag = `"${file.id}-${sizeBytes}"`;
  const wantsPart = (request.headers['if-range'] ?? tag) === tag;
  const range = wantsPart ? byteRange(request.headers.range, sizeBytes) : 'whole';
  if (range === 'none') {
    return { ...refuse(response, 416, { 'content-range': `bytes */${sizeBytes}` }), file };
  }
  const isWhole = range === 'whole';
  const length = isWhole ? sizeBytes : range.endByte - range.startByte + 1;
  const part = isWhole
    ? {}
    : { 'content-range': `bytes ${range.startByte}-${range.endByte}/${sizeBytes}` };
  const status = isWhole ? 200 : 206;
  const startByte = isWhole ? 0 : range.startByte;
  const headers = { ...headersOf(file), etag: tag, 'content-length': length, ...part };
  if (request.method === 'HEAD') {
    response.writeHead(status, headers).end();
    return { file, status, sentBytes: 0, startByte, sizeBytes, isWhole: false };
  }
  const bytes = await store.open(file.path, isWhole ? undefined : range);
  response.writeHead(status, headers);
  await pipeline(bytes, response);
  const whole = length === sizeBytes;
  return { file, status, sentBytes: length, startByte, sizeBytes, isWhole: whole };
}

/** A MIME type as the database has it, when it is one that a header can carry. */
const MIME_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?[\w-]+=[\w-]+)*$/;

/** Nothing of a file is ever run by a browser: it is saved, under its name, as the type that is said. */
function headersOf({ name, mimeType }: LinkedFile): OutgoingHttpHeaders {
  return {
    'content-type': MIME_TYPE.test(mimeType) ? mimeType : 'application/octet-stream',
    'content-disposition': contentDisposition(name),
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; sandbox",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
  };
}

function refuse(
  response: ServerResponse,
  status: number,
  headers: OutgoingHttpHeaders = {},
): Answered {
  response.writeHead(status, { ...headers, 'content-length': 0 }).end();
  return { file: undefined, status, sentBytes: 0, startByte: 0, sizeBytes: 0, isWhole: false };
}
