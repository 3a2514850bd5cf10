import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { EXPECTED_EMPTY_POSTS } from '../../../../fixtures/workspace/expected.ts';
import { userIdOf } from '../../../../fixtures/workspace/users.ts';
import { missingRows } from '../../../../src/mapping/account.ts';
import { checkArchive } from '../../../support/archive/check-archive.ts';
import { readArchive } from '../../../support/archive/read-archive.ts';
import {
  type ArchiveWorld,
  makeArchiveWorld,
} from '../../../support/damages/verify/archive-world.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const EMPTY = [
  ...[
    '',
    ' ',
    '> ',
    '> > ',
    '\n\n',
    '\u200b',
    '\u3000',
    '\u3164',
    '&nbsp;',
    '[a]: http://a.example',
  ],
  ...['[]()', '> &nbsp;', ' '.repeat(500), '\u200b'.repeat(150)],
];
const SHOWN = ['>', '.', '***', ':smile:', '😀', '![](http://a.example/b.png)', '```\n```', '-'];
const BURNT = 'a promise to the reader';
const BEGIN_MS = Date.UTC(2024, 1, 1);

interface Row {
  readonly message: string;
  readonly root?: number;
  readonly type?: string;
  readonly fileId?: boolean;
  readonly isNull?: boolean;
}

/** Texts as posts alone, as replies to a text, as the only replies of a root, and as roots of a reply. */
function rows(): readonly Row[] {
  const made: Row[] = [...EMPTY, ...SHOWN].map((message) => ({ message }));
  const root = made.push({ message: 'a root' }) - 1;
  for (const message of [...EMPTY, ...SHOWN]) made.push({ message, root });
  for (const message of EMPTY) {
    const lonely = made.push({ message: 'a root whose reply shows nothing' }) - 1;
    made.push({ message, root: lonely });
    const empty = made.push({ message }) - 1;
    made.push({ message: 'a reply to nothing', root: empty });
  }
  const nothing = made.push({ message: '> ' }) - 1;
  made.push({ message: ' ', root: nothing }, { message: '', isNull: true, root });
  made.push({ message: '', fileId: true }, { message: '> ', fileId: true, root });
  made.push({ message: BURNT, type: 'burn_on_read', fileId: true });
  made.push({ message: BURNT, type: 'burn_on_read', fileId: true, root });
  const burnt = made.push({ message: BURNT, type: 'burn_on_read', fileId: true }) - 1;
  made.push({ message: 'a reply to a promise', root: burnt });
  return made;
}

const idOf = (number: number): string => `blank${String(number).padStart(21, '0')}`;

async function addRows({ engine, run }: TestDatabase): Promise<void> {
  const no = engine === 'mysql' ? '0' : 'false';
  const channel = channelIdOf('devTokyo');
  const user = userIdOf('suzuki');
  for (const [number, { message, root, type = '', fileId, isNull }] of rows().entries()) {
    const rootId = root === undefined ? '' : idOf(root);
    const createAtMs = BEGIN_MS + number * 1000;
    await run(`INSERT INTO Posts (Id, CreateAt, UpdateAt, EditAt, DeleteAt, IsPinned, UserId, ChannelId,
        RootId, OriginalId, Message, Type, Props, Hashtags, Filenames, FileIds, HasReactions)
      VALUES ('${idOf(number)}', ${createAtMs}, ${createAtMs}, 0, 0, ${no}, '${user}', '${channel}',
        '${rootId}', '', ${isNull === true ? 'NULL' : `'${message}'`}, '${type}', '{}', '', '[]', '[]', ${no})`);
    if (fileId !== true) continue;
    await run(`INSERT INTO FileInfo (Id, CreatorId, PostId, CreateAt, UpdateAt, DeleteAt, Path, ThumbnailPath,
        PreviewPath, Name, Extension, Size, MimeType, Width, Height, HasPreviewImage)
      VALUES ('${idOf(number)}', '${user}', '${idOf(number)}', ${createAtMs}, ${createAtMs}, 0, 'no/${number}.txt',
        '', '', 'note${number}.txt', 'txt', 5, 'text/plain', 0, 0, ${no})`);
  }
}

describe.each(['mysql', 'postgres'] as const)(
  'an archive of posts that show nothing, from %s',
  (engine) => {
    let database: TestDatabase;
    let world: ArchiveWorld;
    beforeAll(async () => {
      database = await createDatabase(engine, 'zip_empty');
      await loadWorkspace(engine, '8.1', database.run);
      await addRows(database);
      world = await makeArchiveWorld(database);
    });
    afterAll(async () => {
      await world.stop();
      await database.drop();
    });

    it('has no message that shows nothing, nothing of burn-on-read posts, and all that shows something', async () => {
      const archive = await readArchive(world.folder.join('all.zip'));
      const complaints = await checkArchive(archive);
      expect(complaints.filter((text) => !text.includes('__uploads'))).toEqual([]);
      archive.close();
    });

    it('is what verify expects, and every row is accounted for', async () => {
      const { report, lines } = await world.verify(world.folder.join('all.zip'));
      expect(lines).toEqual([]);
      const { posts } = report.account;
      const empty = 4 * EMPTY.length + 3 + EXPECTED_EMPTY_POSTS;
      expect(posts?.leftOut).toMatchObject({ 'empty-message': empty, 'burn-on-read': 3 });
      expect(posts === undefined ? undefined : missingRows(posts)).toBe(0);
      expect(report.losses).toContainEqual({ code: 'empty_message', count: empty });
      expect(report.losses).toContainEqual({ code: 'burn_on_read', count: 3 });
    });
  },
);
