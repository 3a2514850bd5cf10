import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../../../fixtures/workspace/post-spec.ts';
import {
  type ArchiveWorld,
  makeArchiveWorld,
} from '../../../support/damages/verify/archive-world.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const post = (key: string): string => `Id = '${postIdOf(key)}'`;
const posts = (...keys: readonly string[]): string => keys.map(post).join(' OR ');
const system = (type: string): string => `type system_${type}`;
const NO_ROW = "'nobodysrownobodysrownobody'";
const MANY = 1_100;

/** Rows that a server can hold after years, and what makes them. */
const ODD_ROWS: readonly (readonly [what: string, sql: string])[] = [
  [
    'direct messages whose creator has no row',
    `UPDATE Channels SET CreatorId = ${NO_ROW} WHERE Type = 'D'`,
  ],
  ['group messages without a creator', `UPDATE Channels SET CreatorId = NULL WHERE Type = 'G'`],
  ['private channels with an empty creator', `UPDATE Channels SET CreatorId = '' WHERE Type = 'P'`],
  [
    'a post by nobody',
    `UPDATE Posts SET UserId = NULL WHERE ${posts('broken-build', 'file-only')}`,
  ],
  [
    'a post with an empty author',
    `UPDATE Posts SET UserId = '' WHERE ${posts('removed-file', 'year-end')}`,
  ],
  [
    'a root and a reply by nobody',
    `UPDATE Posts SET UserId = NULL WHERE ${posts('release-plan', 'reply-of-deleted')}`,
  ],
  [
    'system messages by nobody',
    `UPDATE Posts SET UserId = NULL WHERE ${posts(
      ...['join_channel', 'leave_team', 'header_change', 'convert_channel', 'channel_deleted'].map(
        system,
      ),
    )}`,
  ],
  [
    'system messages by nobody about somebody',
    `UPDATE Posts SET UserId = '' WHERE ${posts(...['add_to_channel', 'remove_from_channel', 'join_team'].map(system))}`,
  ],
  [
    'system messages that name nobody',
    `UPDATE Posts SET UserId = NULL, Props = '{}' WHERE ${posts(...['guest_join_channel', 'purpose_change'].map(system))}`,
  ],
  [
    'a reply that is older than its root',
    `UPDATE Posts SET CreateAt = 1600000000000 WHERE ${post('move-it')}`,
  ],
  ['a webhook of nobody', `UPDATE Posts SET UserId = NULL WHERE ${post('webhook-post')}`],
  [
    'a reaction of somebody without a row',
    `UPDATE Reactions SET UserId = ${NO_ROW} WHERE EmojiName = 'tada'`,
  ],
  ['a reaction without an emoji', "UPDATE Reactions SET EmojiName = '' WHERE EmojiName = 'rocket'"],
  ['a reaction with a blank', "UPDATE Reactions SET EmojiName = ' ' WHERE EmojiName = 'ramen'"],
  [
    'a member without a row',
    `UPDATE ChannelMembers SET UserId = 'nomembersrownomembersrowno' WHERE UserId IN (SELECT Id FROM Users WHERE Username = 'emma') AND ChannelId = '${channelIdOf('townSquareTokyo')}'`,
  ],
  ['somebody without a name', `UPDATE Users SET Username = '' WHERE Username = 'sato'`],
  [
    'somebody whose names are blanks',
    `UPDATE Users SET FirstName = ' ', LastName = '', Nickname = '' WHERE Username = 'olivia'`,
  ],
  ['more posts in a millisecond than it has microseconds', manyPosts()],
];

/** Each is another post of one channel and time. */
function manyPosts(): string {
  const rows = Array.from({ length: MANY }, (_, index) => {
    const id = `many${String(index).padStart(22, '0')}`;
    return `('${id}', 1690000000000, 1690000000000, 0, 0, 'same', '${channelIdOf('devTokyo')}', '', '', '', 'one of many ${index}', '{}')`;
  });
  const columns =
    'Id, CreateAt, UpdateAt, EditAt, DeleteAt, UserId, ChannelId, RootId, OriginalId, Type, Message, Props';
  return `INSERT INTO Posts (${columns}) VALUES ${rows.join(', ')}`;
}

describe.each(['mysql', 'postgres'] as const)('mm2slack verify --zip, on %s', (engine) => {
  let database: TestDatabase;
  let world: ArchiveWorld;
  beforeAll(async () => {
    database = await createDatabase(engine, 'verify_odd_rows');
    await loadWorkspace(engine, '8.1', database.run, { broken: true, priority: true });
    for (const [, sql] of ODD_ROWS) await database.run(sql);
    world = await makeArchiveWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  it('finds an archive of odd rows as it was made', async () => {
    const { report, lines } = await world.verify(world.folder.join('all.zip'));
    expect(lines).toEqual([]);
    expect(report.isClean).toBe(true);
    expect(report.account.posts.written).toBeGreaterThan(MANY);
  });
});
