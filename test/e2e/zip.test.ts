import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import {
  EXPECTED_EMPTY_POSTS,
  EXPECTED_LIVE,
  EXPECTED_POSTS,
  EXPECTED_ROWS,
} from '../../fixtures/workspace/expected.ts';
import { checkArchive } from '../support/archive/check-archive.ts';
import { brokenFacts, fieldFacts } from '../support/archive/export-facts.ts';
import { readArchive } from '../support/archive/read-archive.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';

const SERVERS = [
  ['mysql', '5.37'],
  ['mysql', '8.1'],
  ['mysql', '10'],
  ['postgres', '5.37'],
  ['postgres', '8.1'],
  ['postgres', '10'],
  ['postgres', '11'],
] as const;

const EVERYTHING = ['--include', 'public,private,direct,group'];

let folder: ScratchFolder;
const archives = new Map<string, Buffer>();

beforeAll(async () => {
  folder = await makeScratchFolder();
  await writeFileStore(folder.join('files'));
});
afterAll(() => folder.remove());

describe.each(SERVERS)('mm2slack zip from %s in the shape of Mattermost %s', (engine, shape) => {
  const name = `${engine}-${shape}`;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(engine, `zip_${shape}`);
    await loadWorkspace(engine, shape, database.run);
  });
  afterAll(() => database.drop());

  const zip = (out: string, ...flags: string[]) =>
    runCli([
      'zip',
      ...['--source', database.readerUrl, '--files', folder.join('files')],
      ...['--out', folder.join(out), '--work', folder.join(`${out}-work`), ...EVERYTHING, ...flags],
    ]);

  it('accounts for every row of the database', async () => {
    const run = await zip(`${name}.zip`, '--json');
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    archives.set(name, await readFile(folder.join(`${name}.zip`)));
    const { account } = JSON.parse(run.stdout);
    expect(account.posts).toEqual({
      read: EXPECTED_ROWS.Posts,
      written: EXPECTED_POSTS.live - EXPECTED_POSTS.inUnknownChannel - EXPECTED_EMPTY_POSTS,
      leftOut: {
        'edit-history': EXPECTED_POSTS.editHistory,
        deleted: EXPECTED_POSTS.deleted,
        'unknown-channel': EXPECTED_POSTS.inUnknownChannel,
        'empty-message': EXPECTED_EMPTY_POSTS,
      },
    });
    expect(account.users).toEqual({ read: EXPECTED_ROWS.Users, written: 15, leftOut: {} });
    expect(account.channels.written).toBe(EXPECTED_ROWS.Channels);
    expect(account.emoji).toEqual({
      read: EXPECTED_ROWS.Emoji,
      written: 0,
      leftOut: {
        deleted: EXPECTED_ROWS.Emoji - EXPECTED_LIVE.emoji,
        'not-in-a-zip': EXPECTED_LIVE.emoji,
      },
    });
    const { written, leftOut, bytes } = account.files;
    expect(written).toBe(0);
    expect(leftOut['not-delivered-yet'] + leftOut['not-delivered']).toBe(EXPECTED_LIVE.files);
    // The fixtures' store lacks one on purpose.
    expect(bytes).toEqual({ there: EXPECTED_LIVE.files - 1, nameOnly: 1 });
    expect(account.reactions.written).toBe(EXPECTED_LIVE.reactionsOnLivePosts);
  });

  it('gives the same bytes again', async () => {
    const run = await zip(`${name}-again.zip`, '--quiet');
    expect(run.exitCode).toBe(0);
    const again = await readFile(folder.join(`${name}-again.zip`));
    expect(again.equals(archives.get(name) ?? Buffer.alloc(0))).toBe(true);
  });

  it('passes every check of an independent reader', async () => {
    const archive = await readArchive(folder.join(`${name}.zip`));
    expect(await checkArchive(archive)).toEqual([]);
    archive.close();
  });

  it('writes files that only their owner may read', async () => {
    for (const path of [`${name}.zip`, `${name}.zip-work/${name}.zip.post-index.csv`]) {
      expect((await stat(folder.join(path))).mode & 0o777).toBe(0o600);
    }
  });
});

describe('the same content', () => {
  it('gives the same archive whatever the engine and the version of the schema', () => {
    expect(archives.size).toBe(SERVERS.length);
    const [first, ...others] = [...archives.values()];
    for (const other of others) expect(other.equals(first ?? Buffer.alloc(0))).toBe(true);
  });

  it('has the fields of real exports, as docs/export-facts.md says', async () => {
    const archive = await readArchive(folder.join('mysql-8.1.zip'));
    expect(fieldFacts().length).toBeGreaterThan(30);
    expect(await brokenFacts(archive)).toEqual([]);
    archive.close();
  });
});
