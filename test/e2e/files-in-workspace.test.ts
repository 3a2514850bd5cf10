import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { storedFiles } from '../../fixtures/workspace/files.ts';
import { fileIdOf } from '../../fixtures/workspace/post-spec.ts';
import { intentOf } from '../../src/importers/ledger/ledger.ts';
import { openLedger } from '../../src/importers/ledger/sqlite.ts';
import { readArchive } from '../support/archive/read-archive.ts';
import { mattermostWriter } from '../support/mattermost/mattermost-writer.ts';
import { notEmpty } from '../support/not-empty.ts';
import { PROGRAM } from '../support/program/built.ts';
import { makeReplayWorld } from '../support/program/replay-world.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { BUCKET, S3_SECRET, startS3Server } from '../support/servers/s3-server.ts';
import { askServer } from '../support/slack/read-back.ts';
import { sharedFiles } from '../support/slack/shared-files.ts';
import { BOT_TOKEN } from '../support/slack/slack-server.ts';
import { answering, refusing } from '../support/slack/stubs.ts';

const EVERYTHING = ['--include', 'public,private,direct,group', '--json'];

describe.each(enginesFor('postgres'))('mm2slack files, on %s', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(engine, 'files_ws');
    await loadWorkspace(engine, '8.1', database.run);
  });
  afterAll(() => database.drop());

  it('puts the files of imported messages below them, in their channel alone', async () => {
    const world = await makeReplayWorld(database);
    const server = askServer(world.slack.apiUrl);
    const channelId = channelIdOf('devTokyo');
    const { channel } = (await server.call('conversations.create', { name: 'dev-imported' })) as {
      channel: { id: string };
    };
    const owners = await database.run(
      `SELECT f.Id AS id, f.PostId AS post FROM FileInfo f JOIN Posts p ON p.Id = f.PostId
       WHERE f.DeleteAt = 0 AND p.DeleteAt = 0 AND p.ChannelId = '${channelId}' ORDER BY p.CreateAt, f.CreateAt`,
    );
    const auth = (await server.call('auth.test', {})) as { team_id: string; user_id: string };
    await mkdir(world.folder.join('work'), { mode: 0o700 });
    const ledger = openLedger(world.folder.join('work', 'ledger.db'));
    ledger.move.bindTo({ teamId: auth.team_id, botUserId: auth.user_id });
    const common = { channelId, slackChannel: channel.id, atMs: 1 };
    ledger.adopt({
      ...intentOf({ key: `channel:${channelId}`, kind: 'channel' }),
      ...common,
      ts: '',
    });
    const places = new Map<string, string>();
    for (const { post } of owners) {
      const postId = String(post);
      if (places.has(postId)) continue;
      const posted = (await server.call('chat.postMessage', {
        channel: channel.id,
        text: postId,
      })) as {
        ts: string;
      };
      places.set(postId, posted.ts);
      ledger.adopt({
        ...intentOf({ key: `message:${postId}:0`, kind: 'message', postId }),
        ...common,
        ts: posted.ts,
      });
    }
    ledger.close();
    const files = ['--files', world.folder.join('files')];
    const run = await world.run('files', ...files, ...EVERYTHING);
    expect(run.exitCode).toBe(0);
    const { account, warnings } = JSON.parse(run.stdout);
    expect(warnings.join()).toContain('not in the workspace according to the ledger');
    expect(account.files.leftOut['message-missing']).toBeGreaterThan(0);
    const shared = await sharedFiles(world.slack);
    const gone = [fileIdOf('missing'), fileIdOf('empty')];
    const wanted = owners.filter(({ id }) => !gone.includes(String(id)));
    expect(shared.map(({ threadTs }) => threadTs)).toEqual(
      wanted.map(({ post }) => places.get(String(post))),
    );
    expect(new Set(shared.map(({ channel: id }) => id))).toEqual(new Set([channel.id]));
    expect(account.files.written).toBe(wanted.length);
    await world.stop();
  });

  it('shares no file of a private channel where everybody in Slack can read it', async () => {
    const world = await makeReplayWorld(database);
    const people = mattermostWriter(database);
    const dev = channelIdOf('devTokyo');
    const one = ['--channels', 'tokyo/dev'];
    const files = [...one, '--files', world.folder.join('files')];
    expect(await world.run('replay', ...one)).toMatchObject({ exitCode: 0 });
    await people.makePrivate(dev);
    try {
      const stopped = await world.run('files', ...files);
      expect(stopped.exitCode).toBe(3);
      expect(stopped.stderr).toMatch(/it is private in Mattermost, and C\w+ in Slack is public/);
      expect(await sharedFiles(world.slack)).toEqual([]);
    } finally {
      await people.makePublic(dev);
    }
    expect(await world.run('files', ...files)).toMatchObject({ exitCode: 0 });
    expect(notEmpty(await sharedFiles(world.slack)).length).toBeGreaterThan(0);
    await world.stop();
  });

  it('killed again and again, shares every file once', async () => {
    const world = await makeReplayWorld(database);
    const config = await readFile(world.folder.join('mm2slack.yaml'), 'utf8');
    const setDelivery = (way: string) =>
      writeFile(
        world.folder.join('mm2slack.yaml'),
        `files: { store: ${world.folder.join('files')}, deliver: ${way} }\n${config}`,
      );
    await setDelivery('none');
    await world.run('replay', ...EVERYTHING);
    await setDelivery('api');
    const flags = [
      ...['--source', database.readerUrl, '--work', world.folder.join('work')],
      ...['--config', world.folder.join('mm2slack.yaml')],
    ];
    let victim: ReturnType<typeof spawn> | undefined;
    world.slack.afterEach(({ method }) => {
      if (method === 'files.completeUploadExternal') victim?.kill('SIGKILL');
    });
    for (let kills = 0; kills < 3; kills += 1) {
      const env = {
        PATH: process.env['PATH'] ?? '',
        SLACK_TOKEN: BOT_TOKEN,
        SLACK_API_URL: world.slack.apiUrl,
      };
      victim = spawn(process.execPath, [...PROGRAM, 'files', ...flags, ...EVERYTHING], {
        env,
        stdio: 'ignore',
      });
      await once(victim, 'close');
      expect(victim.signalCode).toBe('SIGKILL');
    }
    victim = undefined;
    const run = await world.run('files', ...EVERYTHING);
    expect(run.exitCode).toBe(0);
    const shared = await sharedFiles(world.slack);
    expect(shared).toHaveLength(JSON.parse(run.stdout).account.files.written);
    expect(new Set(shared.map(({ id }) => id)).size).toBe(shared.length);
    await world.stop();
  });
});

