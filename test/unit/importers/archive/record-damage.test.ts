import { readFile, rename, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import Database from 'libsql';
import { beforeEach, describe, expect, it } from 'vitest';
import { latestArchivedChange } from '../../../../src/importers/archive/chain-record.ts';
import { openExportedPosts } from '../../../../src/importers/archive/exported-posts-sqlite.ts';
import { settleNaming } from '../../../../src/importers/archive/naming.ts';
import { anExportedPost } from '../../../support/builders/exported-post.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import '../../../support/property-seed.ts';

const POST = anExportedPost();
const CHANNEL = {
  channelId: POST.channelId,
  slackName: 'dev',
  isArchived: false,
  topic: 'a topic',
  purpose: '',
  members: ['u1'],
};
const PERSON = { userId: 'u1', username: 'ann', fullName: 'Ann', isDeactivated: false };
const DAMAGED = /^\S+\.db: is damaged, so .*--since-last[^\n]*$/;

let folder: ScratchFolder;
let path: string;
beforeEach(async () => {
  folder = await makeScratchFolder();
  path = folder.join('zip-posts.db');
  return () => folder.remove();
});

/** Ends the first run of a chain, or one that follows, after which every post is a row. */
async function endRun(goesOn: boolean): Promise<void> {
  const record = await openExportedPosts(path, goesOn);
  if (goesOn) expect(record.get(POST.postId)).toEqual(POST);
  else record.put(POST);
  record.putChannels([CHANNEL.channelId], [CHANNEL]);
  record.putPeople([PERSON]);
  record.setMeta('seen_to_ms', '1700000000000');
  record.setMeta('options', JSON.stringify({ tables: 'default' }));
  record.setMeta('people', JSON.stringify({ sameAs: {}, newestMs: 5 }));
  record.setMeta('consent', 'a digest');
  await record.prepare('a.zip', []);
  await record.commit();
}

function change(...statements: readonly string[]): void {
  const database = new Database(path);
  for (const statement of statements) database.exec(statement);
  database.close();
}

/** Makes a record of the version before checksums. */
const withoutChecksum = (): void => change('PRAGMA user_version = 3', 'PRAGMA application_id = 0');

/** Reads all that a run with --since-last reads. */
async function readAll(): Promise<unknown> {
  const record = await openExportedPosts(path, true);
  try {
    const channels = record.channels(record.channelIds());
    return [record.get(POST.postId), channels, record.people(), [...record.archiveNames()]];
  } finally {
    await record.discard();
  }
}

const WHOLE = [POST, [CHANNEL], [PERSON], ['a.zip']];
const META = ['seen_to_ms', 'options', 'people', 'archive_names'];
const UNREADABLE = [
  ...META.flatMap((name) =>
    ['{', '[', 'x', '[1]'].map(
      (value) => `UPDATE meta SET value = '${value}' WHERE name = '${name}'`,
    ),
  ),
  ...['channel', 'person'].flatMap((table) =>
    ['{', '5', '{}', 'null'].map((value) => `UPDATE ${table} SET listed = '${value}'`),
  ),
  ...['meta', 'channel', 'person'].map((table) => `DROP TABLE ${table}`),
  "DELETE FROM meta WHERE name = 'seen_to_ms'",
  "DELETE FROM meta WHERE name = 'options'",
];
const UNREADABLE_PACKED = [
  'UPDATE packed SET rows = substr(rows, 1, length(rows) - 1)',
  'UPDATE packed SET posts = posts + 1',
  "UPDATE packed SET rows = 'text'",
  'DROP TABLE packed',
  'DROP TABLE post',
];
/** What can be read as if it were right. */
const READABLE = [
  'DELETE FROM channel',
  'DELETE FROM person',
  "UPDATE channel SET listed = replace(listed, 'topic', 'tropic')",
  "UPDATE meta SET value = 'another' WHERE name = 'consent'",
  ...[...META, 'consent', 'naming'].map((name) => `DELETE FROM meta WHERE name = '${name}'`),
  'PRAGMA user_version = 3',
  'PRAGMA user_version = 1',
  'PRAGMA application_id = 1',
];
const NO_UTF8 = [
  "UPDATE channel SET listed = CAST(x'ffff' AS TEXT)",
  "UPDATE person SET listed = CAST(x'ffff' AS TEXT)",
  "UPDATE meta SET value = CAST(x'ffff' AS TEXT)",
];
const OF_ROWS = [
  "UPDATE post SET ts = 'zz'",
  'UPDATE post SET create_at_ms = -1',
  'DELETE FROM post',
  'DROP TABLE post',
  "UPDATE post SET post_id = CAST(x'ffff' AS TEXT)",
];

describe('a damaged record is refused, with what to do', () => {
  it.each([...UNREADABLE, ...UNREADABLE_PACKED, ...READABLE, ...NO_UTF8, 'DELETE FROM packed'])(
    'after a first run: %s',
    async (damage) => {
      await endRun(false);
      expect(await readAll()).toEqual(WHOLE);
      change(damage);
      await expect(readAll()).rejects.toFailWith(DAMAGED);
    },
  );

  it.each([...UNREADABLE, ...READABLE, ...NO_UTF8, ...OF_ROWS])(
    'after a run that followed: %s',
    async (damage) => {
      await endRun(false);
      await endRun(true);
      expect(await readAll()).toEqual(WHOLE);
      change(damage);
      await expect(readAll()).rejects.toFailWith(DAMAGED);
    },
  );

  it.each([...UNREADABLE, ...UNREADABLE_PACKED])('without a checksum: %s', async (damage) => {
    await endRun(false);
    withoutChecksum();
    expect(await readAll()).toEqual(WHOLE);
    change(damage);
    await expect(readAll()).rejects.toFailWith(DAMAGED);
  });

  it('wherever a byte is another one', async () => {
    await endRun(false);
    const bytes = await readFile(path);
    const places = fc.integer({ min: 0, max: bytes.length - 1 });
    await fc.assert(
      fc.asyncProperty(places, fc.integer({ min: 1, max: 255 }), async (place, difference) => {
        const damaged = Buffer.from(bytes);
        damaged.writeUInt8(damaged.readUInt8(place) ^ difference, place);
        await writeFile(path, damaged);
        await expect(readAll()).rejects.toFailWith(/^\S+\.db: is (?:damaged|of version)/);
      }),
      {
        numRuns: 50,
        examples: [
          [0, 1],
          [59, 1],
          [63, 4],
          [63, 7],
          [68, 1],
          [9_000, 255],
        ],
      },
    );
  });

  it('wherever it is cut, and when it is no database', async () => {
    await endRun(false);
    const bytes = await readFile(path);
    for (const length of [0, 1, 99, 100, 4_096, bytes.length - 4_096, bytes.length - 1]) {
      await writeFile(path, bytes.subarray(0, length));
      await expect(readAll()).rejects.toFailWith(DAMAGED);
    }
    for (const text of ['no database', 'no database '.repeat(1_000)]) {
      await writeFile(path, text);
      await expect(readAll()).rejects.toFailWith(DAMAGED);
    }
  });

  it('where a run was stopped while it gave its archives their names', async () => {
    await endRun(false);
    change(...NO_UTF8);
    await rename(path, folder.join('zip-posts.next.db'));
    await expect(settleNaming(path)).rejects.toFailWith(/zip-posts\.next\.db: is damaged/);
  });
});

it('a damaged record says nothing of the time of its archives', async () => {
  await endRun(false);
  expect(await latestArchivedChange(path)).toBe(1_700_000_000_000);
  change(...NO_UTF8);
  expect(await latestArchivedChange(path)).toBeUndefined();
});

it('a record goes on from a version without a checksum, and has one then', async () => {
  await endRun(false);
  withoutChecksum();
  await endRun(true);
  expect(await readAll()).toEqual(WHOLE);
  change("UPDATE post SET ts = 'zz'");
  await expect(readAll()).rejects.toFailWith(DAMAGED);
});
