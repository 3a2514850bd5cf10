import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selectedKinds } from '../../../../src/commands/archive/read-site.ts';
import { TargetError } from '../../../../src/errors/errors.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mm2slack-site-'));
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

const writeInclude = (include: unknown) =>
  writeFile(
    join(root, 'archive.json'),
    JSON.stringify({ kind: 'mm2slack-archive', version: 1, include, counts: {} }),
  );

describe('the kinds of channels that an archive was written with', () => {
  it.each([
    [['public'], ['public']],
    [
      ['direct', 'private'],
      ['private', 'direct'],
    ],
    [undefined, undefined],
  ])('are read from %j as %j', async (include, expected) => {
    await writeInclude(include);
    expect(await selectedKinds(root)).toEqual(expected);
  });

  it.each([[[]], [['secret']], [['public', 7]], ['public'], [{}], [null], [0]])(
    'are refused as %j, so that a damaged archive is not verified as a smaller one',
    async (include) => {
      await writeInclude(include);
      await expect(selectedKinds(root)).rejects.toThrow(TargetError);
    },
  );

  it('are refused where archive.json is missing, and unknown for a ZIP', async () => {
    await expect(selectedKinds(root)).rejects.toThrow(TargetError);
    expect(await selectedKinds(join(root, 'archive.zip'))).toBeUndefined();
  });
});
