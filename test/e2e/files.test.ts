import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { EXPECTED_LIVE } from '../../fixtures/workspace/expected.ts';
import { storedFiles } from '../../fixtures/workspace/files.ts';
import { checkArchive } from '../support/archive/check-archive.ts';
import { readArchive, type SlackArchive } from '../support/archive/read-archive.ts';
import { addOddFiles, ODD_FILES } from '../support/mattermost/odd-files.ts';
import { notEmpty } from '../support/not-empty.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { runCli } from '../support/program/run-cli.ts';
import { startServing } from '../support/program/serving-process.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { sharedFiles } from '../support/slack/shared-files.ts';

const KEY = 'k'.repeat(40);
const EVERYTHING = ['--include', 'public,private,direct,group'];
const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

interface ArchivedFile {
  readonly id: string;
  readonly name: string;
  readonly is_public: boolean;
  readonly url_private?: string;
  readonly list: string;
}

async function filesOf(archive: SlackArchive): Promise<readonly ArchivedFile[]> {
  const found: ArchivedFile[] = [];
  for (const conversation of archive.conversations) {
    for await (const { files } of archive.messages(conversation)) {
      if (!Array.isArray(files)) continue;
      for (const file of files)
        found.push({ ...(file as unknown as ArchivedFile), list: conversation.kind });
    }
  }
  return found;
}

