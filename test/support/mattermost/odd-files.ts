import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileIdOf, postIdOf } from '../../../fixtures/workspace/post-spec.ts';
import type { ScratchFolder } from '../scratch-folder.ts';
import type { TestDatabase } from '../servers/databases.ts';

interface OddFile {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
  /** What the store has; undefined for nothing. */
  readonly bytes?: Buffer;
}

const file = (number: number, name: string, text: string, over: Partial<OddFile> = {}): OddFile => {
  const bytes = Buffer.from(text);
  const id = `oddfile${String(number).padStart(19, '0')}`;
  return { id, name, path: `odd/${id}/bytes`, sizeBytes: bytes.length, bytes, ...over };
};
const without = (number: number, name: string, path: string): OddFile => ({
  ...{ id: `oddfile${String(number).padStart(19, '0')}`, name, path, sizeBytes: 7 },
});

/** All of one post in a public channel. */
export const ODD_FILES = {
  whole: [
    file(1, '議事録（2024年9月）.txt', '第一回'),
    file(2, `it's "quoted" & <tagged>.txt`, 'quotes'),
    file(3, 'a/b\\..\\c.txt', 'slashes'),
    file(4, '../../escape.txt', 'up'),
    file(5, '.env', 'dots'),
    file(6, 'same.txt', 'the first'),
    file(7, 'same.txt', 'the second'),
  ],
  empty: file(8, 'nothing.txt', ''),
  short: file(9, 'short.txt', 'four', { sizeBytes: 100 }),
  lost: without(10, 'lost.txt', 'odd/lost'),
  refused: [without(11, 'above.txt', '../secret.txt'), without(12, 'absolute.txt', '/etc/passwd')],
};

const LEGACY_BYTES = Buffer.from('from before file rows');

/** Gives one post of #dev every odd file, and the bytes to those and to a post from before file rows. */
export async function addOddFiles(database: TestDatabase, files: ScratchFolder): Promise<void> {
  const { whole, empty, short, lost, refused } = ODD_FILES;
  const all: readonly OddFile[] = [...whole, empty, short, lost, ...refused];
  for (const { id, name, path, sizeBytes, bytes } of all) {
    const quoted = name
      .replaceAll("'", "''")
      .replaceAll('\\', database.engine === 'mysql' ? '\\\\' : '\\');
    const no = database.engine === 'mysql' ? '0' : 'false';
    await database.run(`INSERT INTO FileInfo (Id, CreatorId, PostId, CreateAt, UpdateAt, DeleteAt, Path,
        ThumbnailPath, PreviewPath, Name, Extension, Size, MimeType, Width, Height, HasPreviewImage, Content)
      SELECT '${id}', CreatorId, PostId, CreateAt, UpdateAt, 0, '${path}', '', '', '${quoted}', 'txt',
        ${sizeBytes}, 'text/plain', 0, 0, ${no}, '' FROM FileInfo WHERE Id = '${fileIdOf('report')}'`);
    if (bytes !== undefined) await put(files.join('files', path), bytes);
  }
  await writeFile(files.join('secret.txt'), 'secret!');
  const [row] = await database.run(
    `SELECT TeamId AS team FROM Channels WHERE Id = (SELECT ChannelId FROM Posts WHERE Id = '${postIdOf('legacy-filenames')}')`,
  );
  const legacy = `teams/${row?.['team']}/channels/chan/users/user/uid/図.png`;
  await put(files.join('files', legacy), LEGACY_BYTES);
}

async function put(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
