import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import {
  KnownError,
  problemOf,
  StoppedError,
  TargetError,
  UsageError,
} from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { errorLines, noticeText } from '../../reports/notices.ts';
import { AppendFile } from '../../system/append-file.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { CommandContext } from '../run/context.ts';
import { factsOfLine } from '../run/facts.ts';
import type { Output } from '../run/output.ts';
import { SERVED_FILE } from '../run/record-files.ts';
import { configuredFileStore } from '../run/source.ts';
import { makeWorkDirectory } from '../run/work-files.ts';
import { type Answered, answer, ClientGone, type FileServing } from './answer.ts';

export interface ServeFilesReport {
  readonly command: 'serve-files';
  readonly requests: number;
  /** Number of answers with a whole file. */
  readonly filesServed: number;
  readonly bytesServed: number;
  /** Number of requests without a valid link, or for a missing file. */
  readonly refused: number;
  /** Number of answers that failed, such as of a file that cannot be read. */
  readonly failed: number;
  readonly account: Readonly<Record<string, never>>;
  readonly losses: readonly [];
  readonly warnings: readonly Line[];
}

export interface Listen {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
}

/**
 * Serves the file store by signed links until it is stopped. UsageError without a store or a key; StoppedError when an
 * answer cannot be recorded, because the record would then lack what was fetched.
 */
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
  const tally = { requests: 0, filesServed: 0, bytesServed: 0, refused: 0, failed: 0 };
  const serving: FileServing = { store, key, todayMs: context.todayMs };
  const onFault = (error: unknown): void => {
    tally.failed += 1;
    tellFault(error, config.lang, context.output);
  };
  try {
    await serveUntilStopped(listen, context, config.lang, async (request, response) => {
      tally.requests += 1;
      const answered = await answerOrFail(serving, request, response, onFault);
      if (answered === undefined) return;
      if (answered.isWhole) tally.filesServed += 1;
      if (answered.status >= 400) tally.refused += 1;
      tally.bytesServed += answered.sentBytes;
      if (answered.file === undefined) return;
      await record(log, logLine(answered, request, context.todayMs()));
    });
  } finally {
    await log.close();
    store.close();
  }
  const { warnings } = config;
  return { command: 'serve-files', ...tally, account: {}, losses: [], warnings };
}

/**
 * Answers a request; a client that disconnects, or a store that fails, ends this answer only. Undefined for an answer
 * that failed.
 */
async function answerOrFail(
  serving: FileServing,
  request: IncomingMessage,
  response: ServerResponse,
  onFault: (error: unknown) => void,
): Promise<Answered | undefined> {
  try {
    return await answer(serving, request, response);
  } catch (error) {
    if (!response.headersSent) response.writeHead(500, { 'content-length': 0 }).end();
    else response.destroy();
    if (!(error instanceof ClientGone)) onFault(error);
    return undefined;
  }
}

/** Prints why an answer failed, and puts its codes into the log. */
function tellFault(error: unknown, lang: Language, output: Output): void {
  if (error instanceof KnownError) {
    for (const line of errorLines(error, lang)) output.problem(line);
    output.note('answer-failed', { problems: error.lines.map(factsOfLine) });
    return;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  output.problem(`${TEXTS[lang].terminal.fault}\n${stack}`, 'exact');
  output.note('answer-failed', { problems: [] });
}

/** Adds a line to the record. StoppedError when it cannot be written. */
async function record(log: AppendFile, line: string): Promise<void> {
  try {
    await log.write(line);
  } catch (error) {
    const reason = error instanceof KnownError ? problemOf(error) : String(error);
    throw new StoppedError(notice('serving-unrecorded', { reason }), { cause: error });
  }
}

/** Answers a request; a rejection ends the serving. */
type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

async function serveUntilStopped(
  { host, port }: Listen,
  { signal, output }: CommandContext,
  lang: Language,
  handle: Handle,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const failing = new AbortController();
  const server = createServer((request, response) => {
    const done = handle(request, response).finally(() => underWay.delete(done));
    underWay.add(done);
    done.catch((error: unknown) => {
      response.destroy();
      failing.abort(error);
    });
  });
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    const wanted = `${host}:${port}`;
    throw new TargetError(notice('address-not-available', { address: wanted }), { cause: error });
  });
  const address = server.address() as AddressInfo;
  const shown = `http://${shownHost(host)}:${address.port}`;
  output.remark(noticeText(notice('serving-files', { address: shown }), lang));
  const until = AbortSignal.any([signal, failing.signal]);
  if (!until.aborted) await once(until, 'abort');
  server.close();
  server.closeAllConnections();
  await Promise.allSettled(underWay);
  failing.signal.throwIfAborted();
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
