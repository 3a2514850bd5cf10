import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { verifyHtml } from '../../../../src/reports/verify/html.ts';
import { verifyJson } from '../../../../src/reports/verify/json.ts';
import { verifyMarkdown } from '../../../../src/reports/verify/markdown.ts';
import {
  type ArchiveWorld,
  makeArchiveWorld,
} from '../../../support/damages/verify/archive-world.ts';
import { CHANNEL_DAMAGES } from '../../../support/damages/verify/channel-damages.ts';
import type { DamagedArchive } from '../../../support/damages/verify/damaged-archive.ts';
import { FILE_DAMAGES } from '../../../support/damages/verify/file-damages.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

/** What is not public in the fixture: a private channel by both its names, and the folder of a group message. */
const PRIVATE = /経営会議|leadership|mpdm-/;

type Damage = readonly [what: string, damage: (archive: DamagedArchive) => void];

const isPrivateDay = (name: string): boolean => PRIVATE.test(name) && name.endsWith('.json');

const DAMAGES: readonly Damage[] = [
  ['no list of private channels is there', (archive) => archive.remove('groups.json')],
  ['no list of group messages is there', (archive) => archive.remove('mpims.json')],
  [
    'the day files of private channels are no JSON',
    (archive) => {
      for (const name of archive.names().filter(isPrivateDay)) archive.put(name, 'no JSON');
    },
  ],
  [
    'the day files of private channels are gone',
    (archive) => {
      for (const name of archive.names().filter(isPrivateDay)) archive.remove(name);
    },
  ],
  ...[...CHANNEL_DAMAGES, ...FILE_DAMAGES].map(([what, damage]): Damage => [what, damage]),
];

describe('the reports of verify --zip', () => {
  let database: TestDatabase;
  let world: ArchiveWorld;
  beforeAll(async () => {
    database = await createDatabase('postgres', 'verify_privacy');
    await loadWorkspace('postgres', '8.1', database.run);
    world = await makeArchiveWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  it.each(DAMAGES)('name no private conversation when %s', async (_what, damage) => {
    const { report } = await world.verifyWithManifest(damage);
    expect(report.isClean).toBe(false);
    for (const text of [
      verifyMarkdown(report, 'en'),
      verifyHtml(report, 'ja'),
      verifyJson(report, 'en'),
    ]) {
      expect(text).not.toMatch(PRIVATE);
    }
  });
});
