import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorCode } from '../../errors/error-code.ts';
import { KnownError } from '../../errors/errors.ts';
import { unreadableFile } from '../../errors/unreadable-file.ts';
import type { ByteRange, FileStore } from '../../exporters/files/file-store.ts';
import { contentDisposition } from '../../exporters/files/s3.ts';
import { type LinkedFile, readLink } from '../run/file-links.ts';

/** What answers are made from. */
export interface FileServing {
  readonly store: FileStore;
  readonly key: string;
  readonly todayMs: () => number;
}

/** Result of a request, for the log. */
export interface Answered {
  /** Undefined for a request without a valid link. */
  readonly file: LinkedFile | undefined;
  readonly status: number;
  /** Number of bytes sent, and the offset of the first. */
  readonly sentBytes: number;
  readonly startByte: number;
  /** Size of the whole file; 0 where it is not known. */
  readonly sizeBytes: number;
  /** True when this answer contained the whole file. */
  readonly isWhole: boolean;
}

/**
 * Answers a request: the file of a valid link, and for everything else a status without a body. SourceError when the
 * file cannot be read; ClientGone when the client disconnects before the end.
 */
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
  await send(bytes, response, file.path);
  const whole = length === sizeBytes;
  return { file, status, sentBytes: length, startByte, sizeBytes, isWhole: whole };
}

/** The client disconnected before the end of its answer. */
export class ClientGone extends Error {}

async function send(bytes: Readable, response: ServerResponse, path: string): Promise<void> {
  try {
    await pipeline(bytes, response);
  } catch (error) {
    const isGone = errorCode(error) === 'ERR_STREAM_PREMATURE_CLOSE';
    if (isGone) throw new ClientGone('the client disconnected', { cause: error });
    throw error instanceof KnownError ? error : unreadableFile(path, error);
  }
}

/** Shape of a MIME type of the database that a header may contain. */
const MIME_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:; ?[\w-]+=[\w-]+)*$/;

/** Headers with which a browser saves the file under its name, and never runs any of it. */
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

/**
 * Parses a Range header (RFC 9110, 14.2): `whole` without one or for one that may be ignored, such as several parts at
 * once; `none` when no byte of the part exists.
 */
export function byteRange(
  header: string | undefined,
  sizeBytes: number,
): ByteRange | 'whole' | 'none' {
  const [, from = '', to = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  const last = sizeBytes - 1;
  if (from === '') {
    const length = Number(to);
    if (length === 0 || sizeBytes === 0) return 'none';
    return { startByte: Math.max(0, sizeBytes - length), endByte: last };
  }
  const startByte = Number(from);
  if (to !== '' && Number(to) < startByte) return 'whole';
  if (startByte > last) return 'none';
  return { startByte, endByte: to === '' ? last : Math.min(Number(to), last) };
}
