import { afterAll, beforeAll, describe } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import {
  type ArchiveWorld,
  makeArchiveWorld,
} from '../../../support/damages/verify/archive-world.ts';
import { expectDamages } from '../../../support/damages/verify/expect-damages.ts';
import { KIND_DAMAGES } from '../../../support/damages/verify/kind-damages.ts';
import { MARK_DAMAGES } from '../../../support/damages/verify/mark-damages.ts';
import { PLACE_DAMAGES } from '../../../support/damages/verify/place-damages.ts';
import { TEXT_DAMAGES } from '../../../support/damages/verify/text-damages.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

describe('mm2slack verify --zip', () => {
  let database: TestDatabase;
  let world: ArchiveWorld;
  beforeAll(async () => {
    database = await createDatabase('mysql', 'verify_messages');
    await loadWorkspace('mysql', '8.1', database.run);
    world = await makeArchiveWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  expectDamages(() => world, [...TEXT_DAMAGES, ...MARK_DAMAGES, ...KIND_DAMAGES, ...PLACE_DAMAGES]);
});
