import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkManifests } from '../../../../src/commands/verify/manifest-sums.ts';
import { readGivenArchives } from '../../../../src/commands/verify/manifests.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { startRecording } from './comparison.ts';

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

const ENTRIES: Readonly<Record<string, string>> = {
  'users.json': '[]',
  'general/2023-04-03.json': '[{}]',
};
const BYTES = 'the bytes of an archive';
const NAME = 'all.zip';

const manifestOf = (bytes: string): string =>
  [
    { kind: 'manifest', version: 1, options: {} },
    ...Object.entries(ENTRIES).map(([name, content]) => ({
      ...{ kind: 'entry', archive: NAME, name, sizeBytes: content.length },
      sha256: sha256(content),
    })),
    { kind: 'archive', file: NAME, sizeBytes: bytes.length, sha256: sha256(bytes) },
    { kind: 'account', account: {} },
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

describe('the checksums of an archive and its manifest', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    await writeFile(folder.join(NAME), BYTES);
    await writeFile(folder.join(`${NAME}.manifest.jsonl`), manifestOf(BYTES));
  });
  afterEach(() => folder.remove());

  async function check(entries: Readonly<Record<string, string>> = ENTRIES) {
    const recorded = startRecording();
    const path = folder.join(NAME);
    const set = {
      entries: () =>
        Object.entries(entries).map(([name, content]) => ({
          path,
          name,
          sha256: async () => sha256(content),
        })),
    };
    const given = await readGivenArchives([path], [folder.path]);
    const checked = await checkManifests(given, [folder.path], set, recorded.differences);
    return { ...checked, lines: recorded.lines().map((line) => line.trim()) };
  }

  it('are equal for the archive that was written', async () => {
    expect(await check()).toMatchObject({ lines: [], withoutManifest: [], withCutManifest: [] });
  });

  it.each([
    ['another comment', `${BYTES} and a comment`],
    ['bytes of no entry', `hidden ${BYTES}`],
    ['no comment', BYTES.slice(0, -1)],
  ])(
    'differ once for the archive itself, where it has %s and all entries are equal',
    async (_what, bytes) => {
      await writeFile(folder.join(NAME), bytes);
      expect((await check()).lines).toEqual(['differs archive.sha256']);
    },
  );

  it('differ once for the archive itself, where its checksum in the manifest is another one', async () => {
    await writeFile(folder.join(`${NAME}.manifest.jsonl`), manifestOf('other bytes'));
    expect((await check()).lines).toEqual(['differs archive.sha256']);
  });

  it.each([
    ['differs entry.sha256', { ...ENTRIES, 'users.json': '[1]' }],
    ['unexpected entry', { ...ENTRIES, 'x.json': '' }],
    ['missing entry', { 'users.json': '[]' }],
  ])('differ by the entry alone, where one is another: %s', async (line, entries) => {
    await writeFile(folder.join(NAME), 'other bytes');
    expect((await check(entries)).lines).toEqual([line]);
  });

  it('name a manifest that ends before it lists the archive, wherever it ends', async () => {
    const path = folder.join(`${NAME}.manifest.jsonl`);
    const whole = await readFile(path, 'utf8');
    const lines = whole.split('\n');
    const ofArchive = whole.indexOf('{"kind":"archive"');
    const ends = [
      0,
      ...lines.slice(0, 3).map((_line, at) => lines.slice(0, at + 1).join('\n').length),
    ];
    for (const end of [...ends, whole.indexOf('"users.json"'), ofArchive]) {
      await writeFile(path, whole.slice(0, end));
      expect([end, await check()]).toMatchObject([
        end,
        { lines: [], withoutManifest: [], withCutManifest: [{ name: NAME, path }] },
      ]);
    }
  });

  it('say nothing of damage where another manifest is whole and does not list the archive', async () => {
    const path = folder.join(`${NAME}.manifest.jsonl`);
    const other = (await readFile(path, 'utf8')).replaceAll(NAME, 'other.zip');
    await writeFile(path, other);
    expect(await check()).toMatchObject({ withoutManifest: [NAME], withCutManifest: [] });
  });

  it('cannot be read from a folder, which is an error of use that names it', async () => {
    const path = folder.join(`folder.zip.manifest.jsonl`);
    await mkdir(path);
    await writeFile(folder.join('folder.zip'), BYTES);
    await expect(
      readGivenArchives([folder.join('folder.zip')], [folder.path]),
    ).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(path),
    });
  });
});
