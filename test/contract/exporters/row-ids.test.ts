import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../fixtures/load.ts';
import { openDatabase } from '../../../src/exporters/database/open.ts';
import { openMattermost } from '../../../src/exporters/mattermost.ts';
import type { Source } from '../../../src/exporters/source.ts';
import type { Engine, SourceCounts } from '../../../src/model/model.ts';
import {
  changeId,
  dropKeys,
  ID_CHANGES,
  widenIds,
} from '../../support/damages/hostile/hostile-ids.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { addressOf } from '../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../support/servers/databases.ts';

/*
 * Ids that no server of Mattermost would write: whatever they are, what the streams and lists give is what the counts
 * say that they give, and no id is given twice.
 */

const EVERYTHING = { fromMs: undefined, toMs: undefined };
/** Small enough that pages end between rows of one millisecond. */
const OPTIONS = { hasSnapshot: true, postsPerPage: 3, longTextCharacters: 40 };
/** Each changes every column once; the soak of hostile rows tries every change of every column. */
const ROUNDS = 3;
const COLUMNS = [
  ...['Posts.Id', 'Posts.ChannelId', 'Posts.RootId', 'Posts.UserId', 'Users.Id', 'Channels.Id'],
  ...['Channels.TeamId', 'Teams.Id', 'FileInfo.Id', 'FileInfo.PostId', 'Reactions.PostId'],
  ...['Emoji.Id', 'ChannelMembers.ChannelId', 'ChannelMembers.UserId', 'Threads.PostId'],
];

interface Balance {
  readonly counted: Readonly<Record<string, number>>;
  readonly given: Readonly<Record<string, number>>;
  /** Ids that a list or stream gives more than once, or that are none. */
  readonly wrong: readonly string[];
}

/** Rows of each kind, as the counts say and as they come. */
async function balanceOf(admin: TestDatabase): Promise<Balance> {
  const source = await openMattermost(await openDatabase(addressOf(admin.readerUrl)), OPTIONS);
  try {
    const counts = await source.counts(EVERYTHING);
    const channels = await source.channels();
    const given = { posts: 0, reactions: 0, files: 0 };
    const ids: string[] = [];
    const wrong: string[] = [];
    for (const { id } of channels) {
      for await (const page of source.posts(id, EVERYTHING)) {
        for (const post of page) {
          ids.push(post.id);
          if (post.channelId !== id) wrong.push(`${post.id} in another channel`);
          if (post.deleteAtMs !== undefined) continue;
          given.posts += 1;
          given.reactions += post.reactions.length;
          given.files += post.files.filter(({ isLegacy }) => isLegacy !== true).length;
        }
      }
      const changed = await idsOf(source.changedPosts(id, EVERYTHING, 0));
      const unknown = await idsOf(source.unknownPosts(id, EVERYTHING, () => false));
      wrong.push(...repeated('changed', changed), ...repeated('unknown', unknown));
    }
    const known = new Set<string>(channels.map(({ id }) => id));
    wrong.push(...repeated('post', ids), ...(await wrongInLists(source)));
    return { counted: countedLive(counts, known), given, wrong };
  } finally {
    await source.close();
  }
}

function countedLive(
  { posts, reactions, files }: SourceCounts,
  channels: ReadonlySet<string>,
): Readonly<Record<string, number>> {
  const isKnown = (id: string | undefined): boolean => channels.has(id ?? '');
  const sum = (entries: readonly { rows: number }[]): number =>
    entries.reduce((all, { rows }) => all + rows, 0);
  return {
    posts: sum(posts.filter(({ channelId, state }) => state === 'live' && isKnown(channelId))),
    reactions: sum(reactions.filter((row) => isLive(row) && isKnown(row.channelId))),
    files: sum(files.filter((row) => isLive(row) && isKnown(row.channelId))),
  };
}

const isLive = ({ own, post }: SourceCounts['files'][number]): boolean =>
  own === 'live' && post === 'live';

