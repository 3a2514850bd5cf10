import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../../../fixtures/load.ts';
import type { Source } from '../../../../src/exporters/source.ts';
import type { Channel, Post, UserId } from '../../../../src/model/model.ts';
import { openBulkSource, writeJsonl } from '../../../support/mattermost/bulk-source.ts';
import { type BulkShape, bulkLines } from '../../../support/mattermost/bulk-writer.ts';
import {
  allPosts,
  loadFixtures,
  openFixtures,
} from '../../../support/mattermost/fixture-source.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import type { TestDatabase } from '../../../support/servers/databases.ts';
import { enginesFor } from '../../../support/servers/engines.ts';

/** What a shape does not hold of a post, so that both sides are compared without it. */
const LACKS: Readonly<Record<BulkShape, readonly (keyof Told)[]>> = {
  '5.36': ['type', 'editAtMs', 'isPinned', 'replyProps', 'replyFiles'],
  '8.1': ['isPinned', 'replyProps'],
  '10.5': [],
  '11': [],
};

/** Posts of the fixtures that no export holds as they are, and why. */
const NOT_EXPORTED: ReadonlyMap<string, string> = new Map([
  ['a reply to a post of another channel', 'it is written in the thread of its root'],
  ['columns are NULL', 'DeleteAt = 0 does not hold for NULL'],
]);

/** Names of files that are in no row of their own are not written. */
const WITHOUT_ROWS = 'from before file rows';

/** A bot's line has no memberships. */
const BOTS_WITHOUT_CHANNELS: ReadonlySet<BulkShape> = new Set(['10.5', '11']);

/** A post without its ids. */
interface Told {
  readonly at: number;
  readonly by: string;
  readonly message: string;
  readonly type: string;
  readonly editAtMs: number | undefined;
  readonly isPinned: boolean;
  readonly rootProps: unknown;
  readonly replyProps: unknown;
  readonly rootFiles: readonly string[];
  readonly replyFiles: readonly string[];
  readonly root: string;
  readonly reactions: readonly string[];
}

