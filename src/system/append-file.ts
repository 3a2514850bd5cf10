import { type FileHandle, open } from 'node:fs/promises';
import { asTargetError } from './write-errors.ts';

const OWNER_ONLY = 0o600;

/** Appends lines to a file; a line that a crash truncated is ended first. */
export class AppendFile {
  readonly path: string;
  readonly #handle: FileHandle;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Opens or creates the file. TargetError when the folder is missing, full or read-only. */
  static async open(path: string): Promise<AppendFile> {
    try {
      const handle = await open(path, 'a+', OWNER_ONLY);
      const file = new AppendFile(path, handle);
      await file.#endLastLine();
      return file;
    } catch (error) {
      throw asTargetError(error, path);
    }
  }

  async #endLastLine(): Promise<void> {
    const { size } = await this.#handle.stat();
    if (size === 0) return;
    const { buffer } = await this.#handle.read(Buffer.alloc(1), 0, 1, size - 1);
    if (buffer.toString() !== '\n') await this.write('\n');
  }

  async write(text: string): Promise<void> {
    try {
      await this.#handle.appendFile(text);
    } catch (error) {
      throw asTargetError(error, this.path);
    }
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
