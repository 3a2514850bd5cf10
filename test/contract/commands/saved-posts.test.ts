import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../fixtures/load.ts';
import { sqlName } from '../../../fixtures/schemas/schema.ts';
import { channelIdOf } from '../../../fixtures/workspace/channels.ts';
import { fixtureId } from '../../../fixtures/workspace/ids.ts';
import { userIdOf } from '../../../fixtures/workspace/users.ts';
import { type SavedPostsLook, writeSavedPosts } from '../../../src/commands/run/saved-posts.ts';
import { openDatabase } from '../../../src/exporters/database/open.ts';
import { openMattermost } from '../../../src/exporters/mattermost.ts';
import { redactSource } from '../../../src/exporters/secrets/redact.ts';
import { decideConversations } from '../../../src/mapping/conversations.ts';
import { makePermalink } from '../../../src/mapping/permalinks.ts';
import { userId } from '../../../src/model/model.ts';
import { makeScratchFolder, type ScratchFolder } from '../../support/scratch-folder.ts';
import { addressOf } from '../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../support/servers/databases.ts';

const OPTIONS = { hasSnapshot: true, countsTables: true, postsPerPage: 7, longTextCharacters: 40 };
const SITE = 'https://mattermost.example.co.jp';
const BEFORE: SavedPostsLook = { lang: 'en', findPlace: undefined, workspaceUrl: undefined };

