import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileSum } from '../src/commands/run/file-manifest.ts';
import { DIRECT, routesOf } from '../src/config/network.ts';
import { openLocalFileStore } from '../src/exporters/files/file-store.ts';
import { ZipFile } from '../src/importers/archive/zip-writer.ts';
import { uploadBytes } from '../src/importers/workspace/uploads.ts';
import { makeTransport } from '../src/system/transport.ts';

/*
 * Sums, bundles and uploads one file of 2 GB (sparse, so that it costs no disk) and prints the time and the most
 * memory that the process held. `npm run build:tools && node build/bench/large-file.js [BYTES]`
 */

const BYTES = Number(process.argv[2] ?? 2 * 1024 ** 3);
const { signal } = new AbortController();

const folder = await mkdtemp(join(tmpdir(), 'mm2slack-large-'));
const file = await open(join(folder, 'large.bin'), 'w');
await file.truncate(BYTES);
await file.close();
const store = await openLocalFileStore(folder);

const sink = createServer((request, response) => {
  const hash = createHash('sha256');
  request.on('data', (chunk: Buffer) => hash.update(chunk));
  request.on('end', () => response.writeHead(200).end(hash.digest('hex')));
});
await new Promise<void>((resolve) => {
  sink.listen(0, '127.0.0.1', resolve);
});
const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`;

async function timed(name: string, work: () => Promise<void>): Promise<void> {
  const startMs = performance.now();
  await work();
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  const mebibytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    `${name.padEnd(8)} ${seconds.padStart(6)} s, at most ${mebibytes} MiB so far\n`,
  );
}

try {
  await timed('sum', async () => {
    await fileSum(store, 'large.bin', signal);
  });
  await timed('bundle', async () => {
    const zip = await ZipFile.create(join(folder, 'out.zip'), { comment: undefined });
    await zip.addStream('__uploads/F0/large.bin', store.chunks('large.bin'));
    await zip.finish();
    await zip.discard();
  });
  await timed('upload', async () => {
    const transport = makeTransport(routesOf(DIRECT));
    const open = () => store.open('large.bin');
    await uploadBytes({ transport, signal }, url, { name: 'large.bin', sizeBytes: BYTES, open });
  });
} finally {
  sink.close();
  store.close();
  await rm(folder, { recursive: true });
}
