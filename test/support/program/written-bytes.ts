import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readZipEntries } from '../archive/zip-entries.ts';

/** A file under a folder, or an entry of an archive there. */
export interface WrittenBytes {
  readonly name: string;
  readonly bytes: Buffer;
  /** Rights of the file. */
  readonly mode: number;
}

/** Everything that lies under a folder, archives unpacked too; databases as they are. */
export async function* writtenBytes(folder: string): AsyncGenerator<WrittenBytes> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const name = join(entry.parentPath, entry.name);
    const { mode } = await stat(name);
    yield { name, bytes: await readFile(name), mode };
    if (!name.endsWith('.zip')) continue;
    const zip = await readZipEntries(name);
    for (const packed of zip.entries.values()) {
      yield { name: `${name}: ${packed.name}`, bytes: await packed.read(), mode };
    }
    zip.close();
  }
}

/** How a secret can stand in bytes: as it is, as JSON, as part of an address, in base64 at any offset. */
export function shapesOf(secret: string): readonly string[] {
  const inBase64 = [0, 1, 2].map((before) => {
    const whole = Buffer.from(`${' '.repeat(before)}${secret}`).toString('base64');
    // The ends depend on what stands beside it.
    return whole.slice(4, -4);
  });
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), ...inBase64];
}
