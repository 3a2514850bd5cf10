import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { sqlName } from '../../../../fixtures/schemas/schema.ts';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { fixtureId } from '../../../../fixtures/workspace/ids.ts';
import { userIdOf } from '../../../../fixtures/workspace/users.ts';
import { writeKeptLists } from '../../../../src/commands/plan/kept-lists.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { openMattermost } from '../../../../src/exporters/mattermost.ts';
import { decideConversations } from '../../../../src/mapping/conversations.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const OPTIONS = { hasSnapshot: true, countsTables: true, postsPerPage: 7, longTextCharacters: 40 };

describe.each(['mysql', 'postgres'] as const)('lists of what stays, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'kept');
    await loadWorkspace(engine, '10', database.run);
    const file = sqlName(engine, 'FileInfo');
    const [first] = await database.run(`SELECT Id AS id, Name AS name FROM ${file} LIMIT 1`);
    await database.run(`UPDATE ${file} SET Name = 'plan.pdf' WHERE Id = '${first?.['id']}'`);
    const bookmark = (id: string, own: string): Promise<unknown> =>
      database.run(
        `INSERT INTO ${sqlName(engine, 'ChannelBookmarks')} (Id, ChannelId, OwnerId, CreateAt, UpdateAt, SortOrder,
        FileInfoId, LinkUrl, DisplayName, DeleteAt) VALUES ('${id}', '${channelIdOf('devTokyo')}', '${userIdOf('sato')}', 1, 1, 0, ${own})`,
      );
    await bookmark('b1', `'', 'https://wiki.example.co.jp/', '=Wiki', 0`);
    await bookmark('b2', `'${first?.['id']}', '', '計画', 0`);
    await bookmark('b3', `'', 'https://old.example.co.jp/', 'Old', 5`);
    await database.run(
      `INSERT INTO ${sqlName(engine, 'UserGroups')} (Id, Name, DisplayName, Description, Source, CreateAt, UpdateAt, DeleteAt, AllowReference)
      VALUES ('${fixtureId('group', 'empty')}', NULL, 'LDAP', '', 'ldap', 1, 1, 0, FALSE)`,
    );
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  async function linesOf(directory: string): Promise<Readonly<Record<string, readonly string[]>>> {
    const connection = await openDatabase(addressOf(database.readerUrl));
    const source = await openMattermost(connection, OPTIONS);
    try {
      const channels = (await source.channels()).filter(
        ({ id }) => id === channelIdOf('devTokyo') || id === channelIdOf('townSquareTokyo'),
      );
      const named = channels.map((channel) => ({
        channel,
        ...{ name: `tokyo-${channel.name}`, isGeneral: false, reason: '' },
      }));
      const paths = await writeKeptLists(directory, {
        source,
        conversations: decideConversations(channels, named, () => []),
        read: { teams: await source.teams() },
        workspace: {
          users: new Map((await source.users()).map((user) => [user.id, user])),
          ...{ skipped: new Set(), samePeople: new Map() },
        },
      });
      const lists: Record<string, readonly string[]> = {};
      for (const path of paths) {
        expect((await stat(path)).mode & 0o777).toBe(0o600);
        const text = await readFile(path, 'utf8');
        expect(text.startsWith('\ufeff')).toBe(true);
        lists[basename(path)] = text.slice(1).trimEnd().split('\r\n');
      }
      return lists;
    } finally {
      await source.close();
    }
  }

  it('are of the conversations that move, once each, and readable by their owner alone', async () => {
    const lists = await linesOf(folder.join('work'));
    expect(lists['favourites.csv']?.slice(0, 1)).toEqual(['username,channel,team']);
    // Both of the category; dev is a preference as well.
    expect(lists['favourites.csv']?.slice(1).sort()).toEqual([
      'suzuki,tokyo-dev,tokyo',
      'suzuki,tokyo-town-square,tokyo',
    ]);
    expect(lists['channel-admins.csv']?.slice(1).sort()).toEqual([
      'tokyo-dev,tokyo,yamada',
      'tokyo-town-square,tokyo,yamada',
    ]);
    expect(lists['bookmarks.csv']).toEqual([
      'channel,team,title,link,file,owner',
      "tokyo-dev,tokyo,'=Wiki,https://wiki.example.co.jp/,,sato",
      'tokyo-dev,tokyo,計画,,plan.pdf,sato',
    ]);
    expect(lists['groups.csv']?.slice(1).sort()).toEqual([
      ',LDAP,',
      'infra,インフラ,suzuki',
      'infra,インフラ,yamada',
    ]);
  });

  // MySQL hides what an account may not read.
  if (engine === 'postgres') {
    it('are not written from tables that are closed', async () => {
      await database.run(`REVOKE ALL ON preferences, sidebarchannels FROM ${database.readerName}`);
      const lists = await linesOf(folder.join('less'));
      expect(Object.keys(lists).sort()).toEqual([
        ...['bookmarks.csv', 'channel-admins.csv', 'groups.csv'],
      ]);
    });
  }
});