describe.each(enginesFor('postgres'))('attachments, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  beforeAll(async () => {
    database = await createDatabase(engine, 'files');
    await loadWorkspace(engine, '8.1', database.run);
    world = await makeReplayWorld(database);
    await addOddFiles(database, world.folder);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  const settings = (files: string) =>
    writeFile(
      world.folder.join('files.yaml'),
      `files:\n  store: ${world.folder.join('files')}\n${files}`,
    );
  const run = (command: string, ...flags: readonly string[]) =>
    runCli(
      [
        ...[command, '--source', database.readerUrl, '--work', world.folder.join('files-work')],
        ...['--config', world.folder.join('files.yaml'), '--json', ...EVERYTHING, ...flags],
      ],
      { env: { MM2SLACK_LINK_KEY: KEY } },
    );
  const manifest = async (): Promise<readonly Record<string, string>[]> => {
    const text = await readFile(world.folder.join('files-work', 'files-manifest.jsonl'), 'utf8');
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  };

  it('stand in a manifest with their sums and what is the matter with them, and again without reading them', async () => {
    await settings('');
    const first = await run('files', '--check');
    expect(first.stderr).toBe('');
    const report = JSON.parse(first.stdout);
    const { read, written, leftOut } = report.account.files;
    expect(read).toBe(written + leftOut.deleted + leftOut.detached);
    const lines = await manifest();
    expect(lines).toHaveLength(written + report.legacyFiles);
    const byId = new Map(lines.map((line) => [line['id'], line]));
    for (const { id, bytes = Buffer.alloc(0), sizeBytes, name } of ODD_FILES.whole) {
      expect(byId.get(id)).toMatchObject({ name, sizeBytes, sha256: sum(bytes), state: 'ok' });
    }
    expect(byId.get(ODD_FILES.empty.id)).toMatchObject({
      state: 'empty',
      sha256: sum(Buffer.alloc(0)),
    });
    expect(byId.get(ODD_FILES.short.id)).toMatchObject({ state: 'size differs', storedBytes: 4 });
    expect(byId.get(ODD_FILES.lost.id)).toMatchObject({ state: 'missing', sha256: null });
    for (const { id } of ODD_FILES.refused)
      expect(byId.get(id)).toMatchObject({ state: 'refused' });
    expect(lines.find(({ name }) => name === '図.png')).toMatchObject({
      legacy: true,
      state: 'ok',
      sizeBytes: 21,
    });
    const codes = report.losses.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(['file_missing', 'file_path_refused', 'file_size_differs']),
    );
    await run('files', '--check');
    expect(await manifest()).toEqual(lines);
  });

  it('come with custom emoji under their names in Slack, and pictures by username', async () => {
    await settings('');
    const report = JSON.parse((await run('files', '--check')).stdout);
    expect(report.account.emoji.read).toBeGreaterThan(0);
    const work = (name: string) => world.folder.join('files-work', name);
    const images = await readdir(work('emoji'));
    expect(images).toContain('party_crab.png');
    const index = await readFile(work('emoji-index.csv'), 'utf8');
    const [head, ...rows] = index.trim().split('\r\n');
    expect(head).toBe('name,slack_name,creator,uses,renamed,aliases,file,bytes,state');
    expect(rows).toHaveLength(EXPECTED_LIVE.emoji);
    expect(rows.find((row) => row.startsWith('party_crab,'))).toMatch(
      /,emoji\/party_crab\.png,\d+,ok$/,
    );
    expect((await readdir(work('pictures'))).sort()).toEqual(['suzuki.png', 'yamada.png']);
  });

  it('lie in a bundle byte for byte, and nowhere but in their folder', async () => {
    await settings('  deliver: bundle\n');
    await run('files', '--check');
    const out = world.folder.join('bundle.zip');
    const zip = await run('zip', '--out', out, '--force');
    expect(zip.stderr).toBe('');
    const archive = await readArchive(out);
    const bundled = new Map(
      [...archive.entries.values()]
        .filter(({ name }) => name.startsWith('__uploads/'))
        .map((entry) => [entry.name.split('/')[1], entry]),
    );
    const wanted = (await manifest()).filter(({ sha256 }) => sha256 !== null);
    const sums = await Promise.all(
      [...bundled.values()].map(async (entry) => sum(await entry.read())),
    );
    expect(sums.sort()).toEqual(wanted.map(({ sha256 }) => sha256).sort());
    for (const { id, url_private: address = '' } of notEmpty(await filesOf(archive))) {
      expect(decodeURIComponent(address)).toBe(bundled.get(id)?.name);
    }
    const comment = (await readFile(out)).subarray(-200).toString('latin1');
    expect(comment).toContain('Not for import.');
    archive.close();
    const again = await run('zip', '--out', out, '--force');
    expect(JSON.parse(again.stdout).archives).toEqual(JSON.parse(zip.stdout).archives);
  });

  it('are fetched by the links of an archive, and those of private channels by nobody without one', async () => {
    const server = await startServing(world.folder, KEY);
    await settings(`  deliver: link\n  linkBaseUrl: ${server.url}\n`);
    const out = world.folder.join('link.zip');
    const zip = await run('zip', '--out', out, '--force');
    expect(zip.stdout + zip.stderr).not.toContain(KEY);
    expect(JSON.parse(zip.stdout).warnings.join()).toContain('is not confirmed');
    const archive = await readArchive(out);
    expect(await checkArchive(archive)).toEqual([]);
    const files = await filesOf(archive);
    archive.close();
    const known = new Set([
      ...storedFiles().map(({ bytes }) => sum(bytes)),
      ...[...ODD_FILES.whole, ODD_FILES.empty, ODD_FILES.short].map(({ bytes = Buffer.alloc(0) }) =>
        sum(bytes),
      ),
      sum(Buffer.from('from before file rows')),
    ]);
    const linked = files.filter(({ url_private }) => url_private !== undefined);
    expect(linked.length).toBeGreaterThan(ODD_FILES.whole.length + 5);
    for (const { url_private = '', list, is_public } of linked) {
      const answer = await fetch(url_private);
      expect(answer.status).toBe(200);
      expect(known).toContain(sum(Buffer.from(await answer.arrayBuffer())));
      expect(url_private).toMatch(/&signature=[\w-]{43}$/);
      expect((await fetch(url_private.replace(/signature=.*/, 'signature='))).status).toBe(403);
      expect(is_public).toBe(list === 'channels');
    }
    expect(linked.map(({ list }) => list)).toEqual(expect.arrayContaining(['groups', 'dms']));
    expect(await server.stop()).toBe(0);
  });

  it('are told by verify to be picked up or not, by the log of what was fetched', async () => {
    const server = await startServing(world.folder, KEY, 'files-work');
    await settings(`  deliver: link\n  linkBaseUrl: ${server.url}\n`);
    const out = world.folder.join('picked-up.zip');
    expect((await run('zip', '--out', out)).exitCode).toBe(0);
    const archive = await readArchive(out);
    const linked = (await filesOf(archive)).filter(({ url_private }) => url_private !== undefined);
    archive.close();
    const verify = async () => JSON.parse((await run('verify', '--zip', out)).stdout);
    const before = await verify();
    expect(before.pickedUp).toEqual({ linked: linked.length, fetched: 0 });
    const [one, other, ...rest] = linked;
    if (one?.url_private === undefined || other?.url_private === undefined) throw new Error('none');
    await (await fetch(one.url_private)).arrayBuffer();
    await (await fetch(other.url_private, { headers: { range: 'bytes=0-1' } })).arrayBuffer();
    await fetch(other.url_private, { method: 'HEAD' });
    expect(await server.stop()).toBe(0);
    const after = await verify();
    expect(after.isClean).toBe(true);
    expect(after.pickedUp).toEqual({ linked: linked.length, fetched: 1 });
    const waiting = after.expected.find(({ cause }: { cause: string }) => cause === 'not-fetched');
    expect(waiting).toMatchObject({ thing: 'file', field: 'fetched', count: rest.length + 1 });
    const text = await readFile(world.folder.join('files-work', 'verify.md'), 'utf8');
    expect(text).toContain(
      `Of ${linked.length} files linked to serve-files, 1 was downloaded completely`,
    );
  });

  it('are uploaded after a replay without them: into the thread of their message, each once', async () => {
    const own = await makeReplayWorld(database);
    const config = await readFile(own.folder.join('mm2slack.yaml'), 'utf8');
    const deliver = (way: string) =>
      writeFile(
        own.folder.join('mm2slack.yaml'),
        `files: { store: ${world.folder.join('files')}, deliver: ${way} }\n${config}`,
      );
    await deliver('none');
    const places = [...EVERYTHING, '--json'];
    const replayed = await own.run('replay', ...places);
    expect(replayed.exitCode).toBe(0);
    expect((await sharedFiles(own.slack)).map(({ name }) => name)).toEqual([]);
    expect(JSON.stringify(own.slack.calls)).toContain('.env (4 bytes)');
    const refused = await own.run('files', ...places);
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringContaining('files.deliver is none'),
    ]);
    await deliver('api');
    const files = await own.run('files', ...places);
    expect(files.stderr).toBe('');
    const { account, legacyFiles } = JSON.parse(files.stdout);
    const shared = await sharedFiles(own.slack);
    expect(shared).toHaveLength(account.files.written + legacyFiles);
    const left = Object.values(account.files.leftOut).reduce(
      (all: number, rows) => all + Number(rows),
      0,
    );
    expect(account.files.read).toBe(account.files.written + left);
    expect(account.files.leftOut).not.toHaveProperty('refused');
    const odd = shared.filter(
      ({ threadTs }) => threadTs === shared.find(({ name }) => name === '.env')?.threadTs,
    );
    expect(odd.map(({ name }) => name)).toEqual(
      expect.arrayContaining([...ODD_FILES.whole, ODD_FILES.short].map(({ name }) => name)),
    );
    for (const { threadTs, comment } of shared) {
      expect(threadTs).toMatch(/^\d+\.\d{6}$/);
      expect(comment).toMatch(/ · <!date\^/);
    }
    const calls = own.slack.calls.length;
    const again = await own.run('files', ...places);
    expect(JSON.parse(again.stdout).account).toEqual(account);
    expect(
      own.slack.calls.slice(calls).filter(({ method }) => method.startsWith('files.')),
    ).toEqual([]);
    await own.stop();
  });
});
