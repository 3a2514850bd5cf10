import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../fixtures/load.ts';
import { storedFiles } from '../../fixtures/workspace/files.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import type { FixtureRow } from '../../fixtures/workspace/rows.ts';
import { signedLink } from '../../src/commands/run/file-links.ts';
import { readArchive, type SlackArchive } from '../support/archive/read-archive.ts';
import { writeZip } from '../support/mattermost/bulk-source.ts';
import { type BulkShape, bulkLines } from '../support/mattermost/bulk-writer.ts';
import { loadFixtures } from '../support/mattermost/fixture-source.ts';
import { fastSlack } from '../support/program/fast-slack.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { runCli } from '../support/program/run-cli.ts';
import { serve } from '../support/program/serving-process.ts';
import type { TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { importArchive } from '../support/slack/import-archive.ts';
import { askServer } from '../support/slack/read-back.ts';
import { BOT_TOKEN, startSlackServer } from '../support/slack/slack-server.ts';

const ROWS = rowsOf('mysql', '8.1');

/** A ZIP as `mmctl export create` makes it. */
const exportTo = (path: string, shape: BulkShape, rows: readonly FixtureRow[] = ROWS) =>
  writeZip(path, [
    ['import.jsonl', bulkLines(rows, shape).join('\n')],
    ...storedFiles().map(({ path: name, bytes }) => [`data/${name}`, bytes] as const),
  ]);

/** Messages in which the archives differ, each with what the format lacks (docs/bulk-export.md). */
const LACKS: readonly (readonly [lack: string, message: RegExp])[] = [
  ['a first post that was deleted', /"subtype":"tombstone"/],
  ['what answers a post that was deleted', /いえ、参考になりました/],
  ['posts of people without a row', /somebody without an account wrote this|nobody wrote/],
  ['replies without a first post', /a reply whose first post is nowhere|a reply to a reply/],
  ['posts whose DeleteAt is NULL', /columns are NULL/],
  ['files without rows', /from before file rows/],
  ['the channel of a reply to another channel', /a reply to a post of another channel/],
  ['and so the thread that it is in', /Plan for release 2\.0/],
  ['reactions to the first post of a group message', /Lunch today\?/],
  ['whom a message of the system names, where id and name differ', /"ts":"1684116600"/],
  ['reactions of people without a row', /Screenshots of the old and the new page/],
];

/** Messages by the name of their conversation, with names in place of ids, and without ts below the second. */
async function messagesOf(archive: SlackArchive): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Map(archive.users.map(({ id, name }) => [String(id), String(name)]));
  const named = (text: string): string =>
    text.replace(/\b[UB][A-Z0-9]{10}\b/g, (id) => names.get(id) ?? 'bot');
  const found = new Map<string, readonly string[]>();
  for (const conversation of archive.conversations) {
    const { members } = conversation.entry;
    const people = Array.isArray(members) ? members.map((id) => names.get(String(id)) ?? '?') : [];
    const isNamed = conversation.kind === 'channels' || conversation.kind === 'groups';
    const messages: string[] = [];
    for await (const message of archive.messages(conversation)) {
      const text = JSON.stringify(message)
        .replace(/\b(\d{10})\.\d{6}\b/g, '$1')
        .replace(/\b[CDF][A-Z0-9]{10,13}\b/g, 'id')
        .replace(/"updated":\d+/g, '"updated":0');
      messages.push(named(text));
    }
    found.set(isNamed ? conversation.folder : people.sort().join(' + '), messages.sort());
  }
  return found;
}

/** Of the first list what the second one does not hold as often. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = [...other];
  return list.filter((message) => {
    const at = left.indexOf(message);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** A post that is new, one that was edited, and one that is gone. */
function withChanges(rows: readonly FixtureRow[]): readonly FixtureRow[] {
  const later = Date.parse('2026-01-05T09:00:00Z');
  const plain = rows.filter(({ table }) => table === 'Posts');
  const [edited, gone, template] = ['year-end', 'move-it', 'year-end'].map((key) =>
    plain.find(({ values }) => values['Id'] === postIdOf(key)),
  );
  if (edited === undefined || gone === undefined || template === undefined) throw new Error('gone');
  return [
    ...rows.flatMap((row) => {
      if (row === gone) return [];
      if (row !== edited) return [row];
      return [{ ...row, values: { ...row.values, Message: 'edited since', EditAt: later } }];
    }),
    {
      ...template,
      values: {
        ...template.values,
        Id: 'n'.repeat(26),
        Message: 'new since',
        CreateAt: later,
        EditAt: 0,
      },
    },
  ];
}

