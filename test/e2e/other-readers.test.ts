import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { readZipEntries } from '../support/archive/zip-entries.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { needProgram } from '../support/servers/server-binaries.ts';

const run = promisify(execFile);
const UTF8 = { ...process.env, LC_ALL: 'C.UTF-8' };

const READERS = [
  { program: 'unzip', debianPackage: 'unzip', into: '-d' },
  { program: 'bsdtar', debianPackage: 'libarchive-tools', into: '-C' },
] as const;

describe.each(['mysql', 'postgres'] as const)('the archive of the fixtures from %s', (engine) => {
  let folder: ScratchFolder;
  let database: TestDatabase;
  let zip: string;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'other_readers');
    await loadWorkspace(engine, '8.1', database.run);
    await writeFileStore(folder.join('files'));
    zip = folder.join('slack-import.zip');
    const made = await runCli([
      ...['zip', '--source', database.readerUrl, '--files', folder.join('files'), '--out', zip],
      ...['--work', folder.join('work'), '--include', 'public,private,direct,group'],
    ]);
    expect(made.exitCode).toBe(0);
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  it.each(READERS)('is unpacked by $program into the bytes that yauzl reads', async (reader) => {
    const program = await needProgram(reader.program, reader.debianPackage);
    const into = folder.join(reader.program);
    await mkdir(into);
    const from = reader.program === 'unzip' ? ['-q', zip] : ['-xf', zip];
    await run(program, [...from, reader.into, into], { env: UTF8 });
    const { entries, close } = await readZipEntries(zip);
    const unpacked = await bytesByName(into);
    expect([...unpacked.keys()].sort()).toEqual([...entries.keys()].sort());
    expect(unpacked.size).toBeGreaterThan(30);
    for (const [name, entry] of entries) {
      expect([name, unpacked.get(name)?.equals(await entry.read())]).toEqual([name, true]);
    }
    close();
  });
});

async function bytesByName(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const bytes = new Map<string, Buffer>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    bytes.set(relative(folder, path), await readFile(path));
  }
  return bytes;
}
