import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { sqlName } from '../../../../fixtures/schemas/schema.ts';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import type { CommandContext } from '../../../../src/commands/run/context.ts';
import { openSource, withSource } from '../../../../src/commands/run/source.ts';
import { readGivenArchives } from '../../../../src/commands/verify/manifests.ts';
import { verifyZip } from '../../../../src/commands/verify/zip.ts';
import { zipCommand } from '../../../../src/commands/zip/zip.ts';
import { type Config, resolveConfig } from '../../../../src/config/config.ts';
import { channelSlackId, directSlackId } from '../../../../src/mapping/slack-ids.ts';
import { channelId } from '../../../../src/model/model.ts';
import { checkArchive } from '../../../support/archive/check-archive.ts';
import type { JsonObject } from '../../../support/archive/json.ts';
import { messagesByTs } from '../../../support/archive/messages-by-ts.ts';
import { readArchive } from '../../../support/archive/read-archive.ts';
import {
  type ArchiveWorld,
  makeArchiveWorld,
} from '../../../support/damages/verify/archive-world.ts';
import type { Loose } from '../../../support/damages/verify/damaged-archive.ts';
import { addBookmarks } from '../../../support/mattermost/bookmarks.ts';
import { mattermostWriter } from '../../../support/mattermost/mattermost-writer.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const CONTEXT: CommandContext = {
  output: { line() {}, remark() {}, problem() {}, note() {}, json() {} },
  progress: { isQuiet: true, lang: 'en' },
  signal: new AbortController().signal,
  nowMs: () => 0,
  todayMs: () => Date.now(),
};

const DEV = channelIdOf('devTokyo');
const ROWS = [
  { id: 'b1', channel: DEV, title: 'Wiki', url: 'https://wiki.example.co.jp/?a=1&b=<2>' },
  { id: 'b2', channel: DEV, title: '計画 <!channel>', file: 'f', emoji: ':dart:' },
  { id: 'b3', channel: DEV, title: '@all', url: 'javascript:alert(1)' },
  { id: 'b4', channel: DEV, title: 'Gone', url: 'https://old.example.co.jp/', deleteAtMs: 5 },
  { id: 'b5', channel: channelIdOf('emptySupport'), title: 'Empty', url: 'https://a.example/' },
  { id: 'b6', channel: channelIdOf('falconTokyo'), title: 'Archived', url: 'https://b.example/' },
  {
    id: 'b7',
    channel: channelIdOf('leadershipTokyo'),
    title: 'Private',
    url: 'https://c.example/',
  },
  { id: 'b8', channel: channelIdOf('direct'), title: 'Direct', url: 'https://d.example/' },
] as const;
const LISTED = [...new Set(ROWS.map(({ channel }) => channel))];

const isList = ({ user, subtype }: JsonObject): boolean =>
  user === 'USLACKBOT' && subtype !== 'tombstone';
const DIRECT = channelIdOf('direct');
const slackId = (channel: string): string =>
  channel === DIRECT ? directSlackId(channelId(channel)) : channelSlackId(channelId(channel));
const sha = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

/** SHA-256 of the archive of each engine. */
const archives = new Map<string, string>();

