import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceError } from '../../../../src/errors/errors.ts';
import { notice } from '../../../../src/errors/notices.ts';
import { SlackUnclear } from '../../../../src/importers/slack/errors.ts';
import { uploadBytes } from '../../../../src/importers/workspace/uploads.ts';
import { makeTransport } from '../../../../src/system/transport.ts';

const SILENCE_MS = 200;

describe('the bytes of an upload', () => {
  let silent: Server;
  let sink: ReturnType<typeof createHttpServer>;
  let abort: AbortController;
  let opened: Readable;
  const sockets = new Set<Socket>();
  beforeEach(async () => {
    abort = new AbortController();
    silent = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
    sink = createHttpServer((request, response) => {
      request.resume();
      request.on('end', () => response.end('OK'));
    });
    for (const server of [silent, sink]) {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
    }
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sink.closeAllConnections();
    for (const server of [silent, sink]) server.close();
  });

  const addressOf = (server: { address(): unknown }): string =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const upload = (url: string, bytes: Readable, proxyUrl?: string): Promise<void> => {
    opened = bytes;
    const transport = makeTransport(() => ({ proxyUrl, authorities: [] }));
    const file = { name: 'a.bin', sizeBytes: 4, open: async () => bytes };
    return uploadBytes({ transport, signal: abort.signal }, url, file, SILENCE_MS);
  };
  const four = (): Readable => Readable.from([Buffer.from('four')]);

  it('are given up when Slack says nothing, and may be sent again', async () => {
    const ended = upload(addressOf(silent), four());
    await expect(ended).rejects.toMatchObject({ reason: 'no sign of life for 0.2 s' });
    await expect(ended).rejects.toBeInstanceOf(SlackUnclear);
    expect(opened.destroyed).toBe(true);
  });

  it('are given up when the proxy says nothing', async () => {
    const ended = upload('https://files.slack.com/upload', four(), addressOf(silent));
    await expect(ended).rejects.toMatchObject({ reason: 'no sign of life for 0.2 s' });
    expect(opened.destroyed).toBe(true);
  });

  it('may take longer to be read than Slack may be silent', async () => {
    const slow = Readable.from(
      (async function* () {
        yield Buffer.from('fo');
        await sleep(2 * SILENCE_MS);
        yield Buffer.from('ur');
      })(),
    );
    expect(await upload(addressOf(sink), slow)).toBeUndefined();
  });

  it('are closed when there is no such address', async () => {
    await expect(upload('nowhere', four())).rejects.toBeInstanceOf(SlackUnclear);
    expect(opened.destroyed).toBe(true);
  });

  it('that cannot be read are a fault of the file store and not of Slack', async () => {
    const ended = upload(addressOf(sink), createReadStream('/'));
    await expect(ended).rejects.toBeInstanceOf(SourceError);
    await expect(ended).rejects.toFailWith(
      'the file a.bin of the file store cannot be read (EISDIR)',
    );
  });

  it('fail as the store does', async () => {
    const fault = new SourceError(notice('file-not-in-store', { path: 'a' }));
    const bytes = new Readable({ read: () => bytes.destroy(fault) });
    await expect(upload(addressOf(sink), bytes)).rejects.toBe(fault);
  });

  it('are no fault of the file store when the connection breaks', async () => {
    silent.on('connection', (socket) => socket.once('data', () => socket.resetAndDestroy()));
    const endless = new Readable({ read: () => undefined });
    endless.push('fo');
    await expect(upload(addressOf(silent), endless)).rejects.toMatchObject({
      reason: expect.stringContaining('ECONNRESET'),
    });
    expect(opened.destroyed).toBe(true);
  });

  it('end with the run', async () => {
    const ended = upload(addressOf(silent), new Readable({ read: () => undefined }));
    abort.abort(new Error('stopped'));
    await expect(ended).rejects.toThrow('stopped');
    expect(opened.destroyed).toBe(true);
  });
});
