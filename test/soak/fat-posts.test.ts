import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { userIdOf } from '../../fixtures/workspace/users.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

const POSTS = 4_000;
const TIMEOUT_MS = 240_000;
const ROWS_PER_INSERT = 100;
const FIRST_MS = Date.UTC(2024, 0, 1);

/** Properties of 57 KB, as of an integration that posts long tables; in memory they are several times as large. */
const FIELDS = Array.from({ length: 1_400 }, (_, at) => ({
  title: `F${at}`,
  value: `${at}`,
  short: true,
}));
const PROPS = JSON.stringify({ attachments: [{ title: 'Report', fields: FIELDS }] });

/** Posts of a minute each, so that no day ends after a gap: as many in a unit as it may have. */
const valuesOf = (at: number): string => {
  const ms = FIRST_MS + at * 60_000;
  const id = `fat${String(at).padStart(23, '0')}`;
  return `('${id}', ${ms}, ${ms}, 0, 0, '${userIdOf('suzuki')}', '${channelIdOf('devTokyo')}', '', '', '', '', '${PROPS}', '', '[]', '[]')`;
};

describe.each(enginesFor('mysql'))('posts with long properties, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'fat_posts');
    await loadWorkspace(engine, '8.1', database.run);
    for (let from = 0; from < POSTS; from += ROWS_PER_INSERT) {
      const rows = Array.from({ length: ROWS_PER_INSERT }, (_, at) => valuesOf(from + at));
      await database.run(
        `INSERT INTO Posts (Id, CreateAt, UpdateAt, EditAt, DeleteAt, UserId, ChannelId, RootId, OriginalId,
          Message, Type, Props, Hashtags, Filenames, FileIds) VALUES ${rows.join(', ')}`,
      );
    }
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  // A thread that held a unit of them would take more than the memory that it has.
  it(
    'are read in threads with the memory that these have',
    async () => {
      const run = await runCli([
        ...['zip', '--source', database.readerUrl, '--out', folder.join('fat.zip')],
        ...['--work', folder.join('work'), '--workers', '1', '--json'],
      ]);
      expect(run).toMatchObject({ exitCode: 0, stderr: '' });
      expect(JSON.parse(run.stdout).account.posts.written).toBeGreaterThan(POSTS);
    },
    TIMEOUT_MS,
  );
});
