import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import { TargetError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { ByteRange, FileStore } from '../../exporters/files/file-store.ts';
import { contentDisposition } from '../../exporters/files/s3.ts';
import { noticeText } from '../../reports/notices.ts';
import { AppendFile } from '../../system/append-file.ts';
import type { Language } from '../../texts/language.ts';
import type { CommandContext } from '../run/context.ts';
import { type LinkedFile, readLink } from '../run/file-links.ts';
import { SERVED_FILE } from '../run/record-files.ts';
import { configuredFileStore } from '../run/source.ts';
import { makeWorkDirectory } from '../run/work-files.ts';

export interface ServeFilesReport {
  readonly command: 'serve-files';
  readonly requests: number;
  /** Number of answers with a whole file. */
  readonly filesServed: number;
  readonly bytesServed: number;
  /** Number of requests without a valid link, or for a missing file. */
  readonly refused: number;
  readonly account: Readonly<Record<string, never>>;
  readonly losses: readonly [];
  readonly warnings: readonly Line[];
}

export interface Listen {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
}

/** Serves the file store by signed links until it is stopped. UsageError without a store or a key. */
export async function serveFilesCommand(
  config: Config,
  listen: Listen,
  context: CommandContext,
): Promise<ServeFilesReport> {
  const key = config.delivery.linkKey?.reveal();
  if (key === undefined) {
    throw new UsageError(notice('serving-key-missing'));
  }
  const store = await configuredFileStore(config, context.signal);
  if (store === undefined) throw new UsageError(notice('file-store-missing'));
  await makeWorkDirectory(config.workDirectory);
  const log = await AppendFile.open(join(config.workDirectory, SERVED_FILE));
  const tally = { requests: 0, filesServed: 0, bytesServed: 0, refused: 0 };
  const serving: FileServing = { store, key, todayMs: context.todayMs };
  try {
    await serveUntilStopped(listen, context, config.lang, async (request, response) => {
      tally.requests += 1;
      const answered = await answerOrFail(serving, request, response);
      if (answered.isWhole) tally.filesServed += 1;
      if (answered.status >= 400) tally.refused += 1;
      tally.bytesServed += answered.sentBytes;
      if (answered.file === undefined) return;
      await log.write(logLine(answered, request, context.todayMs()));
    });
  } finally {
    await log.close();
    store.close();
  }
  const { warnings } = config;
  return { command: 'serve-files', ...tally, account: {}, losses: [], warnings };
}

/** Answers a request; a client that disconnects, or a store that fails, ends this answer only. */
async function answerOrFail(
  serving: FileServing,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answered> {
  try {
    return await answer(serving, request, response);
  } catch {
    if (!response.headersSent) response.writeHead(500, { 'content-length': 0 }).end();
    else response.destroy();
    return {
      file: undefined,
      status: 500,
      sentBytes: 0,
      startByte: 0,
      sizeBytes: 0,
      isWhole: false,
    };
  }
}

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function serveUntilStopped(
  { host, port }: Listen,
  { signal, output }: CommandContext,
  lang: Language,
  handle: Handle,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const done = handle(request, response).finally(() => underWay.delete(done));
    underWay.add(done);
    done.catch(() => response.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    const wanted = `${host}:${port}`;
    throw new TargetError(notice('address-not-available', { address: wanted }), { cause: error });
  });
  const address = server.address() as AddressInfo;
  const shown = `http://${shownHost(host)}:${address.port}`;
  output.remark(noticeText(notice('serving-files', { address: shown }), lang));
  if (!signal.aborted) await once(signal, 'abort');
  server.close();
  server.closeAllConnections();
  await Promise.allSettled(underWay);
}

const shownHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

function logLine(
  { file, status, sentBytes, startByte, sizeBytes, isWhole }: Answered,
  request: IncomingMessage,
  atMs: number,
): string {
  return `${JSON.stringify({
    at: new Date(atMs).toISOString(),
    file: file?.id,
    method: request.method,
    status,
    start: startByte,
    bytes: sentBytes,
    size: sizeBytes,
    whole: isWhole,
  })}\n`;
}

interface FileServing {
  readonly store: FileStore;
  readonly key: string;
  readonly todayMs: () => number;
}

/** Result of a request, for the log. */
interface Answered {
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

/** Answers a request: the file of a valid link, and for everything else a status without a body. */
async function answer(
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
