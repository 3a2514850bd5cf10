import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { userIdOf } from '../../../../fixtures/workspace/users.ts';
import { readZipEntries } from '../../../support/archive/zip-entries.ts';
import {
  type ArchiveWorld,
  makeArchiveWorld,
} from '../../../support/damages/verify/archive-world.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

/** What nobody may read in Slack. */
const HIDDEN = 'spilled-4471';
const BEGIN_MS = Date.UTC(2024, 4, 1);
const DEV = channelIdOf('devTokyo');
const SALES = channelIdOf('salesTokyo');

interface HiddenRow {
  readonly key: string;
  readonly message: string;
  readonly channel?: string;
  readonly root?: string;
  readonly type?: string;
  readonly isDeleted?: true;
  readonly props?: Readonly<Record<string, string>>;
  readonly hasFile?: true;
  /** State of the review, as content_flagging.go writes it. */
  readonly status?: 'Pending' | 'Removed';
}

const idOf = (key: string): string => `hidden${key}`.padEnd(26, 'x');
const link = (key: string): string => `http://localhost:8065/tokyo/pl/${idOf(key)}`;

/**
 * Posts as Mattermost 11 leaves them (server/channels/app/content_flagging.go): one that is hidden under review is
 * deleted with its replies, one that was removed is deleted and its text replaced, and reviewers get a report.
 */
const ROWS: readonly HiddenRow[] = [
  { key: 'root', message: HIDDEN, isDeleted: true, hasFile: true, status: 'Pending' },
  { key: 'below', message: `about ${HIDDEN}`, root: 'root', isDeleted: true },
  { key: 'open', message: 'a thread that may be read' },
  {
    key: 'reply',
    message: HIDDEN,
    root: 'open',
    isDeleted: true,
    hasFile: true,
    status: 'Pending',
  },
  {
    ...{ key: 'gone', status: 'Removed', isDeleted: true },
    message: '*Content deleted as part of Content Flagging review process*',
  },
  { key: 'linking', message: `see ${link('root')}`, channel: SALES },
  {
    ...{ key: 'quoting', message: link('reply'), channel: SALES },
    props: { previewed_post: idOf('reply') },
  },
  {
    ...{ key: 'report', type: 'custom_spillage_report', channel: channelIdOf('direct') },
    message: `@sato flagged a message for review: ${HIDDEN}`,
    props: { reported_post_id: idOf('root') },
  },
];

async function addRows({ run }: TestDatabase): Promise<void> {
  const user = userIdOf('suzuki');
  for (const [number, row] of ROWS.entries()) {
    const id = idOf(row.key);
    const at = BEGIN_MS + number * 1000;
    const deleteAt = row.isDeleted === true ? at + 500 : 0;
    const root = row.root === undefined ? '' : idOf(row.root);
    const files = row.hasFile === true ? `["${id}"]` : '[]';
    await run(`INSERT INTO Posts (Id, CreateAt, UpdateAt, EditAt, DeleteAt, IsPinned, UserId, ChannelId,
        RootId, OriginalId, Message, Type, Props, Hashtags, Filenames, FileIds, HasReactions)
      VALUES ('${id}', ${at}, ${at}, 0, ${deleteAt}, true, '${user}', '${row.channel ?? DEV}', '${root}', '',
        '${row.message}', '${row.type ?? ''}', '${JSON.stringify(row.props ?? {})}', '', '[]', '${files}', false)`);
    if (row.status !== undefined)
      await run(`INSERT INTO PropertyValues VALUES ('v${id.slice(1)}', '${id}', 'post', 'g', 'f',
        '"${row.status}"', ${at}, ${at}, 0)`);
    if (row.hasFile !== true) continue;
    // The server deletes files of a deleted post later.
    await run(`INSERT INTO FileInfo (Id, CreatorId, PostId, CreateAt, UpdateAt, DeleteAt, Path, ThumbnailPath,
        PreviewPath, Name, Extension, Size, MimeType, Width, Height, HasPreviewImage)
      VALUES ('${id}', '${user}', '${id}', ${at}, ${at}, 0, '${pathOf(id)}', '', '', '${HIDDEN}.txt', 'txt',
        12, 'text/plain', 0, 0, false)`);
  }
}

const pathOf = (id: string): string => `hidden/${id}.txt`;

/** The bytes of the files that are hidden with their posts. */
async function addFiles(folder: string): Promise<void> {
  for (const { key, hasFile } of ROWS) {
    if (hasFile !== true) continue;
    const path = `${folder}/${pathOf(idOf(key))}`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, HIDDEN);
  }
}

let database: TestDatabase;
let world: ArchiveWorld;
beforeAll(async () => {
  database = await createDatabase('postgres', 'hidden_posts');
  await loadWorkspace('postgres', '11', database.run);
  await addRows(database);
  world = await makeArchiveWorld(database, { format: 'json' }, addFiles);
});
afterAll(async () => {
  await world.stop();
  await database.drop();
});

it('shows nothing of a post that a review hides or removed: no text, file, preview or report', async () => {
  const { entries, close } = await readZipEntries(world.folder.join('all.zip'));
  const texts: string[] = [];
  for (const [name, entry] of entries) texts.push(`${name}\n${await entry.read()}`);
  close();
  expect(texts.filter((text) => text.includes(HIDDEN))).toEqual([]);
  expect(texts.filter((text) => text.includes('Content Flagging'))).toEqual([]);
  // What may be read is there, and its links keep their addresses.
  const whole = texts.join('\n');
  expect(whole).toContain('a thread that may be read');
  expect(whole).toContain(idOf('root'));
  for (const name of await readdir(world.folder.join('work'), { recursive: true })) {
    if (!/\.(?:jsonl|csv|json|md|html)$/.test(name)) continue;
    expect(await readFile(world.folder.join('work', name), 'utf8')).not.toContain(HIDDEN);
  }
});

it('is verified as it is', async () => {
  const { report, lines } = await world.verify(world.folder.join('all.zip'));
  expect(lines).toEqual([]);
  expect(report.account.posts?.leftOut).toMatchObject({ 'burn-on-read': 1 });
});
