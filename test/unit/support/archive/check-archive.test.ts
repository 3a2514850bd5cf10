import { expect, it } from 'vitest';
import { complaintsOf } from '../../../support/archive/damaged-archive.ts';
import { tinyArchive } from '../../../support/archive/tiny-archive.ts';

it('finds nothing in an archive that is right', async () => {
  expect(await complaintsOf(tinyArchive())).toEqual([]);
});
