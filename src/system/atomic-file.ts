import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, type WriteStream } from 'node:fs';
import { access, open, readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { errorCode } from '../errors/error-code.ts';
import { sha256Of } from './checksum.ts';
import { asTargetError } from './write-errors.ts';
import { refuseUnwritable, writtenPlace } from './write-place.ts';

/** Only the owner may read what is written: it is a company's correspondence. */
const OWNER_ONLY = 0o600;

const HELD_CHARACTERS = 64 * 1024;

/**
 * Writes a file under a temporary name; it gets its own only when it is complete. Where its name is a symbolic link, the
 * file that it leads to is replaced, and is on the disk that was meant. Every method fails with TargetError when the
 * folder is full, read-only or missing.
 */
export class AtomicFile {
  readonly path: string;
  readonly temporaryPath: string;
  /** `path`, or where it leads. */
  readonly place: string;
  readonly #stream: WriteStream;
  #texts: string[] = [];
  #heldCharacters = 0;
  #failure: unknown;

  private constructor(
    path: string,
    at: { readonly place: string; readonly temporaryPath: string },
    stream: WriteStream,
  ) {
    this.path = path;
    this.temporaryPath = at.temporaryPath;
    this.place = at.place;
    this.#stream = stream;
    stream.on('error', (error) => {
      this.#failure ??= error;
    });
  }

  /**
   * Opens the temporary file at once, so that a folder that cannot be written fails before any work. Deletes the
   * temporary files of killed runs first, because their space may be needed.
   */
  static async create(path: string): Promise<AtomicFile> {
    await refuseUnwritable(path);
    const place = await writtenPlace(path);
    await sweepTemporaryFiles(dirname(place));
    const temporaryPath = temporaryPathOf(place);
    try {
      const handle = await open(temporaryPath, 'wx', OWNER_ONLY);
      // flush: the bytes are on the disk before the file gets its name, so a power cut leaves no incomplete file.
      const stream = handle.createWriteStream({ flush: true });
      return new AtomicFile(path, { place, temporaryPath }, stream);
    } catch (error) {
      throw asTargetError(error, path);
    }
  }

  /** Resolves when more may be written. Texts are held and written many at a time. */
  async write(chunk: string | Buffer): Promise<void> {
    this.#throwFailure();
    if (typeof chunk === 'string') {
      this.#texts.push(chunk);
      this.#heldCharacters += chunk.length;
      if (this.#heldCharacters < HELD_CHARACTERS) return;
    }
    await this.#writeHeld();
    if (typeof chunk !== 'string') await this.#writeNow(chunk);
  }

  async #writeHeld(): Promise<void> {
    if (this.#texts.length === 0) return;
    const text = this.#texts.join('');
    this.#texts = [];
    this.#heldCharacters = 0;
    await this.#writeNow(text);
  }

  async #writeNow(chunk: string | Buffer): Promise<void> {
    if (this.#stream.write(chunk)) return;
    try {
      await once(this.#stream, 'drain');
    } catch (error) {
      throw asTargetError(error, this.path);
    }
  }

  /** Ends the file, once, and waits until its bytes are on the disk; it keeps its temporary name. */
  async close(): Promise<void> {
    this.#throwFailure();
    if (this.#stream.writableFinished) return;
    await this.#writeHeld();
    try {
      this.#stream.end();
      await finished(this.#stream);
    } catch (error) {
      throw asTargetError(error, this.path);
    }
  }

  /** Ends the file and reads its SHA-256, in hexadecimal. */
  async closedSum(): Promise<string> {
    await this.close();
    try {
      return await sha256Of(createReadStream(this.temporaryPath));
    } catch (error) {
      throw asTargetError(error, this.path);
    }
  }

  /** Throws the TargetError of a commit() that can be foreseen, for what has to be done before it and not undone. */
  async checkName(): Promise<void> {
    await refuseUnwritable(this.path);
    try {
      await access(this.temporaryPath);
    } catch (error) {
      throw asTargetError(error, this.path);
    }
  }

  /** Gives the closed file its name, replacing an older one. */
  async commit(): Promise<void> {
    try {
      await rename(this.temporaryPath, this.place);
    } catch (error) {
      throw asTargetError(error, this.path);
    }
  }

  /**
   * Removes the temporary file; nothing happens after commit(). Never fails, because that would hide why the run failed:
   * what stays goes with the temporary files of killed runs.
   */
  async discard(): Promise<void> {
    this.#stream.destroy();
    await rm(this.temporaryPath, { force: true }).catch(() => undefined);
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw asTargetError(this.#failure, this.path);
  }
}

/** Process ids are unique only on one machine, and a folder can be shared by several. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
/** `NAME.<machine>-<process id>-<8 digits>.part` */
const TEMPORARY = /\.([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{8}\.part$/;

const ours = new Set<string>();
const swept = new Set<string>();

/** Makes a new name beside `path` for an incomplete file; it names the machine and the process that write it. */
export function temporaryPathOf(path: string): string {
  const temporary = `${path}.${MACHINE}-${process.pid}-${randomBytes(4).toString('hex')}.part`;
  ours.add(basename(temporary));
  return temporary;
}

/**
 * Deletes the temporary files of killed processes from a folder, once for each folder and run. Skips a folder
 * that cannot be read; writing into it fails later.
 */
export async function sweepTemporaryFiles(folder: string): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isAbandoned)) {
    await rm(join(folder, name), { force: true, recursive: true }).catch(() => undefined);
  }
}

function isAbandoned(name: string): boolean {
  const [, machine, number = '0'] = TEMPORARY.exec(name) ?? [];
  const pid = Number(number);
  if (machine !== MACHINE || pid === 0 || ours.has(name)) return false;
  // In a container every run may have the same process id.
  return pid === process.pid || !isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists and belongs to another account.
    return errorCode(error) === 'EPERM';
  }
}

/** Writes a file as a whole or not at all, replacing an older one. TargetError when it cannot be written. */
export async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  await writeAll(path, [content]);
}

/** Copies a file as a whole or not at all, replacing an older one. TargetError when the copy cannot be written. */
export async function copyWhole(from: string, path: string): Promise<void> {
  await writeAll(path, createReadStream(from));
}

async function writeAll(
  path: string,
  pieces: Iterable<string | Buffer> | AsyncIterable<Buffer>,
): Promise<void> {
  const file = await AtomicFile.create(path);
  try {
    for await (const piece of pieces) await file.write(piece);
    await file.close();
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}