describe('custom emoji', () => {
  it('are added where the token may and Slack can reach their images, each once', async () => {
    const database = await createDatabase('postgres', 'files_emoji');
    await loadWorkspace('postgres', '8.1', database.run);
    const world = await makeReplayWorld(database);
    const config = await readFile(world.folder.join('mm2slack.yaml'), 'utf8');
    const settings = (linkBaseUrl: string) =>
      writeFile(
        world.folder.join('mm2slack.yaml'),
        `files: { store: ${world.folder.join('files')}${linkBaseUrl} }\n${config}`,
      );
    const files = async () => {
      const flags = ['--source', database.readerUrl, '--work', world.folder.join('work')];
      const run = await runCli(
        ['files', ...flags, '--config', world.folder.join('mm2slack.yaml'), ...EVERYTHING],
        {
          env: {
            SLACK_TOKEN: BOT_TOKEN,
            SLACK_API_URL: world.slack.apiUrl,
            MM2SLACK_LINK_KEY: 'k'.repeat(40),
          },
        },
      );
      expect(run.exitCode).toBe(0);
      return JSON.parse(run.stdout);
    };
    await settings('');
    expect((await files()).emoji).toMatchObject({
      added: 0,
      remark: expect.stringContaining('public'),
    });
    await settings(', linkBaseUrl: https://files.example.com/mm');
    world.slack.intercept(refusing('admin.emoji.add', 'not_an_admin'));
    expect((await files()).emoji.remark).toContain('may not add emoji (not_an_admin)');
    world.slack.intercept(answering('admin.emoji.add', { ok: true }));
    const added = await files();
    expect(added.emoji).toEqual({ ready: 2, added: 2, remark: '' });
    expect(added.account.emoji.written).toBe(2);
    const calls = () => world.slack.calls.filter(({ method }) => method === 'admin.emoji.add');
    const before = calls().length;
    expect((await files()).emoji.added).toBe(2);
    expect(calls()).toHaveLength(before);
    expect(calls().at(-1)?.args['url']).toMatch(
      /^https:\/\/files\.example\.com\/mm\/f\/[\w-]+\/\w+\.png\?expires=\d+&signature=/,
    );
    await world.stop();
    await database.drop();
  });
});

describe('mm2slack over a bucket', () => {
  it('finds in S3 what it finds in a folder, and links that open', async () => {
    const database = await createDatabase('postgres', 'files_s3');
    await loadWorkspace('postgres', '8.1', database.run);
    const folder = await makeScratchFolder();
    const s3 = await startS3Server('mm');
    await mkdir(folder.join('files'));
    await writeFileStore(folder.join('files'));
    for (const { path, bytes } of storedFiles()) await s3.put(path, bytes);
    const env = {
      AWS_ACCESS_KEY_ID: 'S3RVER',
      AWS_SECRET_ACCESS_KEY: S3_SECRET,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_S3: s3.endpoint,
    };
    const manifest = async (store: string): Promise<string> => {
      const work = folder.join(`work-${store.length}`);
      const flags = ['--source', database.readerUrl, '--files', store, '--work', work];
      const run = await runCli(['files', '--check', ...flags, ...EVERYTHING], { env });
      expect([run.exitCode, run.stderr]).toEqual([0, '']);
      return await readFile(`${work}/files-manifest.jsonl`, 'utf8');
    };
    expect(await manifest(`s3://${BUCKET}/mm`)).toBe(await manifest(folder.join('files')));
    await writeFile(
      folder.join('mm2slack.yaml'),
      `files: { store: s3://${BUCKET}/mm, deliver: link }\n`,
    );
    const zip = await runCli(
      [
        ...['zip', '--source', database.readerUrl, '--config', folder.join('mm2slack.yaml')],
        ...['--out', folder.join('out.zip'), '--work', folder.join('work-zip'), ...EVERYTHING],
      ],
      { env },
    );
    expect(zip.exitCode).toBe(0);
    const archive = await readArchive(folder.join('out.zip'));
    const links: string[] = [];
    for (const conversation of archive.conversations) {
      for await (const message of archive.messages(conversation)) {
        links.push(
          ...(JSON.stringify(message).match(/http:[^"]+X-Amz-Signature=[0-9a-f]{64}[^"]*/g) ?? []),
        );
      }
    }
    archive.close();
    expect(links.length).toBeGreaterThan(8);
    for (const link of links) expect((await fetch(link)).status).toBe(200);
    expect(JSON.parse(zip.stdout).warnings.join()).toMatch(
      /presigned links expire after at most 7 days, and with/,
    );
    await s3.stop();
    await folder.remove();
    await database.drop();
  });
});
