import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { packageVersion } from '../../../src/commands/package-version.ts';

it('the version is that of the package', async () => {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  expect(packageVersion()).toBe(version);
});