describe.each(['mysql', 'postgres'] as const)('bookmarks in an archive, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'zip_bookmarks');
    await loadWorkspace(engine, '10', database.run);
    const file = sqlName(engine, 'FileInfo');
    await database.run(
      `UPDATE ${file} SET Name = 'plan|1.pdf' WHERE Id = (SELECT Id FROM (SELECT MIN(Id) AS Id FROM ${file}) one)`,
    );
    const [first] = await database.run(`SELECT MIN(Id) AS id FROM ${file}`);
    await addBookmarks(
      engine,
      database,
      ROWS.map((row) => ('file' in row ? { ...row, file: String(first?.['id']) } : row)),
    );
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  const configOf = (over: Partial<Config> = {}, work = 'work'): Config => ({
    ...resolveConfig(
      {
        ...{ source: database.readerUrl, work: folder.join(work), quiet: true },
        include: 'public,private,direct,group',
      },
      {},
    ),
    zipBookmarks: 'message',
    ...over,
  });
  const zip = (name: string, config: Config, isSinceLast = false) =>
    zipCommand(
      config,
      {
        ...{ out: folder.join(name), isForced: false, isSinceLast },
        ...{ format: 'json', applied: undefined },
      },
      CONTEXT,
    );
  const messages = (name: string) => messagesByTs(folder.join(name));
  const listsOf = async (name: string): Promise<ReadonlyMap<string, JsonObject>> =>
    new Map([...(await messages(name))].filter(([, message]) => isList(message)));

  /** What verify finds, with the causes of what is expected. */
  async function verify(config: Config, ...names: readonly string[]) {
    const lines: string[] = [];
    const zips = names.map((name) => folder.join(name));
    const workDirectories = [config.workDirectory];
    const run = {
      settings: config,
      context: CONTEXT,
      options: {
        ...{ applied: undefined, comparesBytes: false, withText: false, workDirectories },
        archives: await readGivenArchives(zips, workDirectories),
      },
      program: { version: '0.0.0', startedAtMs: 0 },
      lines: { write: async (text: string) => void lines.push(text) },
    };
    const report = await withSource(openSource, config, CONTEXT.signal, (source) =>
      verifyZip(run, source),
    );
    return {
      report,
      found: lines
        .map((line): Record<string, string> => JSON.parse(line))
        // Nothing delivers files here.
        .filter(({ thing }) => thing !== 'file')
        .map(({ kind, thing, field, cause }) => [kind, thing, field, cause].join(' ').trim()),
    };
  }

  it('are in no message by default', async () => {
    const config = configOf({ zipBookmarks: 'none' }, 'none');
    const report = await zip('none.zip', config);
    expect(report.bookmarkLists).toBe(0);
    expect(await listsOf('none.zip')).toEqual(new Map());
    expect(await readFile(folder.join('none/none.zip.manifest.jsonl'), 'utf8')).not.toContain(
      '"bookmarks"',
    );
    expect((await verify(config, 'none.zip')).found).toEqual([]);
  });

  it('are listed behind the last post of each conversation, and nothing else is another', async () => {
    const report = await zip('lists.zip', configOf());
    expect(report.bookmarkLists).toBe(LISTED.length);
    expect(report.database?.parts.find(({ part }) => part === 'bookmarks')).toMatchObject({
      ...{ place: 'moved', fate: 'bookmarks-message', rows: ROWS.length - 1 },
    });
    const all = await messages('lists.zip');
    const lists = await listsOf('lists.zip');
    expect([...lists.keys()].map((key) => key.split(' ')[0]).sort()).toEqual(
      LISTED.map(slackId).sort(),
    );
    for (const [key, list] of lists) {
      const [channel = ''] = key.split(' ');
      const own = [...all].filter(([other]) => other.startsWith(`${channel} `));
      expect(own.at(-1)?.[0]).toBe(key);
      expect(list['pinned_to']).toEqual([channel]);
      expect(String(list['ts'])).toMatch(/999$/);
    }
    const plain = await messages('none.zip');
    expect(new Map([...all].filter(([key]) => !lists.has(key)))).toEqual(plain);
    const dev = [...lists].find(([key]) => key.startsWith(slackId(DEV)))?.[1];
    expect(String(dev?.['text']).split('\n')).toEqual([
      '*Bookmarks of this channel in Mattermost*',
      '• <https://wiki.example.co.jp/?a=1&amp;b=%3C2%3E|Wiki>',
      '• :dart: 計画 &lt;!channel&gt; (file plan|1.pdf, not migrated)',
      '• @all (javascript:alert(1))',
    ]);
    const archive = await readArchive(folder.join('lists.zip'));
    expect(await checkArchive(archive)).toEqual([]);
    archive.close();
    archives.set(engine, await sha(folder.join('lists.zip')));
    expect(new Set(archives.values()).size).toBe(1);
  });

  it('are what verify expects, and it refuses nothing else as one', async () => {
    const { found, report } = await verify(configOf(), 'lists.zip');
    expect(found).toEqual([]);
    expect(report.isClean).toBe(true);
    expect((await verify(configOf({ lang: 'ja' }), 'lists.zip')).found).toEqual([]);
    const without = await verify(configOf({ zipBookmarks: 'none' }), 'lists.zip');
    expect(without.found.filter((line) => line === 'unexpected message').length).toBe(
      LISTED.length,
    );
  });

  it('stand where they do however the posts are divided', async () => {
    const config = configOf({ postsPerPage: 1 }, 'divided');
    const units = await withSource(openSource, config, CONTEXT.signal, (source) =>
      source.divide([channelId(DEV)], { fromMs: undefined, toMs: undefined }),
    );
    expect(units.filter(({ stretch }) => stretch !== undefined).length).toBeGreaterThan(1);
    await zip('divided.zip', config);
    expect(await messages('divided.zip')).toEqual(await messages('lists.zip'));
    expect(await sha(folder.join('divided.zip'))).toBe(archives.get(engine));
    expect((await verify(config, 'divided.zip')).found).toEqual([]);
  });

  it('are in the last of several archives', async () => {
    const config = configOf({ splitBy: 'month' }, 'month');
    const { archives: parts } = await zip('month.zip', config);
    const names = parts.map(({ file }) => file.slice(folder.path.length + 1));
    const places = new Map<string, string[]>();
    for (const name of names) {
      for (const [key, message] of await messages(name)) {
        const [channel = ''] = key.split(' ');
        places.set(channel, [...(places.get(channel) ?? []), isList(message) ? 'list' : 'post']);
      }
    }
    for (const channel of LISTED.map(slackId)) {
      expect(places.get(channel)?.filter((kind) => kind === 'list')).toEqual(['list']);
      expect(places.get(channel)?.at(-1)).toBe('list');
    }
    expect((await verify(config, ...names)).found).toEqual([]);
  });

  it('are in the archive of the last period, behind what the others have', async () => {
    const day = Date.parse('2023-04-20T02:05:00Z');
    const [old, late] = [configOf({ toMs: day }, 'old'), configOf({ fromMs: day }, 'late')];
    const { warnings, ...first } = await zip('old.zip', old);
    expect(first.bookmarkLists).toBe(0);
    expect(first.database?.parts.find(({ part }) => part === 'bookmarks')?.place).toBe('kept');
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'bookmarks-not-listed' }));
    expect((await zip('late.zip', late)).bookmarkLists).toBe(LISTED.length);
    const posts = [...(await messages('old.zip')).keys()];
    for (const key of (await listsOf('late.zip')).keys()) {
      const [channel = ''] = key.split(' ');
      expect(posts.filter((post) => post.startsWith(channel) && post > key)).toEqual([]);
    }
    expect((await verify(old, 'old.zip')).found).toEqual([]);
    expect((await verify(late, 'late.zip')).found).toEqual([]);
    const both = await verify(configOf({}, 'late'), 'old.zip', 'late.zip');
    expect(both.found.filter((line) => !line.endsWith('thread_root_lost'))).toEqual([]);
  });

  it('are listed once in a chain, and what changes is left to a person', async () => {
    const config = configOf({}, 'chain');
    await zip('first.zip', config);
    const people = mattermostWriter(database);
    await people.post(DEV, 'later');
    await database.run(
      `UPDATE ${sqlName(engine, 'ChannelBookmarks')} SET DisplayName = 'Wiki 2' WHERE Id = 'b1'`,
    );
    const report = await zip('second.zip', config, true);
    expect(report.bookmarkLists).toBe(0);
    expect(await listsOf('second.zip')).toEqual(new Map());
    const pending = await readFile(folder.join('chain/pending-changes.csv'), 'utf8');
    expect(pending.split('\n').filter((line) => line.startsWith('bookmarks,'))).toEqual([
      expect.stringContaining(`bookmarks,,${DEV}`),
    ]);
    expect(pending).toContain('Wiki 2 https://wiki.example.co.jp/');
    const { found } = await verify(config, 'first.zip', 'second.zip');
    expect(found).toEqual(['differs channel bookmarks bookmarks']);
    const other = zip('third.zip', { ...config, zipBookmarks: 'none' }, true);
    await expect(other).rejects.toFailWith(/bookmarks is 'none', but 'message' in the earlier/);
    await database.run(
      `UPDATE ${sqlName(engine, 'ChannelBookmarks')} SET DisplayName = 'Wiki' WHERE Id = 'b1'`,
    );
  });

  it('are refused for a text import', async () => {
    const options = { out: folder.join('text.zip'), isForced: false, isSinceLast: false } as const;
    const run = zipCommand(configOf(), { ...options, format: 'csv', applied: undefined }, CONTEXT);
    await expect(run).rejects.toFailWith(/--format csv and zip\.bookmarks: message/);
  });
});

