import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ZipArchive } from 'archiver';
import { writeFileStore } from '../../../../fixtures/files.ts';
import type { CommandContext } from '../../../../src/commands/run/context.ts';
import { openSource, withSource } from '../../../../src/commands/run/source.ts';
import { verifyCsv } from '../../../../src/commands/verify/csv.ts';
import { csvSources } from '../../../../src/commands/verify/csv-sources.ts';
import { readGivenArchives } from '../../../../src/commands/verify/manifests.ts';
import { verifyZip } from '../../../../src/commands/verify/zip.ts';
import { zipCommand } from '../../../../src/commands/zip/zip.ts';
import { resolveConfig } from '../../../../src/config/config.ts';
import type { Source } from '../../../../src/exporters/source.ts';
import type { VerifyReport } from '../../../../src/mapping/verify/report.ts';
import { readZipEntries } from '../../archive/zip-entries.ts';
import { makeScratchFolder, type ScratchFolder } from '../../scratch-folder.ts';
import type { TestDatabase } from '../../servers/databases.ts';
import { type DamagedArchive, damagedArchive } from './damaged-archive.ts';
import { rememberedSource } from './remembered-source.ts';

/** A line of differences.jsonl. */
export type DifferenceLine = Readonly<Record<string, string>>;

export interface Verified {
  readonly report: VerifyReport;
  /** What nobody recorded. */
  readonly lines: readonly DifferenceLine[];
}

/** An archive of the fixtures, and what verify says of copies of it that were damaged. */
export interface ArchiveWorld {
  readonly folder: ScratchFolder;
  /** Damages a copy, under another name, and verifies it. */
  verifyDamaged(damage: (archive: DamagedArchive) => void): Promise<Verified>;
  /** Damages the archive under the name that its manifest has. */
  verifyWithManifest(damage: (archive: DamagedArchive) => void): Promise<Verified>;
  /** Of the source as it is now; damaged copies are held against what it was at first. */
  verify(...zips: readonly string[]): Promise<Verified>;
  /** Mattermost's id of the post at a place, by the index that was written beside the archive. */
  postAt(channel: string, ts: string): string;
  stop(): Promise<void>;
}

const CONTEXT: CommandContext = {
  output: { line: () => {}, remark: () => {}, problem: () => {}, note: () => {}, json: () => {} },
  progress: { isQuiet: true, lang: 'en' },
  signal: new AbortController().signal,
  nowMs: () => performance.now(),
  todayMs: () => Date.now(),
};

/** How the archive is made. */
export interface ArchiveFormat {
  readonly format: 'json' | 'csv';
  readonly csvQuoting?: 'backslash' | 'doubled';
  readonly zipBookmarks?: 'none' | 'message';
}

/** `addFiles`: puts further files into the store. */
export async function makeArchiveWorld(
  database: TestDatabase,
  { format, csvQuoting = 'backslash', zipBookmarks = 'none' }: ArchiveFormat = { format: 'json' },
  addFiles: (folder: string) => Promise<void> = async () => {},
): Promise<ArchiveWorld> {
  const folder = await makeScratchFolder();
  await mkdir(folder.join('files'));
  await writeFileStore(folder.join('files'));
  await addFiles(folder.join('files'));
  const flags = {
    source: database.readerUrl,
    files: folder.join('files'),
    work: folder.join('work'),
    include: 'public,private,direct,group',
    quiet: true,
    csvQuoting,
  };
  const resolved = resolveConfig(flags, {});
  // Only a file with an address is in a message's `files[]`.
  const deliver = format === 'json' ? 'bundle' : resolved.delivery.deliver;
  // A table as a block has rows, columns and alignment that can be damaged.
  const tables = format === 'json' ? 'block' : resolved.tables;
  const delivery = { ...resolved.delivery, deliver };
  const config = { ...resolved, tables, zipBookmarks, delivery } as const;
  const whole = folder.join('all.zip');
  await zipCommand(
    config,
    { out: whole, isForced: false, isSinceLast: false, format, applied: undefined },
    CONTEXT,
  );
  const source = await openSource(config, CONTEXT.signal);
  const kept = rememberedSource(source);
  const places = await readPlaces(folder.join('work/all.zip.post-index.csv'));
  const entries = await readAll(whole);

  /** Without the files of a run, whose writing takes longest. */
  async function verify(of: Source, zips: readonly string[]): Promise<Verified> {
    const lines: string[] = [];
    const write = async (text: string): Promise<void> => void lines.push(text);
    const workDirectories = [config.workDirectory];
    const archives = await readGivenArchives(zips, workDirectories);
    const about = { applied: undefined, comparesBytes: false, withText: false };
    const options = { ...about, workDirectories, archives };
    const program = { version: '0.0.0', startedAtMs: 0 };
    const run = { settings: config, context: CONTEXT, options, program, lines: { write } };
    const imports = await csvSources(archives, csvQuoting);
    const report =
      imports.length === 0 ? await verifyZip(run, of) : await verifyCsv(run, of, imports);
    const all = lines.map((line): DifferenceLine => JSON.parse(line));
    return { report, lines: all.filter(({ cause }) => cause === '') };
  }

  async function damageInto(path: string, damage: (archive: DamagedArchive) => void) {
    const archive = damagedArchive(entries);
    damage(archive);
    await writeZip(path, archive.entries());
    return await verify(kept, [path]);
  }

  let copies = 0;
  return {
    folder,
    verify: (...zips) =>
      withSource(openSource, config, CONTEXT.signal, (fresh) => verify(fresh, zips)),
    verifyDamaged(damage) {
      copies += 1;
      return damageInto(folder.join(`copy${copies}.zip`), damage);
    },
    async verifyWithManifest(damage) {
      try {
        return await damageInto(whole, damage);
      } finally {
        await writeZip(whole, entries);
      }
    },
    postAt: (channel, ts) => places.get(`${channel} ${ts}`) ?? '',
    async stop() {
      await source.close();
      await folder.remove();
    },
  };
}

async function readPlaces(path: string): Promise<ReadonlyMap<string, string>> {
  const [, ...lines] = (await readFile(path, 'utf8')).split('\n');
  return new Map(
    lines.map((line) => {
      const cells = line.trim().split(',');
      const [link = ''] = cells;
      const place = `${cells.at(-3) ?? ''} ${cells.at(-2) ?? ''}`;
      return [place, /\/pl\/(\w+)/.exec(link)?.[1] ?? ''] as const;
    }),
  );
}

export async function readAll(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const { entries, ownFolders, close } = await readZipEntries(path);
  const all = new Map<string, Buffer>();
  for (const folder of ownFolders) all.set(`${folder}/`, Buffer.alloc(0));
  for (const [name, entry] of entries) all.set(name, await entry.read());
  close();
  return all;
}

/** Writes a ZIP entry by entry; the name of a folder's own entry ends with `/`. */
export async function writeZip(
  path: string,
  entries: ReadonlyMap<string, Buffer | string>,
): Promise<void> {
  const zip = new ZipArchive({ store: true });
  const written = pipeline(zip, createWriteStream(path));
  for (const [name, content] of entries) zip.append(content, { name });
  await zip.finalize();
  await written;
}
