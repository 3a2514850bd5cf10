import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { type ArchiveWorld, makeArchiveWorld } from '../support/damages/verify/archive-world.ts';
import { problemsOf, runCli } from '../support/program/run-cli.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

describe.each(enginesFor('postgres'))('mm2slack verify, on %s', (engine) => {
  let database: TestDatabase;
  let world: ArchiveWorld;
  beforeAll(async () => {
    database = await createDatabase(engine, 'verify_usage');
    await loadWorkspace(engine, '8.1', database.run);
    world = await makeArchiveWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  const run = (command: string, ...flags: string[]) =>
    runCli([
      command,
      ...['--source', database.readerUrl, '--include', 'public,private,direct,group', '--quiet'],
      ...flags,
    ]);

  it('refuses an archive that is not there, in one line, and leaves nothing behind', async () => {
    const work = world.folder.join('nowhere');
    const refused = await run('verify', '--zip', world.folder.join('no.zip'), '--work', work);
    expect(refused.exitCode).toBe(2);
    expect(problemsOf(refused)).toMatch(/no\.zip: there is no such archive$/);
  });

  it('refuses a workspace without a ledger in the work directory', async () => {
    const refused = await run('verify', '--work', world.folder.join('empty'));
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('run replay or adopt first');
  });

  it('takes archives that were split for one', async () => {
    const work = ['--work', world.folder.join('split-work')];
    const out = world.folder.join('split.zip');
    await run('zip', '--split-by', 'visibility', '--out', out, ...work);
    const parts = ['public', 'private'].map((part) => world.folder.join(`split-${part}.zip`));
    const whole = await run('verify', '--zip', ...parts, ...work, '--json');
    expect(whole).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(whole.stdout)).toMatchObject({ isClean: true, warnings: [] });
    const half = await run('verify', '--zip', parts[0] ?? '', ...work, '--json');
    expect(half.exitCode).toBe(1);
    expect(JSON.parse(half.stdout).differences).toContainEqual(
      expect.objectContaining({ kind: 'missing', thing: 'channel' }),
    );
  });

  it('takes links that were rewritten for what they were', async () => {
    const work = ['--work', world.folder.join('links-work')];
    const zip = world.folder.join('links.zip');
    const yaml = world.folder.join('links.yaml');
    await writeFile(yaml, 'target: { workspaceUrl: "https://acme.slack.com" }\n');
    const made = await run('zip', '--rewrite-permalinks', '--out', zip, ...work, '--config', yaml);
    expect(made.stderr).toBe('');
    const flags = ['--rewrite-permalinks', '--config', yaml, ...work];
    expect(await run('verify', '--zip', zip, ...flags)).toMatchObject({ exitCode: 0 });
  });

  it('finds a post whose neighbour of the same millisecond was deleted permanently', async () => {
    const gone = 'DELETE FROM Posts WHERE CreateAt = 1684206000500 AND DeleteAt > 0';
    const before = await database.run('SELECT COUNT(*) AS n FROM Posts');
    await database.run(gone);
    expect(await database.run('SELECT COUNT(*) AS n FROM Posts')).not.toEqual(before);
    const { report, lines } = await world.verify(world.folder.join('all.zip'));
    expect(lines).toEqual([]);
    expect(report.isClean).toBe(true);
  });

  it('misses a post that was written after the archive was made, and ends with 1', async () => {
    await database.run(
      `INSERT INTO Posts (Id, CreateAt, UpdateAt, EditAt, DeleteAt, IsPinned, UserId, ChannelId, RootId, OriginalId, Message, Type, Props, Hashtags, Filenames, FileIds, HasReactions, RemoteId) VALUES ('zzzzzzzzzzzzzzzzzzzzzzzzzz', 1700000000000, 1700000000000, 0, 0, false, 'nobody', '${channelIdOf('devTokyo')}', '', '', 'late', '', '{}', '', '[]', '[]', false, '')`,
    );
    const late = await run(
      'verify',
      ...['--zip', world.folder.join('all.zip'), '--work', world.folder.join('work'), '--json'],
    );
    expect(late.exitCode).toBe(1);
    const { differences, account } = JSON.parse(late.stdout);
    expect(differences).toEqual([
      expect.objectContaining({ kind: 'missing', thing: 'message', count: 1 }),
    ]);
    expect(account.posts.leftOut['not-found']).toBe(1);
  });
});
