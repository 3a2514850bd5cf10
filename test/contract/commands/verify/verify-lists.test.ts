import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { PENDING_HEADER } from '../../../../src/mapping/manual-changes.ts';
import {
  type ArchiveWorld,
  makeArchiveWorld,
} from '../../../support/damages/verify/archive-world.ts';
import { CHANNEL_DAMAGES } from '../../../support/damages/verify/channel-damages.ts';
import type { DamagedArchive, Loose } from '../../../support/damages/verify/damaged-archive.ts';
import { expectDamages } from '../../../support/damages/verify/expect-damages.ts';
import { FILE_DAMAGES } from '../../../support/damages/verify/file-damages.ts';
import {
  changeMessage,
  isPlain,
  plainMessages,
} from '../../../support/damages/verify/message-choice.ts';
import { PEOPLE_DAMAGES } from '../../../support/damages/verify/people-damages.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

describe('mm2slack verify --zip', () => {
  let database: TestDatabase;
  let world: ArchiveWorld;
  beforeAll(async () => {
    database = await createDatabase('postgres', 'verify_lists');
    await loadWorkspace('postgres', '8.1', database.run);
    world = await makeArchiveWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  expectDamages(() => world, [...CHANNEL_DAMAGES, ...PEOPLE_DAMAGES, ...FILE_DAMAGES]);

  it('names the entry that is not as its manifest says', async () => {
    let entry = '';
    const { lines } = await world.verifyWithManifest((archive) => {
      const place = archive.find(isPlain);
      entry = place.entry;
      // No fact is another one: only the bytes are.
      for (const name of archive.names()) {
        if (name.endsWith('.json')) archive.put(name, archive.bytes(name));
      }
      archive.put(entry, `${archive.bytes(entry)}\n`);
    });
    expect(lines.filter(({ field }) => field === 'sha256').map(({ name }) => name)).toEqual([
      entry,
    ]);
    expect(lines).toHaveLength(1);
  });

  it('compares the bytes of files that lie in the archive', async () => {
    const { lines } = await world.verifyDamaged((archive) => {
      const place = archive.find(
        ({ files }) => Array.isArray(files) && (files[0] as Loose)['size'] !== 0,
      );
      const [file = { ts: '' }] = place.message['files'] as Loose[];
      archive.put(`__uploads/${String(file['id'])}/${String(file['name'])}`, 'cut short');
    });
    expect(lines).toEqual([
      expect.objectContaining({ kind: 'differs', thing: 'file', field: 'sha256' }),
    ]);
  });

  it('takes what is recorded for expected, and nothing else', async () => {
    const losses = world.folder.join('work/all.zip.losses.jsonl');
    const pending = world.folder.join('work/pending-changes.csv');
    const before = await readFile(losses);
    let cut = '';
    let other = '';
    let edited = '';
    const record = (archive: DamagedArchive): void => {
      const [a, b, c] = plainMessages(archive).filter(
        ({ message: { text, blocks } }) =>
          String(text).length > 9 && JSON.stringify(blocks).match(/"type":"/g)?.length === 3,
      );
      if (a === undefined || b === undefined || c === undefined) throw new Error('too few');
      [cut, other, edited] = [a, b, c].map(({ channel, message }) =>
        world.postAt(channel, message.ts),
      ) as [string, string, string];
      changeMessage(a.message, (text) => text.slice(0, 3));
      changeMessage(b.message, (text) => `x${text}`);
      changeMessage(c.message, (text) => `x${text}`);
    };
    try {
      await world.verifyDamaged(record);
      const lines = [cut, other].map((post) => `${JSON.stringify({ code: 'text_cut', post })}\n`);
      await writeFile(losses, Buffer.concat([before, Buffer.from(lines.join(''))]));
      const cells = ['edited', edited, '', '', '', '', '', ''];
      await writeFile(pending, `${PENDING_HEADER.join(',')}\n${cells.join(',')}\n`);
      const { report, lines: unrecorded } = await world.verifyDamaged(record);
      // The record itself was changed behind the program's back, which is told too.
      expect(unrecorded.map(({ thing, field, post }) => [thing, field, post])).toEqual([
        ['archive', 'losses', ''],
        ['message', 'text', other],
      ]);
      expect(report.expected.map(({ cause, count }) => [cause, count])).toEqual(
        expect.arrayContaining([
          ['text_cut', 1],
          ['edited', 1],
        ]),
      );
    } finally {
      await writeFile(losses, before);
      await rm(pending);
    }
  });
});
