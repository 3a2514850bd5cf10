import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseBulkSource } from '../../../../src/config/bulk-source.ts';
import type { FileStore } from '../../../../src/exporters/files/file-store.ts';
import { writeJsonl, writeZip } from '../../../support/mattermost/bulk-source.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { type FilledStore, fileStoreContract, storeOf } from '../../suites/file-store-contract.ts';

const LINES = ['{"type":"version","version":1}'];

/** Makes an export of what was put so far, and gives its path. */
type MakeExport = (folder: ScratchFolder, files: ReadonlyMap<string, Buffer>) => Promise<string>;

/** A store whose export is made again, and opened again, after something was put into it. */
async function filledStore(makeExport: MakeExport): Promise<FilledStore> {
  const folder = await makeScratchFolder();
  const files = new Map<string, Buffer>();
  let opened: Promise<FileStore> | undefined;
  const open = async (): Promise<FileStore> => {
    const text = await makeExport(folder, files);
    const source = parseBulkSource({ key: 'source', text }, folder.join('work'));
    return await storeOf({ kind: 'bulk', source });
  };
  const current = (): Promise<FileStore> => {
    opened ??= open();
    return opened;
  };
  const close = async (): Promise<void> => (await opened)?.close();
  return {
    store: {
      look: async (path) => (await current()).look(path),
      open: async (path, range) => (await current()).open(path, range),
      async *chunks(path) {
        yield* (await current()).chunks(path);
      },
      presign: undefined,
      close: () => undefined,
    },
    async put(path, bytes) {
      files.set(path, bytes);
      await close();
      opened = undefined;
    },
    async stop() {
      await close();
      await folder.remove();
    },
  };
}

const zipOf =
  (isPacked: boolean): MakeExport =>
  async (folder, files) => {
    const path = folder.join('export.zip');
    const entries = [...files].map(([name, bytes]) => [`data/${name}`, bytes] as const);
    await writeZip(path, [['import.jsonl', LINES.join('\n')], ...entries], { isPacked });
    return path;
  };

const besideLines: MakeExport = async (folder, files) => {
  for (const [name, bytes] of files) {
    const path = folder.join('data', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  await writeJsonl(folder.join('import.jsonl'), LINES);
  return folder.join('import.jsonl');
};

fileStoreContract('in the ZIP of a bulk export, stored', () => filledStore(zipOf(false)));
fileStoreContract('in the ZIP of a bulk export, packed', () => filledStore(zipOf(true)));
fileStoreContract('beside the lines of a bulk export', () => filledStore(besideLines));