describe('mm2slack verify --zip of lists of bookmarks', () => {
  let database: TestDatabase;
  let world: ArchiveWorld;
  beforeAll(async () => {
    database = await createDatabase('postgres', 'verify_bookmarks');
    await loadWorkspace('postgres', '10', database.run);
    await addBookmarks('postgres', database, ROWS);
    world = await makeArchiveWorld(database, { format: 'json', zipBookmarks: 'message' });
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  /** Damages the list of a channel; gives what verify finds of it, as `kind field`. */
  async function damaged(damage: (list: Loose, day: Loose[]) => void): Promise<readonly string[]> {
    const { report, lines } = await world.verifyDamaged((archive) => {
      const { message, day } = archive.find(
        (each, { channel }) => isList(each) && channel === slackId(DEV),
      );
      damage(message, day);
    });
    expect(report.isClean).toBe(false);
    return lines.map(({ kind, thing, field }) => `${kind} ${thing} ${field}`.trim());
  }

  it('finds nothing in a right archive', async () => {
    const { lines, report } = await world.verifyDamaged(() => {});
    expect(lines).toEqual([]);
    expect(report.isClean).toBe(true);
  });

  it('names a list that is lost', async () => {
    expect(await damaged((list, day) => void day.splice(day.indexOf(list), 1))).toEqual([
      'missing channel bookmarks',
      'differs channel pins',
    ]);
  });

  it('names a list that is there twice', async () => {
    expect(
      await damaged((list, day) => void day.push({ ...list, ts: list.ts.replace(/9$/, '8') })),
    ).toContain('unexpected channel bookmarks');
  });

  it.each<[what: string, damage: (list: Loose) => void]>([
    ['with another text', (list) => (list['text'] = String(list['text']).replace('Wiki', 'Vivi'))],
    ['without its pin', (list) => delete list['pinned_to']],
    ['in a thread', (list) => (list['thread_ts'] = list.ts)],
    ['at another time', (list) => (list.ts = list.ts.replace(/999$/, '998'))],
  ])('names a list %s', async (_, damage) => {
    expect(await damaged(damage)).toContain('differs channel bookmarks');
  });

  it('names a list of another author, and one without its layout', async () => {
    for (const damage of [
      (list: Loose) => (list['user'] = 'U0000000001'),
      (list: Loose) => delete list['blocks'],
    ]) {
      const found = await damaged(damage);
      expect(found).toContain('missing channel bookmarks');
      expect(found).toContain('unexpected message');
    }
  });
});
