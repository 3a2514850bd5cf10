import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadFixtures } from '../support/mattermost/fixture-source.ts';
import { notEmpty } from '../support/not-empty.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import type { TestDatabase } from '../support/servers/databases.ts';

const counts = z.record(z.string(), z.number());
const report = z.looseObject({
  command: z.literal('inventory'),
  warnings: z.array(z.string()),
  teams: z.number(),
  posts: z.number(),
  threads: z.number(),
  emoji: z.number(),
  people: counts,
  channels: z.array(
    z.looseObject({ type: z.string(), live: z.number(), archived: z.number(), posts: z.number() }),
  ),
  years: z.array(
    z.looseObject({ year: z.string(), written: z.number(), system: z.number(), other: z.number() }),
  ),
  files: z.array(
    z.looseObject({ extension: z.string(), files: z.number(), sizeBytes: z.number() }),
  ),
  integrations: z.array(
    z.looseObject({
      kind: z.string(),
      name: z.string(),
      owner: z.string(),
      isDeleted: z.boolean(),
      posts: z.number(),
      places: z.array(z.string()),
    }),
  ),
  cost: z.looseObject({ seats: z.number(), slack: z.looseObject({ month: z.number() }) }),
  written: z.array(z.string()),
});

const YEAR_AGO_MS = Date.now() - 365 * 86_400_000;
const LIVE = "COALESCE(DeleteAt, 0) = 0 AND COALESCE(OriginalId, '') = ''";

