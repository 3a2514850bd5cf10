import { expect, it } from 'vitest';
import { complaintsOf } from './damaged-archive.ts';
import { tinyArchive } from './tiny-archive.ts';

it('finds nothing in an archive that is right', async () => {
  expect(await complaintsOf(tinyArchive())).toEqual([]);
});
