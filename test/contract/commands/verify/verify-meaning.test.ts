import { afterAll, beforeAll, describe } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import {
  type ArchiveWorld,
  makeArchiveWorld,
} from '../../../support/damages/verify/archive-world.ts';
import { expectDamages } from '../../../support/damages/verify/expect-damages.ts';
import { LOOK_DAMAGES } from '../../../support/damages/verify/look-damages.ts';
import { WORD_DAMAGES } from '../../../support/damages/verify/word-damages.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

describe('mm2slack verify --zip', () => {
  let database: TestDatabase;
  let world: ArchiveWorld;
  beforeAll(async () => {
    database = await createDatabase('postgres', 'verify_meaning');
    await loadWorkspace('postgres', '8.1', database.run);
    world = await makeArchiveWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  expectDamages(() => world, [...WORD_DAMAGES, ...LOOK_DAMAGES]);
});
