import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { postIdOf } from '../../../../fixtures/workspace/post-spec.ts';
import { zipCommand } from '../../../../src/commands/zip/zip.ts';
import { resolveConfig } from '../../../../src/config/config.ts';
import type { ExportChannel } from '../../../../src/slack/export-format.ts';
import { readZipEntries } from '../../../support/archive/zip-entries.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

describe('the pins of a channel in the archive', () => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let channels: readonly ExportChannel[];
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase('postgres', 'zip_pins');
    await loadWorkspace('postgres', '8.1', database.run);
    await database.run(`UPDATE posts SET ispinned = true WHERE id = '${postIdOf('deleted-root')}'`);
    const flags = { source: database.readerUrl, work: folder.join('work') };
    await zipCommand(
      resolveConfig(flags, {}),
      {
        out: folder.join('out.zip'),
        isForced: false,
        isSinceLast: false,
        format: 'json',
        applied: undefined,
      },
      {
        output: { line() {}, remark() {}, problem() {}, note() {}, json() {} },
        progress: { isQuiet: true, lang: 'en' },
        signal: new AbortController().signal,
        nowMs: () => 0,
        todayMs: () => 0,
      },
    );
    const { entries, close } = await readZipEntries(folder.join('out.zip'));
    const bytes = await entries.get('channels.json')?.read();
    close();
    channels = JSON.parse(bytes?.toString('utf8') ?? '[]') as ExportChannel[];
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  it('name the pinned posts, and no post that was deleted since', () => {
    const pinned = channels.flatMap(({ name, pins = [] }) => pins.map(({ id }) => [name, id]));
    expect(pinned).toEqual([
      ['dev-tokyo', '1681952400.123000'],
      ['general', '1672013400.000000'],
    ]);
  });
});
