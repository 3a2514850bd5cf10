import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { TargetError, UsageError } from '../errors.ts';
import { openFileStore } from '../exporters/open-file-store.ts';
import { AppendFile } from '../importers/append-file.ts';
import type { CommandContext } from './context.ts';
import { type Answered, answer, type FileServing } from './serve-files/answer.ts';
import { SERVED_FILE } from './serve-files/picked-up.ts';
import { makeWorkDirectory } from './work-files.ts';

export interface ServeFilesReport {
  readonly command: 'serve-files';
  readonly requests: number;
  /** Answers that held a whole file. */
  readonly filesServed: number;
  readonly bytesServed: number;
  /** Requests without a good link, or for what is not there. */
  readonly refused: number;
  readonly account: Readonly<Record<string, never>>;
  readonly losses: readonly [];
  readonly warnings: readonly string[];
}

export interface Listen {
  readonly host: string;
  /** 0 for any that is free. */
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
    throw new UsageError(
      'MM2SLACK_LINK_KEY is not set; put into it what the links were signed with',
    );
  }
  const store = await openFileStore(config.files);
  if (store === undefined) throw new UsageError('no file store is given; name one with --files');
  await makeWorkDirectory(config.workDirectory);
  const log = await AppendFile.open(join(config.workDirectory, SERVED_FILE));
  const tally = { requests: 0, filesServed: 0, bytesServed: 0, refused: 0 };
  const serving: FileServing = { store, key, todayMs: context.todayMs };
  try {
    await serveUntilStopped(listen, context, async (request, response) => {
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

/** A reader who goes away, or a store that fails, ends this answer and nothing else. */
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
    throw new TargetError(`${host}:${port} cannot be listened on`, { cause: error });
  });
  const address = server.address() as AddressInfo;
  output.remark(`serving files on http://${shownHost(host)}:${address.port}, until Ctrl-C`);
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
