import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../../../fixtures/load.ts';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import type { FixtureRow } from '../../../../fixtures/workspace/rows.ts';
import type { Source } from '../../../../src/exporters/source.ts';
import type { ChannelId, UserId } from '../../../../src/model/model.ts';
import { RowIndex } from '../../../support/mattermost/bulk-rows.ts';
import { openBulkSource, writeJsonl } from '../../../support/mattermost/bulk-source.ts';
import { type BulkShape, bulkLines } from '../../../support/mattermost/bulk-writer.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const PUBLIC_OR_PRIVATE = ['O', 'P'];

/** The fixture workspace, where some people saved every post and like every conversation that they are in. */
function chosenRows(isUnset = false): readonly FixtureRow[] {
  const rows = rowsOf('mysql', '8.1').filter(({ table }) => table !== 'Preferences');
  if (isUnset) return rows;
  const index = new RowIndex(rows);
  const preference = (UserId: string, Category: string, Name: string): FixtureRow => ({
    table: 'Preferences',
    values: { UserId, Category, Name, Value: 'true' },
  });
  const savers = index.people(true).filter((_person, at) => at % 3 !== 0);
  return [
    ...rows,
    ...savers.flatMap(({ Id }) =>
      index.of('Posts').map((post) => preference(String(Id), 'flagged_post', String(post['Id']))),
    ),
    ...index.of('Channels').flatMap((channel) =>
      index
        .members(channel)
        .slice(1)
        .map((user) => preference(user, 'favorite_channel', String(channel['Id']))),
    ),
  ];
}

async function all<Item>(
  pages: AsyncIterable<readonly Item[]> | undefined,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pages ?? []) items.push(...page);
  return items;
}

describe.each(['8.1', '11'] as const)(
  'what people chose, in a bulk export of %s',
  (shape: BulkShape) => {
    const rows = chosenRows();
    const index = new RowIndex(rows);
    let folder: ScratchFolder;
    let source: Source;
    let nameOf: (id: UserId) => string;
    let channelOf: (id: ChannelId) => string;

    async function open(files: readonly string[], work: string): Promise<void> {
      source = await openBulkSource(files, folder.join(work));
      const users = new Map((await source.users()).map(({ id, username }) => [id, username]));
      const teams = new Map((await source.teams()).map(({ id, name }) => [id, name]));
      const channels = await source.channels();
      const members = await source.members(channels.map(({ id }) => id));
      nameOf = (id) => users.get(id) ?? '?';
      const names = new Map(
        channels.map(({ id, name, teamId }) => {
          const people = (members.get(id) ?? []).map(nameOf).sort().join(' + ');
          return [id, teamId === undefined ? people : `${teams.get(teamId)}/${name}`];
        }),
      );
      channelOf = (id) => names.get(id) ?? '?';
    }

    beforeAll(async () => {
      folder = await makeScratchFolder();
      const file = folder.join('import.jsonl');
      await writeJsonl(file, bulkLines(rows, shape, { withArchivedChannels: true }));
      await open([file], 'work');
    });
    afterAll(async () => {
      await source.close();
      await folder.remove();
    });

    const admins = async (): Promise<readonly string[]> =>
      (await all(source.kept?.channelAdmins?.())).map(
        ({ channelId, userId }) => `${nameOf(userId)} ${channelOf(channelId)}`,
      );
    const favourites = async (): Promise<readonly string[]> =>
      (await all(source.kept?.favourites?.())).map(
        ({ channelId, userId }) => `${nameOf(userId)} ${channelOf(channelId)}`,
      );

    it('has the administrators of public and private channels', async () => {
      const channels = index
        .of('Channels')
        .filter(({ Type }) => PUBLIC_OR_PRIVATE.includes(String(Type)));
      const expected = channels.flatMap(({ Id, Name, TeamId }) =>
        index
          .of('ChannelMembers')
          .filter((row) => row['ChannelId'] === Id && row['SchemeAdmin'] === true)
          .map(
            (row) =>
              `${index.username(String(row['UserId']))} ${index.teamName(TeamId)}/${String(Name)}`,
          ),
      );
      expect(expected.length).toBeGreaterThan(2);
      expect([...(await admins())].sort()).toEqual(expected.sort());
    });

    it('has the favourites, those of direct and group messages too', async () => {
      const found = await favourites();
      expect(new Set(found).size).toBe(found.length);
      const named = index
        .of('Channels')
        .filter(({ Type }) => PUBLIC_OR_PRIVATE.includes(String(Type)))
        .flatMap((channel) =>
          index
            .members(channel)
            .slice(1)
            .filter((user) => !index.bots().some(({ Id }) => Id === user))
            .map(
              (user) =>
                `${index.username(user)} ${index.teamName(channel['TeamId'])}/${String(channel['Name'])}`,
            ),
        );
      expect(found).toEqual(expect.arrayContaining(named));
      expect(found.filter((line) => line.includes(' + ')).length).toBeGreaterThan(1);
      expect(found.join('\n')).not.toContain('?');
    });

    it('has saved posts where that version writes them, and says so where it does not', async () => {
      const saved = await all(source.savedPosts?.());
      const { lacks } = await source.describe();
      expect(lacks.includes('saved-posts')).toBe(shape !== '11');
      expect(lacks).not.toContain('favourites');
      if (shape !== '11') {
        expect(saved).toEqual([]);
        return;
      }
      const channel = index.get('Channels', channelIdOf('devTokyo')) ?? {};
      const name = `${index.teamName(channel['TeamId'])}/${String(channel['Name'])}`;
      const members = index.members(channel);
      const chosen = new Set(
        rows
          .filter(({ values }) => values['Category'] === 'flagged_post')
          .map(({ values }) => values['UserId']),
      );
      const people = members.filter((id) => chosen.has(id)).map((id) => index.username(id));
      const inDev = saved.filter(({ post }) => channelOf(post.channelId) === name);
      expect(new Set(inDev.map(({ userId }) => nameOf(userId)))).toEqual(new Set(people));
      const texts = [...new Set(inDev.map(({ post }) => post.id))];
      expect(inDev.length).toBe(texts.length * people.length);
      expect(texts.length).toBeGreaterThan(20);
    });

    it('loses what a later export no longer says', async () => {
      await source.close();
      const [first, second] = [folder.join('a.jsonl'), folder.join('b.jsonl')];
      await writeJsonl(first, bulkLines(rows, shape));
      await writeJsonl(second, bulkLines(chosenRows(true), shape));
      await open([first, second], 'later');
      expect(await all(source.savedPosts?.())).toEqual([]);
      expect(await favourites()).toEqual([]);
    });
  },
);