describe.each(['mysql', 'postgres'] as const)('mm2slack inventory, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let found: z.infer<typeof report>;
  let json: string;
  beforeAll(async () => {
    database = await loadFixtures(engine, 'inventory');
    folder = await makeScratchFolder();
    const run = await inventory('--json');
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    json = run.stdout;
    found = report.parse(JSON.parse(json));
  });
  afterAll(async () => {
    await folder.remove();
    await database.drop();
  });

  function inventory(...flags: readonly string[]) {
    return runCli([
      'inventory',
      '--source',
      database.readerUrl,
      '--work',
      folder.join('work'),
      ...flags,
    ]);
  }

  async function sqlCount(from: string): Promise<number> {
    const [row] = await database.run(`SELECT COUNT(*) AS n FROM ${from}`);
    return Number(row?.['n']);
  }

  it('counts what the database counts', async () => {
    expect(found.teams).toBe(await sqlCount('Teams WHERE DeleteAt = 0'));
    expect(found.posts).toBe(await sqlCount(`Posts WHERE ${LIVE}`));
    expect(found.emoji).toBe(await sqlCount('Emoji WHERE DeleteAt = 0'));
    expect(found.threads).toBe(
      await sqlCount(
        `Posts WHERE ${LIVE} AND Id IN (SELECT RootId FROM Posts WHERE ${LIVE} AND RootId <> '')`,
      ),
    );
    expect(found.posts).toBeGreaterThan(50);
    expect(found.threads).toBeGreaterThan(0);
  });

  it('counts channels by type and state, with their posts', async () => {
    for (const { type, live, archived, posts } of notEmpty(found.channels)) {
      expect([type, live]).toEqual([
        type,
        await sqlCount(`Channels WHERE Type = '${type}' AND DeleteAt = 0`),
      ]);
      expect([type, archived]).toEqual([
        type,
        await sqlCount(`Channels WHERE Type = '${type}' AND DeleteAt > 0`),
      ]);
      const own = `ChannelId IN (SELECT Id FROM Channels WHERE Type = '${type}')`;
      expect([type, posts]).toEqual([type, await sqlCount(`Posts WHERE ${LIVE} AND ${own}`)]);
    }
    expect(found.channels.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['O', 'P', 'D', 'G']),
    );
  });

  it('sorts the posts of each year by who made them', async () => {
    for (const { year, written, system, other } of notEmpty(found.years)) {
      const from = Date.UTC(Number(year), 0);
      const to = Date.UTC(Number(year) + 1, 0);
      const own = `Posts WHERE ${LIVE} AND CreateAt >= ${from} AND CreateAt < ${to}`;
      expect([year, written]).toEqual([year, await sqlCount(`${own} AND COALESCE(Type, '') = ''`)]);
      expect([year, system]).toEqual([year, await sqlCount(`${own} AND Type LIKE 'system_%'`)]);
      expect([year, written + system + other]).toEqual([year, await sqlCount(own)]);
    }
    expect(found.years.length).toBeGreaterThan(1);
  });

  it('counts accounts, bots and those without an address', async () => {
    const bots = 'SELECT UserId FROM Bots';
    expect(found.people).toMatchObject({
      total: await sqlCount('Users'),
      bots: await sqlCount('Bots'),
      deactivated: await sqlCount(`Users WHERE DeleteAt > 0 AND Id NOT IN (${bots})`),
      guests: await sqlCount(
        `Users WHERE DeleteAt = 0 AND Roles LIKE '%system_guest%' AND Id NOT IN (${bots})`,
      ),
    });
    expect(found.people['bots']).toBeGreaterThan(0);
  });

  it('sums files by extension', async () => {
    const sum = found.files.reduce((total, { files }) => total + files, 0);
    expect(sum).toBe(await sqlCount('FileInfo WHERE DeleteAt = 0'));
    const [row] = await database.run('SELECT SUM(Size) AS n FROM FileInfo WHERE DeleteAt = 0');
    expect(found.files.reduce((total, { sizeBytes }) => total + sizeBytes, 0)).toBe(
      Number(row?.['n']),
    );
  });

  it('lists the integrations with their owners and posts', async () => {
    const kinds = found.integrations.map(
      ({ kind, name, isDeleted }) => `${kind} ${name} ${isDeleted}`,
    );
    expect(kinds).toEqual(
      expect.arrayContaining([
        'incoming-webhook Deploys false',
        'incoming-webhook 旧監視 true',
        'outgoing-webhook Tickets false',
        'oauth-app Calendar false',
        'slash-command Deploy false',
      ]),
    );
    const deploys = found.integrations.find(({ name }) => name === 'Deploys');
    expect(deploys?.owner).toBe('yamada');
    const text = engine === 'postgres' ? 'CAST(Props AS text)' : 'Props';
    const posts = await sqlCount(
      `Posts p WHERE COALESCE(p.DeleteAt, 0) = 0 AND ${text} LIKE '%"from_webhook"%' AND EXISTS (SELECT 1 FROM IncomingWebhooks h
        WHERE h.DisplayName = 'Deploys' AND h.UserId = p.UserId AND h.ChannelId = p.ChannelId)`,
    );
    expect(deploys?.posts).toBe(posts);
  });

  it('shows no token, webhook id, secret, nor the path of an address that is called', async () => {
    const hooks = await database.run('SELECT Id AS id FROM IncomingWebhooks');
    const tokens = await database.run(
      'SELECT Token AS id FROM OutgoingWebhooks UNION SELECT Token FROM Commands',
    );
    const secrets = [...hooks, ...tokens].map(({ id }) => String(id));
    expect(secrets.length).toBeGreaterThan(3);
    const written = await Promise.all(found.written.map((file) => readFile(file, 'utf8')));
    const all = [json, ...written].join('\n');
    for (const secret of [...secrets, 'fixture-client-secret', '/slash', '/hook']) {
      expect(all).not.toContain(secret);
    }
  });

  it('names no private channel unless asked to', async () => {
    const rows = await database.run(
      "SELECT DisplayName AS name FROM Channels WHERE Type IN ('P', 'G')",
    );
    const names = rows.map(({ name }) => String(name)).filter((name) => name.length > 3);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => json.includes(`/${name}"`))).toEqual([]);
    const { stdout } = await inventory('--json', '--with-text');
    expect(names.filter((name) => stdout.includes(`/${name}"`)).length).toBeGreaterThan(0);
  });

  it('writes files for their owner alone, and manifests as Slack documents them', async () => {
    for (const file of notEmpty(found.written)) expect((await stat(file)).mode & 0o777).toBe(0o600);
    const apps = await readdir(folder.join('work/slack-apps'));
    expect(apps.length).toBeGreaterThanOrEqual(4);
    for (const app of apps) {
      MANIFEST.parse(parse(await readFile(folder.join(`work/slack-apps/${app}`), 'utf8')));
    }
  });

  it('offers proposals to clean up, of which plan follows those that a person takes over', async () => {
    const list = folder.join('work/cleanup.csv');
    const [head = '', ...lines] = (await readFile(list, 'utf8')).trimEnd().split('\r\n');
    const quiet = lines.filter((line) => line.startsWith(',quiet-channel,'));
    const ids = quiet.map((line) => line.split(',')[2] ?? '');
    const silent = `Channels c WHERE c.DeleteAt = 0 AND c.Type IN ('O', 'P') AND c.CreateAt < ${YEAR_AGO_MS}
      AND NOT EXISTS (SELECT 1 FROM Posts p WHERE p.ChannelId = c.Id AND ${LIVE} AND p.Type NOT LIKE 'system_%' AND p.CreateAt >= ${YEAR_AGO_MS})`;
    expect(ids.length).toBe(await sqlCount(silent.replaceAll('(DeleteAt', '(p.DeleteAt')));
    expect(ids.length).toBeGreaterThan(0);
    await writeFile(
      list,
      [head, `skip${lines.find((line) => line.includes(ids[0] ?? '?'))}`].join('\r\n'),
    );
    const plan = await runCli([
      ...['plan', '--json', '--source', database.readerUrl, '--work', folder.join('work')],
    ]);
    expect(plan.exitCode).toBe(0);
    expect(plan.stdout).toContain('"cleanUp":1');
    const planned = await readFile(folder.join('work/plan.json'), 'utf8');
    expect(
      JSON.parse(planned).channels.find((one: { channelId: string }) => one.channelId === ids[0]),
    ).toMatchObject({
      ...{ action: 'skip', by: 'rule' },
      reason: 'taken over from cleanup.csv: nobody wrote for a year',
    });
  });

  it('says that bookmarks move where the settings list them in the archive', async () => {
    // Of versions after 8.1.
    const texts = ['Id', 'ChannelId', 'OwnerId', 'FileInfoId', 'DisplayName', 'LinkUrl', 'Emoji'];
    const columns = [
      ...texts.map((name) => `${name} varchar(64)`),
      ...['SortOrder', 'DeleteAt'].map((name) => `${name} bigint`),
    ];
    await database.run(`CREATE TABLE ChannelBookmarks (${columns.join(', ')})`);
    await database.run("INSERT INTO ChannelBookmarks (Id, DeleteAt) VALUES ('b', 0)");
    const fates: unknown[] = [];
    for (const bookmarks of ['none', 'message']) {
      const settings = folder.join('bookmarks.yaml');
      await writeFile(settings, `zip: { bookmarks: ${bookmarks} }\n`);
      const { stdout } = await inventory('--json', '--config', settings);
      const { database: account, losses } = JSON.parse(stdout);
      fates.push([
        account.parts.find((line: { part: string }) => line.part === 'bookmarks').fate,
        losses.some((line: { code: string }) => line.code === 'bookmarks_left_behind'),
      ]);
    }
    await database.run('DROP TABLE ChannelBookmarks');
    expect(fates).toEqual([
      ['bookmarks-file', true],
      ['bookmarks-message', false],
    ]);
  });

  it('prints the cost of as many people as the settings say', async () => {
    const { stdout } = await inventory('--lang', 'ja', '--full');
    expect(stdout).toContain('Slack を使う人数');
    expect(found.cost.slack.month).toBe(found.cost.seats * 1050);
  });
});

const url = z.url();
/** The parts of docs.slack.dev/reference/app-manifest that our manifests use, and nothing else. */
const MANIFEST = z.strictObject({
  display_information: z.strictObject({ name: z.string().min(1).max(35) }),
  features: z.strictObject({
    bot_user: z.strictObject({
      display_name: z.string().min(1).max(80),
      always_online: z.boolean(),
    }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().startsWith('/').max(32),
          url,
          description: z.string().max(2000),
          should_escape: z.boolean(),
        }),
      )
      .optional(),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(url).optional(),
    scopes: z.strictObject({ bot: z.array(z.string()).min(1) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z
      .strictObject({ request_url: url, bot_events: z.array(z.string()) })
      .optional(),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});
