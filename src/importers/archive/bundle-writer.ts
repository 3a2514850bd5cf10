import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { AtomicFile } from '../../system/atomic-file.ts';
import { refuseExisting } from '../../system/files.ts';

/** A file of a bundle: its name in it, and its content, read when its turn comes. */
export interface BundleFile {
  readonly name: string;
  readonly content: () => AsyncIterable<string | Buffer>;
}

/** A file as it was packed. */
export interface PackedFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface WrittenBundle {
  readonly files: readonly PackedFile[];
  /** Of the bundle itself. */
  readonly sizeBytes: number;
  readonly sha256: string;
}

export const SUMS_FILE = 'SHA256SUMS';

/** The first time that a ZIP can hold, so that the same files give the same bytes. */
const NO_TIME = new Date(Date.UTC(1980, 0, 1));

/**
 * Writes a ZIP of the files in their order, and behind them `SHA256SUMS`, which `sha256sum -c` reads. The ZIP gets its
 * name when it is complete. TargetError when it exists and may not be replaced, or cannot be written.
 */
export async function writeBundle(
  path: string,
  files: readonly BundleFile[],
  isForced: boolean,
): Promise<WrittenBundle> {
  await refuseExisting(path, isForced);
  const file = await AtomicFile.create(path);
  try {
    const { ZipArchive } = await import('archiver');
    const archive = new ZipArchive({ zlib: { level: 6 } });
    const written = writeAll(archive, file);
    // Its failure is thrown below; until then nothing else waits for it.
    written.catch(() => undefined);
    const packed: PackedFile[] = [];
    const add = async ({ name, content }: BundleFile): Promise<void> => {
      const sum = { sizeBytes: 0, hash: createHash('sha256') };
      const stream = Readable.from(measured(content(), sum), { objectMode: false });
      const failed = once(stream, 'error').then(([error]) => Promise.reject(error));
      const isPacked = once(archive, 'entry');
      archive.append(stream, { name, date: NO_TIME, mode: OWNER_ONLY });
      await Promise.race([isPacked, failed, written]);
      packed.push({ name, sizeBytes: sum.sizeBytes, sha256: sum.hash.digest('hex') });
    };
    try {
      for (const each of files) await add(each);
      const sums = packed.map(sumLine).join('');
      await add({ name: SUMS_FILE, content: () => Readable.from([sums]) });
      await archive.finalize();
    } catch (error) {
      archive.abort();
      throw error;
    }
    const whole = await written;
    await file.close();
    await file.commit();
    return { files: packed, ...whole };
  } catch (error) {
    await file.discard();
    throw error;
  }
}

const OWNER_ONLY = 0o600;

/** Passes content on, and counts it. */
async function* measured(
  content: AsyncIterable<string | Buffer>,
  sum: { sizeBytes: number; readonly hash: Hash },
): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk);
    sum.sizeBytes += bytes.length;
    sum.hash.update(bytes);
    yield bytes;
  }
}

async function writeAll(
  archive: AsyncIterable<unknown>,
  file: AtomicFile,
): Promise<{ readonly sizeBytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of archive) {
    if (!Buffer.isBuffer(chunk)) continue;
    hash.update(chunk);
    sizeBytes += chunk.length;
    await file.write(chunk);
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

/** A line for `sha256sum -c`, which wants a backslash in front of a name that has one or a line break. */
function sumLine({ name, sha256 }: PackedFile): string {
  const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `${escaped === name ? '' : '\\'}${sha256}  ${escaped}\n`;
}