/** Of the fixture workspace, where everybody has saved every post that has a row. */
describe.each(['mysql', 'postgres'] as const)('pages of saved posts, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  const once = fixtureId('post', 'read-once');
  const hostile = fixtureId('post', 'hostile');
  const KEY = ['AKIA', 'QYLPMN5HHHFPZAM2'].join('');

  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'saved');
    await loadWorkspace(engine, '10', database.run);
    const [posts, users, preferences] = ['Posts', 'Users', 'Preferences'].map((table) =>
      sqlName(engine, table),
    );
    const post = (id: string, message: string, type: string): Promise<unknown> =>
      database.run(`INSERT INTO ${posts} (Id, CreateAt, UpdateAt, EditAt, DeleteAt, IsPinned, UserId, ChannelId, RootId,
        OriginalId, Message, Type, Props, Hashtags, Filenames, FileIds, HasReactions)
        VALUES ('${id}', 1700000000000, 1700000000000, 0, 0, FALSE, '${userIdOf('sato')}', '${channelIdOf('devTokyo')}', '', '',
        '${message}', '${type}', '{}', '', '[]', '[]', FALSE)`);
    await post(once, 'the launch code', 'burn_on_read');
    await post(
      hostile,
      `<script>alert(1)</script> [x](javascript:alert(2)) <img src=x onerror=alert(3)> ${KEY}`,
      '',
    );
    // Of before Mattermost had rows for files.
    await database.run(
      `UPDATE ${posts} SET Filenames = '["/c/u/1/%E5%9B%B3.png"]' WHERE Id = '${hostile}'`,
    );
    await database.run(
      `UPDATE ${users} SET Username = '../<b>x' WHERE Id = '${userIdOf('yamada')}'`,
    );
    await database.run(`DELETE FROM ${preferences} WHERE Category = 'flagged_post'`);
    await database.run(`INSERT INTO ${preferences} (UserId, Category, Name, Value)
      SELECT u.Id, 'flagged_post', p.Id, 'true' FROM ${users} u CROSS JOIN ${posts} p`);
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  const CHANNELS: ReadonlySet<string> = new Set([
    channelIdOf('devTokyo'),
    channelIdOf('townSquareTokyo'),
  ]);

  async function write(directory: string, look = BEFORE, isRedacted = false): Promise<void> {
    await mkdir(directory, { recursive: true });
    const connection = await openDatabase(addressOf(database.readerUrl));
    const opened = await openMattermost(connection, OPTIONS);
    const source = isRedacted ? redactSource(opened) : opened;
    try {
      const channels = (await source.channels()).filter(({ id }) => CHANNELS.has(id));
      const named = channels.map((channel) => ({
        channel,
        ...{ name: `tokyo-${channel.name}`, isGeneral: false, reason: '' },
      }));
      const conversations = decideConversations(channels, named, () => []);
      const users = new Map((await source.users()).map((user) => [user.id, user]));
      const workspace = { users, skipped: new Set([userId(userIdOf('suzuki'))]) };
      const permalink = makePermalink(SITE, await source.teams());
      await writeSavedPosts(directory, { source, conversations, permalink, workspace }, look);
    } finally {
      await source.close();
    }
  }

  async function pagesOf(directory: string): Promise<ReadonlyMap<string, string>> {
    const saved = join(directory, 'saved-posts');
    expect((await stat(saved)).mode & 0o777).toBe(0o700);
    const pages = new Map<string, string>();
    for (const name of await readdir(saved)) {
      expect((await stat(join(saved, name))).mode & 0o777).toBe(0o600);
      pages.set(name, await readFile(join(saved, name), 'utf8'));
    }
    return pages;
  }

  const shownIn = (page: string): readonly string[] =>
    [...page.matchAll(/\/pl\/([a-z0-9]{26})"[^>]*>Open in Mattermost</g)].map(([, id = '']) => id);

  /** What each active person may see, read without the program. */
  async function expected(): Promise<ReadonlyMap<string, readonly string[]>> {
    const of = async (table: string, columns: string) =>
      await database.run(`SELECT ${columns} FROM ${sqlName(engine, table)}`);
    const posts = await of(
      'Posts',
      'Id AS id, ChannelId AS channel, DeleteAt AS deleted, OriginalId AS original, CreateAt AS made',
    );
    const members = await of('ChannelMembers', 'UserId AS person, ChannelId AS channel');
    const bots = new Set((await of('Bots', 'UserId AS id')).map(({ id }) => id));
    const people = await of('Users', 'Id AS id, Username AS name, DeleteAt AS deleted');
    const seen = new Map<string, readonly string[]>();
    for (const { id, name, deleted } of people) {
      if (Number(deleted) !== 0 || bots.has(id) || id === userIdOf('suzuki')) continue;
      const own = new Set(
        members.filter(({ person }) => person === id).map((row) => row['channel']),
      );
      const live = posts.filter(
        (post) => own.has(post['channel']) && Number(post['deleted']) === 0 && !post['original'],
      );
      const shown = live
        .filter((post) => CHANNELS.has(String(post['channel'])) && post['id'] !== once)
        .map((post) => String(post['id']));
      if (live.length > 0) seen.set(String(name), shown.sort());
    }
    return seen;
  }

  it('show each active person the live posts of the conversations that move and of which it is a member', async () => {
    const work = folder.join('work');
    await write(work);
    const pages = await pagesOf(work);
    const wanted = await expected();
    const plain = [...wanted].filter(([name]) => /^[a-z0-9._-]+$/.test(name));
    expect(plain.length).toBeGreaterThan(2);
    expect(pages.size).toBe(wanted.size);
    for (const [name, ids] of plain) {
      const page = pages.get(`${name}.html`) ?? '';
      expect([...shownIn(page)].sort(), name).toEqual(ids);
      expect(page).toContain(`Posts: ${ids.length}.`);
      expect(page).not.toContain('launch code');
      expect(page).toContain('not in Slack yet');
      expect(page).not.toContain('/archives/');
    }
  });

  it('hold no script, load nothing, and keep a hostile username inside their folder', async () => {
    const work = folder.join('work');
    const pages = [...(await pagesOf(work))];
    const own = pages.find(([name]) => name.startsWith('b-x-'));
    expect(own?.[1]).toContain('../&lt;b&gt;x');
    expect(pages.join('')).toContain('File: 図.png (size unknown)');
    for (const [, page] of pages) {
      expect(page).toContain('default-src &#39;none&#39;; style-src &#39;sha256-');
      expect(page).not.toMatch(/<script|<img|href="javascript:|<b>x/i);
    }
  });

  it('link to the posts that are in Slack, name those that an archive has, and say which are not there', async () => {
    const work = folder.join('work');
    const release = fixtureId('post', 'release-plan');
    const places = new Map([
      [release, { channel: 'C0123456789', ts: '1681900200.000100' }],
      [hostile, { channel: 'tokyo-dev', ts: '1700000000.000200' }],
    ]);
    await write(work, {
      lang: 'ja',
      findPlace: (id) => places.get(id),
      workspaceUrl: 'https://acme.slack.com/',
    });
    const page = (await pagesOf(work)).get('sato.html') ?? '';
    expect(page).toContain('<html lang="ja">');
    expect(page).toContain('href="https://acme.slack.com/archives/C0123456789/p1681900200000100"');
    expect(page).toContain('Slack での場所: tokyo-dev (2023-11-14 22:13:20 UTC のメッセージ)');
    expect(page).toContain('Slack にはありません');
  });

  it('lose what a person may no longer see, and the page of somebody who has none', async () => {
    const work = folder.join('work');
    await writeFile(join(work, 'saved-posts', 'left.html'), 'of somebody else');
    const members = sqlName(engine, 'ChannelMembers');
    const [sato, dev] = [userIdOf('sato'), channelIdOf('devTokyo')];
    const own = `UserId = '${sato}' AND ChannelId = '${dev}'`;
    await database.run(`UPDATE ${members} SET UserId = 'x' WHERE ${own}`);
    try {
      await write(work);
      const pages = await pagesOf(work);
      expect(pages.has('left.html')).toBe(false);
      expect(shownIn(pages.get('sato.html') ?? '')).not.toContain(hostile);
    } finally {
      await database.run(
        `UPDATE ${members} SET UserId = '${sato}' WHERE UserId = 'x' AND ChannelId = '${dev}'`,
      );
    }
  });

  it('hold no credential when credentials are taken out', async () => {
    const work = folder.join('redacted');
    await write(work, BEFORE, true);
    const pages = await pagesOf(work);
    expect(pages.size).toBeGreaterThan(2);
    expect([...pages.values()].join('')).not.toContain(KEY);
    await write(folder.join('work'));
    expect([...(await pagesOf(folder.join('work'))).values()].join('')).toContain(KEY);
  });
});
