import { rowsOf } from '../../../fixtures/load.ts';
import { type ChannelKey, channelIdOf } from '../../../fixtures/workspace/channels.ts';
import { EXPECTED_ROWS } from '../../../fixtures/workspace/expected.ts';
import { fileIdOf, postIdOf } from '../../../fixtures/workspace/post-spec.ts';
import type { FixtureRow } from '../../../fixtures/workspace/rows.ts';
import { type UserKey, userIdOf } from '../../../fixtures/workspace/users.ts';
import type { Source } from '../../../src/exporters/source.ts';
import type { Channel, ChannelId, Engine, Post, UserId } from '../../../src/model/model.ts';
import { channelId, userId } from '../../../src/model/model.ts';
import type { SourceLack } from '../../../src/model/source-kind.ts';
import { makeScratchFolder } from '../scratch-folder.ts';
import type { TestDatabase } from '../servers/databases.ts';
import { openBulkSource, writeJsonl } from './bulk-source.ts';
import { bulkLines } from './bulk-writer.ts';
import { allPosts, loadFixtures, openFixtures } from './fixture-source.ts';

/** Ids of the fixture workspace in a source; '' for what it does not hold. */
export interface ContractIds {
  user(key: UserKey): UserId;
  channel(key: ChannelKey): ChannelId;
  post(key: string): string;
  file(key: string): string;
}

/** A source that holds the fixture workspace, for the contract suites. */
export interface ContractSubject {
  readonly source: Source;
  readonly ids: ContractIds;
  readonly postRows: number;
  readonly reactionRows: number;
  readonly fileRows: number;
  readonly emojiRows: number;
  reopen(postsPerPage: number): Promise<Source>;
  stop(): Promise<void>;
}

/** A kind of source, and what it cannot hold: a suite states what is there instead. */
export interface ContractKind {
  readonly name: string;
  readonly engine: Engine | 'bulk';
  readonly lacks: ReadonlySet<SourceLack>;
  load(name: string, extend?: (database: TestDatabase) => Promise<void>): Promise<ContractSubject>;
}

export const databaseKind = (engine: Engine): ContractKind => ({
  name: engine,
  engine,
  lacks: new Set(),
  async load(name, extend) {
    const database = await loadFixtures(engine, name);
    await extend?.(database);
    const source = await openFixtures(database);
    const [row] = await database.run('SELECT COUNT(*) AS n FROM Posts');
    return {
      source,
      ids: {
        user: (key) => userId(userIdOf(key)),
        channel: (key) => channelId(channelIdOf(key)),
        post: postIdOf,
        file: fileIdOf,
      },
      postRows: Number(row?.['n']),
      reactionRows: EXPECTED_ROWS.Reactions,
      fileRows: EXPECTED_ROWS.FileInfo,
      emojiRows: EXPECTED_ROWS.Emoji,
      reopen: (postsPerPage) => openFixtures(database, postsPerPage),
      async stop() {
        await source.close();
        await database.drop();
      },
    };
  },
});

/** An export of 10.5, which holds more than those before and after it, with archived channels. */
export const bulkKind: ContractKind = {
  name: 'a bulk export',
  engine: 'bulk',
  lacks: new Set([
    'deleted-posts',
    'edit-history',
    'ids',
    'creators',
    'times-of-making',
    'reactions-of-direct-roots',
    'integrations',
    'bookmarks',
    'user-groups',
    'sidebar-categories',
    'saved-posts',
  ]),
  async load() {
    const folder = await makeScratchFolder();
    const rows = rowsOf('mysql', '8.1');
    const lines = bulkLines(rows, '10.5', { withArchivedChannels: true });
    const file = folder.join('import.jsonl');
    await writeJsonl(file, lines);
    const source = await openBulkSource([file], folder.join('work'));
    const written = lines.join('\n');
    const occurrences = (pattern: RegExp): number => written.match(pattern)?.length ?? 0;
    return {
      source,
      ids: await findIds(source, rows),
      postRows: occurrences(/"create_at":\d+,"is_pinned"/g),
      reactionRows: occurrences(/"create_at":\d+,"emoji_name"/g),
      fileRows: occurrences(/\{"path":/g),
      // Deleted emoji are not exported.
      emojiRows: occurrences(/^\{"type":"emoji"/gm),
      reopen: (postsPerPage) => openBulkSource([file], folder.join('work'), postsPerPage),
      async stop() {
        await source.close();
        await folder.remove();
      },
    };
  },
};

/** Finds what the fixtures' keys are in an export, by names, times and texts. */
async function findIds(source: Source, rows: readonly FixtureRow[]): Promise<ContractIds> {
  const row = (table: string, id: string) =>
    rows.find(({ table: of, values }) => of === table && values['Id'] === id)?.values;
  const users = new Map((await source.users()).map(({ id, username }) => [username, id]));
  const names = new Map([...users].map(([name, id]) => [id, name]));
  const channels = await source.channels();
  const teams = new Map((await source.teams()).map(({ id, name }) => [id, name]));
  const members = await source.members(channels.map(({ id }) => id));
  const peopleOf = ({ id }: Channel): string =>
    (members.get(id) ?? [])
      .map((each) => names.get(each))
      .sort()
      .join();
  const named = new Map(
    channels.map((each) => [
      each.teamId === undefined ? peopleOf(each) : `${teams.get(each.teamId)}/${each.name}`,
      each.id,
    ]),
  );
  const posts = (await Promise.all(channels.map(({ id }) => allPosts(source, id)))).flat();
  const user = (key: UserKey): UserId =>
    users.get(String(row('Users', userIdOf(key))?.['Username'])) ?? userId('');
  const channel = (key: ChannelKey): ChannelId => {
    const { Id, TeamId, Name } = row('Channels', channelIdOf(key)) ?? {};
    const team = row('Teams', String(TeamId))?.['Name'];
    const people = rows
      .filter(({ table, values }) => table === 'ChannelMembers' && values['ChannelId'] === Id)
      .map(({ values }) => row('Users', String(values['UserId']))?.['Username']);
    const usernames = people.sort();
    const found = named.get(team === undefined ? usernames.join() : `${team}/${Name}`);
    return found ?? channelId('');
  };
  const postOf = (id: string): Post | undefined => {
    const { CreateAt, Message } = row('Posts', id) ?? {};
    return posts.find((each) => each.createAtMs === CreateAt && each.message === Message);
  };
  return {
    user,
    channel,
    post: (key) => postOf(postIdOf(key))?.id ?? '',
    file: (key) => {
      const { PostId, Path } = row('FileInfo', fileIdOf(key)) ?? {};
      return postOf(String(PostId))?.files.find(({ path }) => path === Path)?.id ?? '';
    },
  };
}
