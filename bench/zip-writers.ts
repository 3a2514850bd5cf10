import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { Deflater } from '../src/importers/archive/compress.ts';
import { PackedEntries } from '../src/importers/archive/packed-entries.ts';
import { PackedPlacer } from '../src/importers/archive/place-packed.ts';
import { ZipFile } from '../src/importers/archive/zip-writer.ts';
import { postTexts } from './post-texts.ts';
import { timedProcess } from './timed-process.ts';

/*
 * Writes an archive of many small entries with our writer and with libraries, a process each, one after another, and
 * prints processor seconds, seconds and memory. The libraries are no dependencies: they are taken from a folder, made by
 * `npm install --ignore-scripts yazl zip-stream archiver fflate client-zip @zip.js/zip.js` in it.
 * `npm run bench:zip-writers FOLDER [ENTRIES]`
 */

const [folder = '', count = '50000', only] = process.argv.slice(2);
const ENTRIES = Number(count);
const LEVEL = 6;
const BLOCK_BYTES = 1024 * 1024;

interface Entry {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Day files as `zip` writes them: a few posts each, some of many. */
function* entries(): Generator<Entry> {
  const nextText = postTexts(7);
  const texts = Array.from({ length: 1000 }, nextText);
  for (let day = 0; day < ENTRIES; day += 1) {
    const posts = day % 50 === 0 ? 60 : 1 + (day % 8);
    const messages = Array.from({ length: posts }, (_, post) => ({
      type: 'message',
      user: `U${(day * 31 + post) % 400}AB`,
      text: texts[(day * 7 + post) % texts.length],
      ts: `${1_600_000_000 + day * 86_400 + post * 13}.000100`,
      blocks: [
        { type: 'rich_text', elements: [{ type: 'text', text: texts[(day + post) % 1000] }] },
      ],
    }));
    const bytes = Buffer.from(
      `[\n${messages.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`,
    );
    yield { name: `channel-${day % 200}/${day}.json`, bytes };
  }
}

/** Loads a file of a library; what each has is declared nowhere, because the libraries are no dependencies. */
const library = async (file: string) =>
  await import(pathToFileURL(resolve(folder, 'node_modules', file)).href);

type Write = (path: string) => Promise<unknown>;

const WRITERS: Readonly<Record<string, Write>> = {
  'no archive': async (path) => {
    const file = createWriteStream(path);
    for (const { bytes } of entries()) if (!file.write(bytes)) await once(file, 'drain');
    file.end();
    await once(file, 'finish');
  },
  'ours, entries deflated by it': async (path) => {
    const zip = await ZipFile.create(path, { comment: undefined });
    for (const { name, bytes } of entries()) await zip.addEntry(name, bytes.toString('utf8'));
    await zip.finish();
    await zip.commit();
  },
  'ours, entries deflated before': async (path) => {
    const zip = await ZipFile.create(path, { comment: undefined });
    const packed = new PackedEntries(new Deflater());
    const placer = new PackedPlacer({ whole: zip, of: async () => zip });
    for (const { name, bytes } of entries()) {
      const entry = packed.openEntry(name);
      await entry.write(bytes.toString('utf8'));
      await entry.close();
      if (packed.heldBytes > BLOCK_BYTES) await placer.place(packed.take());
    }
    await placer.place(packed.take());
    await zip.finish();
    await zip.commit();
  },
  yazl: async (path) => {
    const { ZipFile: Yazl } = await library('yazl/index.js');
    const zip = new Yazl();
    const written = pipeline(zip.outputStream, createWriteStream(path));
    for (const { name, bytes } of entries()) {
      // Given all buffers at once, it holds and deflates all of them at once: more than a gibibyte for 5,000.
      const content = Readable.from([bytes]);
      zip.addReadStream(content, name, { compressionLevel: LEVEL });
      await once(content, 'close');
    }
    zip.end();
    await written;
  },
  'zip-stream': async (path) => {
    const { default: ZipStream } = await library('zip-stream/index.js');
    const zip = new ZipStream({ level: LEVEL });
    const written = pipeline(zip, createWriteStream(path));
    for (const { name, bytes } of entries()) {
      await new Promise<void>((done, fail) => {
        zip.entry(bytes, { name }, (error: unknown) => (error ? fail(error) : done()));
      });
    }
    zip.finish();
    await written;
  },
  archiver: async (path) => {
    const { ZipArchive } = await library('archiver/index.js');
    const zip = new ZipArchive({ zlib: { level: LEVEL } });
    const written = pipeline(zip, createWriteStream(path));
    for (const { name, bytes } of entries()) {
      const isPacked = once(zip, 'entry');
      zip.append(bytes, { name });
      await isPacked;
    }
    await zip.finalize();
    await written;
  },
  'fflate, its own deflate': (path) => withFflate(path, 'ZipDeflate'),
  'fflate, entries deflated before': (path) => withFflate(path, 'packed'),
  'client-zip, which only stores': async (path) => {
    const { makeZip } = await library('client-zip/index.js');
    const inputs = (function* () {
      for (const { name, bytes } of entries())
        yield { name, input: bytes, lastModified: new Date(0) };
    })();
    await pipeline(Readable.fromWeb(makeZip(inputs)), createWriteStream(path));
  },
  'zip.js': async (path) => {
    const { configure, Uint8ArrayReader, ZipWriter } = await library('@zip.js/zip.js/index.js');
    configure({ useWebWorkers: false });
    const zip = new ZipWriter(Writable.toWeb(createWriteStream(path)), { level: LEVEL });
    for (const { name, bytes } of entries()) await zip.add(name, new Uint8ArrayReader(bytes));
    await zip.close();
  },
};

async function withFflate(path: string, way: 'ZipDeflate' | 'packed'): Promise<void> {
  const { Zip, ZipDeflate, ZipPassThrough } = await library('fflate/esm/index.mjs');
  const file = createWriteStream(path);
  const zip = new Zip((error: unknown, bytes: Uint8Array, isLast: boolean) => {
    if (error) throw error;
    file.write(bytes);
    if (isLast) file.end();
  });
  for (const { name, bytes } of entries()) {
    if (way === 'ZipDeflate') {
      const entry = new ZipDeflate(name, { level: LEVEL });
      zip.add(entry);
      entry.push(bytes, true);
    } else {
      // The way that fflate documents for other compressions: the entry passes on what it is given.
      const entry = new ZipPassThrough(name);
      entry.compression = 8;
      entry.process = (chunk: Uint8Array, isFinal: boolean) =>
        entry.ondata(null, deflateRawSync(chunk, { level: LEVEL }), isFinal);
      zip.add(entry);
      entry.push(bytes, true);
    }
    if (file.writableNeedDrain) await once(file, 'drain');
  }
  zip.end();
  await once(file, 'finish');
}

async function compareAll(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'mm2slack-writers-'));
  const self = fileURLToPath(import.meta.url);
  process.stdout.write(`Node ${process.versions.node}, ${ENTRIES} entries\n`);
  try {
    for (const name of Object.keys(WRITERS)) {
      const path = join(scratch, 'out.zip');
      const run = await timedProcess(process.execPath, [self, folder, count, name], {
        MM2SLACK_BENCH_OUT: path,
      });
      const { size } = await stat(path);
      await rm(path);
      process.stdout.write(
        `| ${name} | ${run.processorSeconds.toFixed(1)} | ${run.seconds.toFixed(1)} | ${run.peakMebibytes} | ${(size / 1024 ** 2).toFixed(1)} |\n`,
      );
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

if (only === undefined) await compareAll();
else await WRITERS[only]?.(process.env['MM2SLACK_BENCH_OUT'] ?? '');
