import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  mkdir,
  open,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { fileIdOf } from '../../fixtures/workspace/post-spec.ts';
import { fileSlackId } from '../../src/mapping/slack-ids.ts';
import { fileId } from '../../src/model/model.ts';
import { type JsonObject, objectsOf, textOf } from '../support/archive/json.ts';
import { readArchive, type SlackArchive } from '../support/archive/read-archive.ts';
import { PROGRAM } from '../support/program/built.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { until } from '../support/until.ts';

const BIG_BYTES = 400_000_000;
const SMALL_BYTES = 100_000;

/** Files of one post, in its order; the first is being read when all of them change. */
const FILES = [
  '1shrinks-while-read',
  '2shrinks',
  '3grows',
  '4empties',
  '5vanishes',
  '6replaced',
  '7stays',
] as const;
type Name = (typeof FILES)[number];
const idOf = (name: Name): string => name.replaceAll('-', '').padEnd(26, '0').slice(0, 26);
const sizeOf = (name: Name): number => (name === FILES[0] ? BIG_BYTES : SMALL_BYTES);

describe.each(['mysql', 'postgres'] as const)(
  'files that change under a bundle, on %s',
  (engine) => {
    let database: TestDatabase;
    let folder: ScratchFolder;
    let archive: SlackArchive;
    let stderr = '';
    const store = (name: Name): string => folder.join('files', name);
    const flags = (command: string): readonly string[] => [
      ...[command, '--source', database.readerUrl, '--files', folder.join('files'), '--quiet'],
      ...['--work', folder.join('work'), '--config', folder.join('mm2slack.yaml')],
    ];

    beforeAll(async () => {
      folder = await makeScratchFolder();
      await mkdir(folder.join('files'));
      await writeFile(folder.join('mm2slack.yaml'), 'files: { deliver: bundle }\n');
      database = await createDatabase(engine, 'changing_files');
      await loadWorkspace(engine, '8.1', database.run);
      for (const name of FILES) await addFile(name);
      const child = spawn(
        process.execPath,
        [...PROGRAM, ...flags('zip'), '--out', folder.join('kept.zip')],
        {
          env: { PATH: process.env['PATH'] ?? '' },
          stdio: ['ignore', 'ignore', 'pipe'],
        },
      );
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      const ended = once(child, 'close');
      await until('the first file is read', async () => await isReading(child, store(FILES[0])));
      // It goes on when all has changed.
      child.kill('SIGSTOP');
      await changeAll();
      child.kill('SIGCONT');
      const [exitCode] = await ended;
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
      archive = await readArchive(folder.join('kept.zip'));
    });
    afterAll(async () => {
      archive.close();
      await database.drop();
      await folder.remove();
    });

    async function addFile(name: Name): Promise<void> {
      const no = engine === 'mysql' ? '0' : 'false';
      await database.run(`INSERT INTO FileInfo (Id, CreatorId, PostId, CreateAt, UpdateAt, DeleteAt, Path,
        ThumbnailPath, PreviewPath, Name, Extension, Size, MimeType, Width, Height, HasPreviewImage, Content)
      SELECT '${idOf(name)}', CreatorId, PostId, CreateAt, UpdateAt, 0, '${name}', '', '', '${name}', 'bin',
        ${sizeOf(name)}, 'text/plain', 0, 0, ${no}, '' FROM FileInfo WHERE Id = '${fileIdOf('report')}'`);
      const file = await open(store(name), 'w');
      await file.truncate(sizeOf(name));
      await file.close();
    }

    async function changeAll(): Promise<void> {
      await truncate(store('1shrinks-while-read'), 1_000);
      await truncate(store('2shrinks'), 65);
      await truncate(store('3grows'), 3 * SMALL_BYTES);
      await truncate(store('4empties'), 0);
      await rm(store('5vanishes'));
      await writeFile(folder.join('other'), Buffer.alloc(SMALL_BYTES, 'other'));
      await rename(folder.join('other'), store('6replaced'));
    }

    /** The size that the message tells, and what lies in the archive. */
    async function fileOf(name: Name) {
      let told: JsonObject | undefined;
      for (const conversation of archive.conversations) {
        for await (const message of archive.messages(conversation)) {
          told ??= objectsOf(message['files']).find((file) => textOf(file, 'name') === name);
        }
      }
      const entry = archive.entries.get(`__uploads/${fileSlackId(fileId(idOf(name)))}/${name}`);
      return { told: told?.['size'], bytes: await entry?.read() };
    }
    const lines = async (file: string): Promise<readonly JsonObject[]> =>
      (await readFile(folder.join('work', file), 'utf8'))
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));

    it.each(FILES.filter((name) => name !== '5vanishes'))(
      '%s: message and manifest tell the bytes that are in the archive',
      async (name) => {
        const { told, bytes } = await fileOf(name);
        expect(bytes?.length).toBe(told);
        const entry = (await lines('kept.zip.manifest.jsonl')).find(({ name: path }) =>
          String(path).endsWith(`/${name}`),
        );
        const sha256 = createHash('sha256')
          .update(bytes ?? '')
          .digest('hex');
        expect(entry).toMatchObject({ kind: 'entry', sizeBytes: told, sha256 });
      },
    );

    it('has what was there when each was read', async () => {
      const sizes = await Promise.all(
        FILES.map(async (name) => (await fileOf(name)).bytes?.length),
      );
      const [big = 0, ...others] = sizes;
      expect(big).toBeLessThan(BIG_BYTES);
      expect(others).toEqual([65, 3 * SMALL_BYTES, 0, undefined, SMALL_BYTES, SMALL_BYTES]);
      expect((await fileOf('6replaced')).bytes?.subarray(0, 5).toString()).toBe('other');
    });

    it('records the sizes that differ and the file that is gone, and nothing of the others', async () => {
      const codes = (await lines('kept.zip.losses.jsonl')).map(({ code, old, new: now }) => [
        code,
        old,
        now,
      ]);
      const sizes = codes.filter(([code]) => code === 'file_size_differs');
      const big = (await fileOf(FILES[0])).told;
      expect(sizes).toEqual([
        ['file_size_differs', `${BIG_BYTES} bytes`, `${String(big)} bytes`],
        ['file_size_differs', '100000 bytes', '65 bytes'],
        ['file_size_differs', '100000 bytes', '300000 bytes'],
        ['file_size_differs', '100000 bytes', '0 bytes'],
      ]);
      expect(codes).toContainEqual(['file_missing', '5vanishes', undefined]);
    });

    it('is what verify expects', async () => {
      const verified = await runCli([...flags('verify'), '--zip', folder.join('kept.zip')]);
      expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
    });
  },
);

/** True when the process has the file open. */
async function isReading({ pid }: ChildProcess, path: string): Promise<boolean> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const paths = await Promise.all(
    descriptors.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')),
  );
  return paths.includes(path);
}