const INCLUDE = ['--include', 'public,private,direct,group'];

describe.each(enginesFor('mysql'))('a bulk export as the source, beside %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  let file: string;
  beforeAll(async () => {
    database = await loadFixtures(engine, 'bulk_e2e', {});
    const source = { readerUrl: '' };
    world = await makeReplayWorld(source);
    file = world.folder.join('export.zip');
    await exportTo(file, '10.5');
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  const out = (name: string): string => world.folder.join(name);
  /** A run with the export as the source and as the file store. */
  const run = (command: string, ...flags: readonly string[]) =>
    world.run(command, '--source', file, ...INCLUDE, ...flags);

  /** Deletes a message behind the program's back; verify lists it, and `sync --repair` sends it again, once. */
  async function repairOneMessage(source: string): Promise<void> {
    const server = askServer(world.slack.apiUrl);
    const places = [];
    for (const { id: channel } of await server.channels())
      for (const { ts, text } of await server.messages(channel)) places.push({ channel, ts, text });
    const place = places.find(({ text }) => text?.includes('new since'));
    if (place === undefined) throw new Error('the new post is not there');
    const { channel, ts } = place;
    expect(await server.call('chat.delete', { channel, ts })).toMatchObject({ ok: true });
    const there = ['--source', source, ...INCLUDE];
    expect(await world.run('verify', ...there)).toMatchObject({ exitCode: 1 });
    const sent = async () => {
      const repaired = await world.run('sync', '--repair', '--json', ...there);
      expect(repaired.exitCode).toBe(0);
      return JSON.parse(repaired.stdout).sent.messages;
    };
    expect([await sent(), await sent()]).toEqual([1, 0]);
    expect(await world.run('verify', ...there)).toMatchObject({ exitCode: 0 });
  }

  it('gives the archive of its database, ids and microseconds apart, but for what it lacks', async () => {
    const bulk = await run('zip', '--out', out('bulk.zip'), '--json');
    expect(bulk.exitCode).toBe(0);
    const { account, lacks } = JSON.parse(bulk.stdout);
    expect(account.posts.leftOut).not.toHaveProperty('deleted');
    expect(lacks).toContain('deleted-posts');
    expect(lacks).not.toContain('pins');
    const direct = await world.everything(
      'zip',
      ...['--source', database.readerUrl, '--out', out('direct.zip'), '--work', out('direct-work')],
    );
    expect(direct.exitCode).toBe(0);
    const [one, other] = [await readArchive(out('bulk.zip')), await readArchive(out('direct.zip'))];
    const [found, expected] = [await messagesOf(one), await messagesOf(other)];
    one.close();
    other.close();
    // Archived channels are asked for at the export; a conversation with a person who is gone is in none.
    expect([...expected.keys()].filter((name) => !found.has(name))).toEqual([
      'project-falcon',
      expect.stringMatching(/^sato \+ unknown-/),
    ]);
    const differences = [...found].flatMap(([name, messages]) => [
      ...without(messages, expected.get(name) ?? []),
      ...without(expected.get(name) ?? [], messages),
    ]);
    const explained = (message: string) => LACKS.find(([, pattern]) => pattern.test(message))?.[0];
    expect(differences.filter((message) => explained(message) === undefined)).toEqual([]);
    expect([...new Set(differences.map(explained))].sort()).toEqual(
      LACKS.map(([lack]) => lack).sort(),
    );
  });

  it('is verified against itself, and refused where it is held against the other kind', async () => {
    const verified = await run('verify', '--zip', out('bulk.zip'));
    expect([verified.exitCode, verified.stdout]).toEqual([0, expect.stringContaining('Clean')]);
    const database2 = ['--source', database.readerUrl];
    const other = await world.everything('verify', '--zip', out('bulk.zip'), ...database2);
    expect(other).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/their ids differ/) });
    const since = ['--since-last', '--out', out('next.zip')];
    const chained = await world.everything('zip', ...since, ...database2);
    expect(chained).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(/source/) });
    expect((await run('plan')).exitCode).toBe(0);
    const planned = ['--plan', out('work/plan.json'), '--out', out('planned.zip')];
    const byPlan = await world.run('zip', ...planned, ...database2, '--work', out('third'));
    expect(byPlan).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/their ids differ/),
    });
  });

  it('is replayed, and brought up to date by a newer export of the same server alone', async () => {
    const replayed = await run('replay', '--json');
    expect(replayed.exitCode).toBe(0);
    const sync = async (source: string, ...flags: readonly string[]) =>
      await world.run('sync', '--source', source, ...INCLUDE, '--json', ...flags);
    const same = await sync(file);
    expect(JSON.parse(same.stdout)).toMatchObject({ created: 0, updated: 0, deleted: 0 });
    const newer = out('newer.zip');
    await exportTo(newer, '10.5', withChanges(ROWS));
    const first = await sync(newer);
    expect(first.exitCode).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ created: 1, updated: 1, deleted: 1 });
    const again = await sync(newer);
    expect(JSON.parse(again.stdout)).toMatchObject({ created: 0, updated: 0, deleted: 0 });
    expect(await sync(file)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/is it an older dump/),
    });
    expect(await sync(newer, '--watch')).toMatchObject({ exitCode: 2 });
    await repairOneMessage(newer);
    expect(await sync(database.readerUrl)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/their ids differ/),
    });
  }, 300_000);

  it('is continued by a newer export with --since-last, and not by an older one', async () => {
    const chain = (name: string, source: string, ...flags: readonly string[]) =>
      world.run(
        'zip',
        ...['--source', source, ...INCLUDE, '--work', out('chain'), '--json'],
        ...['--out', out(name), ...flags],
      );
    const newer = out('newer.zip');
    await exportTo(newer, '10.5', withChanges(ROWS));
    const started = await chain('first.zip', file);
    expect(started.exitCode).toBe(0);
    const second = await chain('second.zip', newer, '--since-last');
    expect(second.exitCode).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({ account: { posts: { written: 1 } } });
    const pending = await readFile(out('chain/pending-changes.csv'), 'utf8');
    expect(pending).toMatch(/edit/);
    expect(pending).toMatch(/delete/);
    const zips = ['--zip', out('first.zip'), '--zip', out('second.zip'), '--work', out('chain')];
    const verified = await world.run('verify', '--source', newer, ...INCLUDE, ...zips);
    expect(verified.exitCode).toBe(0);
    expect(await chain('third.zip', file, '--since-last')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/an older dump or export\?/),
    });
  }, 300_000);

  it('is adopted after its archive was imported, and the newer export goes on from there', async () => {
    const slack = await startSlackServer({
      users: ['yamada', 'suzuki', 'sato', 'emma'].map((name) => ({
        ...{ name, email: `${name}@example.co.jp` },
      })),
    });
    try {
      const config = out('adopt.yaml');
      await writeFile(config, `${fastSlack()}channels: { names: ascii }\n`);
      const there = (source: string, command: string, ...flags: readonly string[]) =>
        runCli(
          [
            ...[command, '--source', source, '--work', out('adopted'), '--config', config],
            ...['--json', ...flags],
          ],
          { env: { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl } },
        );
      expect(await there(file, 'zip', '--out', out('to-import.zip'))).toMatchObject({
        exitCode: 0,
      });
      await importArchive(slack, out('to-import.zip'));
      const adopted = await there(file, 'adopt', '--yes');
      expect(adopted).toMatchObject({ exitCode: 0 });
      expect(JSON.parse(adopted.stdout).account.posts.written).toBeGreaterThan(80);
      const newer = out('newer.zip');
      await exportTo(newer, '10.5', withChanges(ROWS));
      const synced = await there(newer, 'sync');
      expect(synced).toMatchObject({ exitCode: 0 });
      expect(JSON.parse(synced.stdout)).toMatchObject({ created: 1 });
    } finally {
      await slack.stop();
    }
  }, 300_000);

  it('gives its files to serve-files', async () => {
    const key = 'k'.repeat(40);
    const server = await serve(['--source', file, '--work', out('serving')], key);
    try {
      const stored = storedFiles();
      expect(stored.length).toBeGreaterThan(5);
      for (const { path, bytes } of stored) {
        const linked = { id: 'f', path, name: 'f', mimeType: 'application/octet-stream' };
        const expiresAtSeconds = Math.floor(Date.now() / 1000) + 3600;
        const answer = await fetch(
          signedLink({ baseUrl: server.url, key, expiresAtSeconds }, linked),
        );
        expect(answer.status).toBe(200);
        expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
      }
    } finally {
      expect(await server.stop()).toBe(0);
    }
  });
});