async function wrongInLists(source: Source): Promise<readonly string[]> {
  const { userRows, channelRows, emojiRows, unusable = [] } = await source.counts(EVERYTHING);
  const [users, channels] = [await source.users(), await source.channels()];
  const leftOut = (table: string): number =>
    unusable.filter((one) => one.table === table).reduce((sum, { rows }) => sum + rows, 0);
  const lists = {
    users: users.map(({ id }) => id),
    channels: channels.map(({ id }) => id),
    teams: (await source.teams()).map(({ id }) => id),
    emoji: (await source.customEmoji()).map(({ id }) => id),
    ...Object.fromEntries(await source.members(channels.map(({ id }) => id))),
  };
  return [
    ...Object.entries(lists).flatMap(([name, ids]) => repeated(name, ids)),
    ...(users.length + leftOut('Users') === userRows ? [] : ['users do not balance']),
    ...(channels.length + leftOut('Channels') <= channelRows ? [] : ['too many channels']),
    ...(lists.emoji.length + leftOut('Emoji') <= emojiRows ? [] : ['too many emoji']),
  ];
}

async function idsOf(pages: AsyncIterable<readonly { id: string }[]>): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of pages) ids.push(...page.map(({ id }) => id));
  return ids;
}

const repeated = (name: string, ids: readonly string[]): readonly string[] => [
  ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${name} ${id} twice`),
  ...ids.filter((id) => id.trim() === '').map(() => `${name} without an id`),
];

describe.each(['mysql', 'postgres'] as const)('rows with odd ids, on %s', (engine: Engine) => {
  let admin: TestDatabase;
  beforeEach(async () => {
    admin = await createDatabase(engine, 'ids');
    await loadWorkspace(engine, '8.1', admin.run);
    await widenIds(admin);
  });
  afterEach(() => admin.drop());

  it.each([
    ['with their keys', false],
    ['without keys', true],
  ])(
    'are given once or counted as left out, after many changes of ids: tables %s',
    async (_, isBare) => {
      if (isBare) await dropKeys(admin);
      const random = seededRandom(7);
      const changes = isBare ? [...ID_CHANGES, 'the row twice'] : ID_CHANGES;
      const taken = new Set<string>();
      for (let round = 0; round < ROUNDS; round++) {
        for (const [at, place] of COLUMNS.entries()) {
          const name = changes[(at + round * 4) % changes.length] ?? '';
          const [table = '', column = ''] = place.split('.');
          if (await changeId(admin, { table, column, name }, random)) taken.add(name);
        }
        const { counted, given, wrong } = await balanceOf(admin);
        expect({ round, wrong, given }).toEqual({ round, wrong: [], given: counted });
        expect(given['posts']).toBeGreaterThan(10);
      }
      expect([...taken].sort()).toEqual([...changes].sort());
    },
  );

  it('are counted once each where they name no channel, in one way or another, edit history too', async () => {
    const ids = (await admin.run('SELECT Id AS id FROM Posts ORDER BY Id')).map(({ id }) => id);
    const changes = ["ChannelId = ''", 'ChannelId = NULL', "ChannelId = '', OriginalId = 'x'"];
    changes.push("ChannelId = NULL, OriginalId = 'y'");
    for (const [at, change] of changes.entries()) {
      await admin.run(`UPDATE Posts SET ${change}, DeleteAt = 0 WHERE Id = '${ids[at]}'`);
    }
    const source = await openMattermost(await openDatabase(addressOf(admin.readerUrl)), OPTIONS);
    try {
      const { postRows, posts } = await source.counts(EVERYTHING);
      expect(posts.reduce((sum, { rows }) => sum + rows, 0)).toBe(postRows);
      expect(posts.every(({ rows }) => rows > 0)).toBe(true);
      const lost = posts.filter(({ channelId }) => channelId === undefined);
      const rowsOf = (wanted: string): number =>
        lost.filter(({ state }) => state === wanted).reduce((sum, { rows }) => sum + rows, 0);
      expect([rowsOf('live'), rowsOf('edit-history')]).toEqual([2, 2]);
    } finally {
      await source.close();
    }
  });

  it('are in the order of their bytes among posts without a channel, on every engine', async () => {
    const wanted = ['A1', 'B-2', 'Z3', '_4', 'a5', 'b6'];
    const ids = (await admin.run('SELECT Id AS id FROM Posts ORDER BY Id')).map(({ id }) => id);
    for (const [at, id] of wanted.toReversed().entries()) {
      const change = `Id = '${id}', ChannelId = 'gone', DeleteAt = 0`;
      await admin.run(`UPDATE Posts SET ${change} WHERE Id = '${ids[at]}'`);
    }
    const source = await openMattermost(await openDatabase(addressOf(admin.readerUrl)), OPTIONS);
    try {
      const orphans = await source.orphanPosts(100);
      const found = orphans.filter(({ channelId }) => channelId === 'gone').map(({ id }) => id);
      expect(found).toEqual(wanted);
      const first = await source.orphanPosts(wanted.length);
      expect(first).toEqual(orphans.slice(0, wanted.length));
    } finally {
      await source.close();
    }
  });

  it('of bookmarks are made different where the bookmarks are, and equal bookmarks count as one', async () => {
    const columns = 'Id, OwnerId, ChannelId, CreateAt, UpdateAt, DeleteAt, DisplayName, SortOrder';
    const admin11 = await createDatabase(engine, 'bookmark_ids');
    try {
      await loadWorkspace(engine, '10', admin11.run);
      await dropKeys(admin11);
      const [channel = ''] = (await admin11.run('SELECT Id AS id FROM Channels ORDER BY Id')).map(
        ({ id }) => String(id),
      );
      const rows = [...['a', 'b', 'b', 'c'].map((name) => ['x'.repeat(26), name]), ['', 'd']].map(
        ([id, name]) =>
          `('${id}', '', '${channel}', 1, 1, 0, '${name}', 0, 'https://a/', '', 'link')`,
      );
      await admin11.run(
        `INSERT INTO ChannelBookmarks (${columns}, LinkUrl, Emoji, Type) VALUES ${rows.join(', ')}`,
      );
      const source = await openMattermost(
        await openDatabase(addressOf(admin11.readerUrl)),
        OPTIONS,
      );
      const bookmarks = await source.bookmarks();
      await source.close();
      const added = bookmarks.filter(({ url }) => url === 'https://a/');
      expect(added.map(({ title }) => title).sort()).toEqual(['a', 'b', 'c', 'd']);
      expect(
        repeated(
          'bookmark',
          added.map(({ id }) => id),
        ),
      ).toEqual([]);
    } finally {
      await admin11.drop();
    }
  });

  it('count as one where they are equal, and are left out and named where they differ', async () => {
    await dropKeys(admin);
    const [first, second] = (
      await admin.run(
        `SELECT Id AS id FROM Posts WHERE DeleteAt = 0 AND Message <> '' ORDER BY CreateAt, Id LIMIT 2`,
      )
    ).map(({ id }) => String(id));
    const before = await balanceOf(admin);
    await admin.run(`INSERT INTO Posts SELECT * FROM Posts WHERE Id = '${first}'`);
    await admin.run('INSERT INTO Users SELECT * FROM Users');
    expect((await balanceOf(admin)).given['posts']).toBe(before.given['posts']);
    await admin.run(`UPDATE Posts SET Id = '${second}' WHERE Id = '${first}'`);
    const source = await openMattermost(await openDatabase(addressOf(admin.readerUrl)), OPTIONS);
    try {
      const { unusable = [] } = await source.counts(EVERYTHING);
      const users = (await source.users()).length;
      expect(unusable.filter(({ table }) => table !== 'Users')).toEqual([
        { table: 'Posts', fault: 'doubled-id', rows: 3, samples: [second] },
      ]);
      expect(unusable.find(({ table }) => table === 'Users')?.rows).toBe(users);
    } finally {
      await source.close();
    }
  });
});
