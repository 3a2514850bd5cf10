import { mkdir, readFile, writeFile } from 'node:fs/promises';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import {
  type MattermostWriter,
  mattermostWriter,
} from '../support/mattermost/mattermost-writer.ts';
import { notEmpty } from '../support/not-empty.ts';
import { fastSlack } from '../support/program/fast-slack.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { type ImportedAt, importArchive } from '../support/slack/import-archive.ts';
import { askServer } from '../support/slack/read-back.ts';
import {
  ADMIN_TOKEN,
  BOT_TOKEN,
  type SlackServer,
  startSlackServer,
  userToken,
} from '../support/slack/slack-server.ts';

const DEV = channelIdOf('devTokyo');
const READING = /\.(?:test|info|list|history|members|replies|lookupByEmail)$/;
const difference = z.looseObject({
  kind: z.string(),
  thing: z.string(),
  field: z.string(),
  post: z.string(),
});
const PEOPLE = ['yamada', 'suzuki', 'sato', 'emma'];

describe.each(enginesFor('mysql'))('mm2slack adopt, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let slack: SlackServer;
  let people: MattermostWriter;
  let imported: ReadonlyMap<string, ImportedAt>;
  /** Two posts of one second, one author and one text. */
  let twins: readonly string[];

  beforeEach(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'adopt');
    await loadWorkspace(engine, '8.1', database.run);
    people = mattermostWriter(database);
    twins = [await people.post(DEV, 'the same'), await people.post(DEV, 'the same')];
    const second = Math.floor(Date.now() / 1000) * 1000;
    for (const [index, id] of twins.entries()) {
      await database.run(`UPDATE Posts SET CreateAt = ${second + index} WHERE Id = '${id}'`);
    }
    // The emulator takes no names in Japanese, as real workspaces do.
    await writeFile(folder.join('mm2slack.yaml'), `${fastSlack()}channels: { names: ascii }\n`);
    await mkdir(folder.join('files'));
    await writeFileStore(folder.join('files'));
    slack = await startSlackServer({
      users: PEOPLE.map((name) => ({ name, email: `${name}@example.co.jp` })),
    });
    expect(await run('zip', '--out', folder.join('bulk.zip'))).toMatchObject({ exitCode: 0 });
    imported = await importArchive(slack, folder.join('bulk.zip'));
  });
  afterEach(async () => {
    await slack.stop();
    await database.drop();
    await folder.remove();
  });

  const run = (command: string, ...flags: readonly string[]) =>
    runCli(
      [
        ...[command, '--source', database.readerUrl, '--work', folder.join('work'), '--json'],
        ...['--config', folder.join('mm2slack.yaml'), '--files', folder.join('files'), ...flags],
      ],
      { env: { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl } },
    );
  const adopt = async (...flags: readonly string[]) => {
    const done = await run('adopt', '--yes', ...flags);
    expect(done.stderr).toBe('');
    return JSON.parse(done.stdout);
  };
  const ledger = (sql: string): readonly Record<string, unknown>[] => {
    const database_ = new Database(folder.join('work', 'ledger.db'), { readonly: true });
    try {
      return database_.prepare(sql).all() as Record<string, unknown>[];
    } finally {
      database_.close();
    }
  };

  it('enters every message of the import once, where it is, and reads only', async () => {
    const before = slack.calls.length;
    const report = await adopt();
    const writes = slack.calls.slice(before).filter(({ method }) => !READING.test(method));
    expect(writes.map(({ method }) => method)).toEqual([]);
    const rows = ledger(
      "SELECT ts, slack_channel FROM action WHERE kind = 'message' AND state = 'done'",
    );
    const places = new Set([...imported.values()].map(({ channel, ts }) => `${channel} ${ts}`));
    const entered = rows.map(({ slack_channel: channel, ts }) => `${channel} ${ts}`);
    expect(new Set(entered).size).toBe(entered.length);
    expect(entered.filter((place) => !places.has(place))).toEqual([]);
    expect(report.messages).toMatchObject({ ambiguous: 2, notFound: 0 });
    // The emulator's own welcome.
    expect(report.messages.foreign).toBe(1);
    expect(entered.length).toBe(imported.size - 2);
    const again = await adopt();
    expect(again.messages).toMatchObject({ adopted: 0, known: entered.length });
  });

  it('leaves to a person what could be several messages', async () => {
    await adopt();
    const list = await readFile(folder.join('work', 'adopt-ambiguous.csv'), 'utf8');
    for (const twin of notEmpty(twins)) expect(list).toContain(twin);
    const known = ledger("SELECT post_id FROM action WHERE kind = 'message' AND state = 'done'");
    expect(known.filter(({ post_id: id }) => twins.includes(String(id)))).toEqual([]);
    expect(JSON.parse((await run('sync')).stdout)).toMatchObject({ created: 0, deleted: 0 });
  });

  it('takes no message of others for ours, and no public channel for a private one', async () => {
    const { channel = '' } = [...imported].find(([key]) => key.startsWith('dev-tokyo '))?.[1] ?? {};
    await askServer(slack.apiUrl, ADMIN_TOKEN).call('chat.postMessage', { channel, text: 'hello' });
    await database.run(
      engine === 'mysql'
        ? `UPDATE Channels SET Type = 'P' WHERE Id = '${DEV}'`
        : `UPDATE channels SET type = 'P' WHERE id = '${DEV}'`,
    );
    const report = await adopt();
    expect(report.channels.problems.join()).toContain('of another kind (public or private)');
    const rows = ledger(`SELECT key FROM action WHERE slack_channel = '${channel}'`);
    expect(rows).toEqual([]);
  });

  it('lists an edit since the import, for the app may not make it', async () => {
    await people.edit(postIdOf('broken-build'), 'It was me.');
    const report = await adopt();
    expect(report.messages.edited).toBe(1);
    const list = await readFile(folder.join('work', 'pending-changes.csv'), 'utf8');
    expect(list).toContain(`edited,${postIdOf('broken-build')}`);
  });

  it('lets sync go on: what is new comes into its thread, and nothing else is written', async () => {
    await adopt();
    const first = await run('sync');
    expect(first.stderr).toBe('');
    const before = slack.calls.length;
    const post = await people.post(DEV, 'new in Mattermost');
    const late = await people.post(DEV, 'a late reply', postIdOf('broken-build'));
    const done = await run('sync');
    expect(JSON.parse(done.stdout)).toMatchObject({ created: 2, updated: 0, deleted: 0 });
    const writes = slack.calls.slice(before).filter(({ method }) => !READING.test(method));
    expect(writes.map(({ method }) => method)).toEqual(['chat.postMessage', 'chat.postMessage']);
    const [row] = ledger(`SELECT thread_ts FROM action WHERE key = 'message:${late}:0'`);
    const [root] = ledger(
      `SELECT ts FROM action WHERE key = 'message:${postIdOf('broken-build')}:0'`,
    );
    expect(row?.['thread_ts']).toBe(root?.['ts']);
    expect(post).not.toBe(late);
  });

  it('lets verify find every message that was adopted, in its thread and at its time', async () => {
    await adopt();
    expect((await run('sync')).stderr).toBe('');
    const done = await run('verify');
    // Names of those who are no members, edit marks and attachments are not the trial import's to keep.
    expect(done.exitCode).toBe(1);
    const lines = (await readFile(folder.join('work', 'differences.jsonl'), 'utf8')).trim();
    const found = lines.split('\n').map((line) => difference.parse(JSON.parse(line)));
    const about = (thing: string) => found.filter((each) => each.thing === thing);
    const missing = about('message').filter(({ kind }) => kind === 'missing');
    expect(missing.map(({ post }) => post).sort()).toEqual([...twins].sort());
    const wrong = about('message').filter(
      ({ kind, field }) => kind === 'unexpected' || field === 'thread' || field === 'time',
    );
    expect(wrong).toEqual([]);
  });

  it('lets a repair send again as the app what somebody removed of the import, and nothing else', async () => {
    await adopt();
    expect((await run('sync')).stderr).toBe('');
    const [row] = ledger(
      `SELECT post_id, slack_channel, ts FROM action WHERE kind = 'message' AND state = 'done'
         AND origin = 'import' AND thread_ts = '' AND key LIKE 'message:%:0' AND channel_id = '${DEV}'
       ORDER BY ts DESC`,
    );
    const at = { channel: String(row?.['slack_channel']), ts: String(row?.['ts']) };
    const post = String(row?.['post_id']);
    const answers = await Promise.all(
      [...PEOPLE.map((name) => userToken(`${name}@example.co.jp`)), BOT_TOKEN].map((token) =>
        askServer(slack.apiUrl, token).call('chat.delete', at),
      ),
    );
    expect(answers).toContainEqual(expect.objectContaining({ ok: true }));
    await run('verify');
    const before = slack.calls.length;
    const repaired = await run('sync', '--repair');
    expect(repaired).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(repaired.stdout).sent).toMatchObject({ messages: 1, files: 0 });
    const writes = slack.calls.slice(before).filter(({ method }) => !READING.test(method));
    expect(writes.map(({ method }) => method)).toEqual(['chat.postMessage']);
    expect(ledger(`SELECT origin FROM action WHERE key = 'message:${post}:0'`)).toEqual([
      { origin: 'app' },
    ]);
    await run('verify');
    const lines = (await readFile(folder.join('work', 'differences.jsonl'), 'utf8')).trim();
    const found = lines.split('\n').map((line) => difference.parse(JSON.parse(line)));
    expect(found.filter((each) => each.post === post)).toEqual([]);
  });
});