/** Everything of a source that both kinds hold, by names. */
async function told(source: Source, shape: BulkShape) {
  const lacks = LACKS[shape];
  const users = await source.users();
  const names = new Map(users.map(({ id, username }) => [id, username]));
  const nameOf = (id: UserId | undefined): string | undefined => names.get(id ?? ('' as UserId));
  const bots = new Set(
    users
      .filter(({ kind }) => kind === 'bot' || kind === 'system-bot')
      .map(({ username }) => username),
  );
  const teams = new Map((await source.teams()).map(({ id, name }) => [id, name]));
  const channels = await source.channels();
  const members = await source.members(channels.map(({ id }) => id));
  const keyOf = (channel: Channel): string => {
    const people = (members.get(channel.id) ?? []).map((id) => nameOf(id) ?? '?').sort();
    const team = channel.teamId === undefined ? undefined : teams.get(channel.teamId);
    return team === undefined ? people.join(' + ') : `${team}/${channel.name}`;
  };
  const posts: Record<string, readonly Partial<Told>[]> = {};
  for (const channel of channels) {
    if (channel.deleteAtMs !== undefined) continue;
    const isDirect = channel.type === 'direct' || channel.type === 'group';
    const read = (await allPosts(source, channel.id)).flatMap((post) =>
      toldPost(post, nameOf, { isDirect, lacks }),
    );
    if (isWritten(members.get(channel.id) ?? [], channel, nameOf)) posts[keyOf(channel)] = read;
  }
  return {
    people: users
      .map(({ username, email, firstName, lastName, nickname, position, kind, deleteAtMs }) => ({
        ...{ username, email, firstName, lastName, nickname, position, kind, deleteAtMs },
      }))
      .sort((a, b) => (a.username < b.username ? -1 : 1)),
    channels: channels
      .filter(({ deleteAtMs, teamId }) => deleteAtMs === undefined && teamId !== undefined)
      .map((channel) => ({
        ...{ name: keyOf(channel), displayName: channel.displayName, header: channel.header },
        ...{ purpose: channel.purpose, type: channel.type },
        members: (members.get(channel.id) ?? [])
          .map(nameOf)
          .filter((name) => !BOTS_WITHOUT_CHANNELS.has(shape) || !bots.has(name ?? ''))
          .sort(),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    posts,
  };
}

/** A direct message with a person who was deleted for good is in no export. */
const isWritten = (
  ids: readonly UserId[],
  { type, name }: Channel,
  nameOf: (id: UserId | undefined) => string | undefined,
): boolean =>
  type !== 'direct' ||
  (ids.every((id) => nameOf(id) !== undefined) &&
    name.split('__').every((id) => nameOf(id as UserId) !== undefined));

function toldPost(
  post: Post,
  nameOf: (id: UserId | undefined) => string | undefined,
  { isDirect, lacks }: { readonly isDirect: boolean; readonly lacks: readonly (keyof Told)[] },
): readonly Partial<Told>[] {
  const by = nameOf(post.userId);
  const { thread } = post;
  const isReply = thread.kind === 'reply' || thread.kind === 'lost-reply';
  // Deleted roots, posts of people without a row, and replies to either are in no export.
  if (by === undefined || post.deleteAtMs !== undefined || thread.kind === 'lost-reply') return [];
  if (
    thread.kind === 'reply' &&
    (thread.root.isDeleted || nameOf(thread.root.userId) === undefined)
  )
    return [];
  if (NOT_EXPORTED.has(post.message)) return [];
  const reactions = post.reactions.flatMap(({ userId, emojiName }) =>
    nameOf(userId) === undefined ? [] : `${nameOf(userId)} ${emojiName}`,
  );
  const isWithoutRows = post.message === WITHOUT_ROWS;
  const files = isWithoutRows ? [] : post.files.map(({ name, path }) => `${name} ${path}`);
  const all: Told = {
    at: post.createAtMs,
    by,
    message: shortened(post.message),
    type: post.type,
    editAtMs: post.editAtMs,
    isPinned: post.isPinned,
    rootProps: isReply ? undefined : withoutIds(post.props),
    replyProps: isReply ? withoutIds(post.props) : undefined,
    rootFiles: isReply ? [] : files,
    replyFiles: isReply ? files : [],
    root: thread.kind === 'reply' ? `${thread.root.createAtMs} ${nameOf(thread.root.userId)}` : '',
    // Reactions to the first post of a direct or group message are in no export.
    reactions: isDirect && !isReply ? [] : reactions.sort(),
  };
  return [
    Object.fromEntries(Object.entries(all).filter(([key]) => !lacks.some((lack) => lack === key))),
  ];
}

/** Ids of people in props differ; the archives show whom they name. */
const withoutIds = (props: Post['props']): unknown =>
  Object.fromEntries(Object.entries(props).filter(([key]) => !/^(?:.+U|u)serId$/.test(key)));

/** Short enough to be read in a report of a failure. */
const shortened = (text: string): string =>
  text.length <= 200
    ? text
    : `${text.slice(0, 60)}… ${createHash('sha256').update(text).digest('hex')}`;

/** Posts of one time and author have no order that both sides know. */
const sorted = (posts: Readonly<Record<string, readonly Partial<Told>[]>>) =>
  Object.fromEntries(
    Object.entries(posts).map(([key, list]) => [
      key,
      list.map((post) => JSON.stringify(post)).sort(),
    ]),
  );

describe.each(enginesFor('mysql'))('a bulk export beside its database on %s', (engine) => {
  let database: TestDatabase;
  let direct: Source;
  let folder: ScratchFolder;
  beforeAll(async () => {
    database = await loadFixtures(engine, 'bulk', {});
    direct = await openFixtures(database);
    folder = await makeScratchFolder();
  });
  afterAll(async () => {
    await direct.close();
    await database.drop();
    await folder.remove();
  });

  it.each(['5.36', '8.1', '10.5', '11'] as const)(
    'of version %s holds the same people, channels and posts, but for what the version lacks',
    async (shape) => {
      const file = folder.join(`${shape}.jsonl`);
      await writeJsonl(file, bulkLines(rowsOf(engine, '8.1'), shape));
      const bulk = await openBulkSource([file], folder.join(`work-${shape}`), 7);
      try {
        const [found, expected] = [await told(bulk, shape), await told(direct, shape)];
        expect(found.people).toEqual(expected.people);
        expect(found.channels).toEqual(expected.channels);
        expect(sorted(found.posts)).toEqual(sorted(expected.posts));
        expect(Object.values(found.posts).flat().length).toBeGreaterThan(100);
      } finally {
        await bulk.close();
      }
    },
  );
});
