import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { readZipEntries } from '../support/archive/zip-entries.ts';
import { writeZip } from '../support/damages/verify/archive-world.ts';
import { addBookmarks } from '../support/mattermost/bookmarks.ts';
import { fastSlack } from '../support/program/fast-slack.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { importArchive } from '../support/slack/import-archive.ts';
import { BOT_TOKEN, type SlackServer, startSlackServer } from '../support/slack/slack-server.ts';

const BOOKMARKS = (['devTokyo', 'emptySupport', 'leadershipTokyo'] as const).map((key) => ({
  ...{ id: `bookmark-${key}`, channel: channelIdOf(key), title: `Wiki of ${key}` },
  ...{ url: `https://wiki.example.co.jp/${key}`, emoji: 'books' },
}));

describe.each(enginesFor('postgres'))('a move with lists of bookmarks, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let slack: SlackServer;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'bookmarks');
    await loadWorkspace(engine, '10', database.run);
    await addBookmarks(engine, database, BOOKMARKS);
    const channels =
      'channels: { names: ascii, only: [tokyo/dev, quarterly-review, leadership] }\nzip: { bookmarks: message }\n';
    await writeFile(folder.join('mm2slack.yaml'), `${fastSlack()}${channels}`);
    slack = await startSlackServer({
      users: ['yamada', 'suzuki', 'sato', 'emma'].map((name) => ({
        ...{ name, email: `${name}@example.co.jp` },
      })),
    });
  });
  afterAll(async () => {
    await slack.stop();
    await database.drop();
    await folder.remove();
  });

  const run = (command: string, work: string, ...flags: readonly string[]) =>
    runCli(
      [
        ...[command, '--source', database.readerUrl, '--work', folder.join(work), '--json'],
        ...['--config', folder.join('mm2slack.yaml'), ...flags],
      ],
      { env: { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl } },
    );

  it('has each list once in the archive, whatever the threads, and none stands in the way later', async () => {
    const bytes: string[] = [];
    for (const workers of ['1', '3']) {
      await mkdir(folder.join(workers));
      const out = folder.join(workers, 'bulk.zip');
      const done = await run('zip', workers, '--out', out, '--workers', workers);
      expect(done).toMatchObject({ exitCode: 0, stderr: '' });
      expect(JSON.parse(done.stdout)).toMatchObject({ bookmarkLists: BOOKMARKS.length });
      bytes.push((await readFile(out)).toString('latin1'));
      const verified = await run('verify', workers, '--zip', out, '--workers', workers);
      expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
    }
    expect(bytes[0]).toBe(bytes[1]);
    const archive = folder.join('3', 'bulk.zip');
    const { entries, ownFolders, close } = await readZipEntries(archive);
    const damaged = new Map<string, Buffer>();
    for (const name of ownFolders) damaged.set(`${name}/`, Buffer.alloc(0));
    for (const [name, entry] of entries) {
      const content = (await entry.read()).toString('utf8');
      damaged.set(name, Buffer.from(content.replaceAll('wiki.example', 'evil.example')));
    }
    close();
    await writeZip(folder.join('damaged.zip'), damaged);
    const found = await run('verify', '3', '--zip', folder.join('damaged.zip'));
    expect(found.exitCode).toBe(1);
    expect(
      (JSON.parse(found.stdout).differences as { field: string; count: number }[]).find(
        ({ field }) => field === 'bookmarks',
      ),
    ).toMatchObject({ kind: 'differs', thing: 'channel', count: BOOKMARKS.length });
    const imported = await importArchive(slack, archive);
    expect([...imported.keys()].filter((key) => key.endsWith('999'))).toHaveLength(
      BOOKMARKS.length,
    );
    expect(await run('adopt', '3', '--yes')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await run('sync', '3')).toMatchObject({ exitCode: 0, stderr: '' });
    const workspace = await run('verify', '3');
    // This import makes no accounts, and nothing delivers files: some texts, reactions and files differ.
    const { differences } = JSON.parse(workspace.stdout);
    expect(
      differences.filter(
        ({ kind, thing }: Record<string, string>) => kind === 'unexpected' || thing === 'channel',
      ),
    ).toEqual([]);
  }, 240_000);
});
