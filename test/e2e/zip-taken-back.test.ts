import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { userIdOf } from '../../fixtures/workspace/users.ts';
import {
  type MattermostWriter,
  mattermostWriter,
} from '../support/mattermost/mattermost-writer.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

const DEV = channelIdOf('devTokyo');
const pendingLines = z.array(
  z.looseObject({ change: z.string(), post: z.string(), value: z.string() }),
);

describe.each(enginesFor('mysql'))('changes that are taken back, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let people: MattermostWriter;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'taken_back');
    await loadWorkspace(engine, '8.1', database.run);
    people = mattermostWriter(database);
  });
  afterEach(async () => {
    await database.drop();
    await folder.remove();
  });

  const source = () => ['--source', database.readerUrl, '--work', folder.join('work'), '--quiet'];
  const archives: string[] = [];
  /** Makes the next archive; gives the changes that remain to be made by hand. */
  async function changesAfter(name: string): Promise<readonly string[]> {
    if (name === 'bulk') archives.length = 0;
    const path = folder.join(`${name}.zip`);
    const flags = name === 'bulk' ? [] : ['--since-last'];
    const done = await runCli(['zip', ...source(), '--out', path, ...flags]);
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
    archives.push('--zip', path);
    expect(await runCli(['verify', ...source(), ...archives])).toMatchObject({ exitCode: 0 });
    const text = await readFile(folder.join('work/pending-changes.csv'), 'utf8').catch(() => '');
    const lines = pendingLines.parse(parse(text.replace('\ufeff', ''), { columns: true }));
    return lines.map(({ change, value }) => `${change} ${value}`.trim()).sort();
  }

  it('replace the line about them, whatever a person has made of it', async () => {
    const pinned = await people.post(DEV, 'pinned');
    const edited = await people.post(DEV, 'first');
    const emptied = await people.post(DEV, 'something');
    await changesAfter('bulk');
    await people.pin(pinned, true);
    await people.edit(edited, 'second');
    await people.edit(emptied, '');
    await people.archive(DEV, true);
    await people.leave(DEV, userIdOf('sato'));
    const one = await changesAfter('second');
    expect(one).toEqual([
      'channel-archived',
      'deleted',
      'edited second',
      'member-left sato',
      'pinned',
    ]);
    await people.pin(pinned, false);
    await people.edit(edited, 'first');
    await people.edit(emptied, 'something');
    await people.archive(DEV, false);
    await people.join(DEV, userIdOf('sato'));
    const back = ['channel-restored', 'edited first', 'edited something', 'member-joined sato'];
    expect(await changesAfter('third')).toEqual([...back, 'unpinned']);
    await people.pin(pinned, true);
    await people.archive(DEV, true);
    expect(await changesAfter('fourth')).toEqual(['channel-archived', ...back.slice(1), 'pinned']);
  });
});
