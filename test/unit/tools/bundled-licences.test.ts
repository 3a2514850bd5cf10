import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { licenceOf, packageOf } from '../../../tools/bundled-licences.ts';
import { makeScratchFolder, type ScratchFolder } from '../../support/scratch-folder.ts';

describe('the package of a bundled file', () => {
  it.each([
    ['/a/node_modules/pg/lib/index.js', '/a/node_modules/pg', 'pg'],
    ['/a/node_modules/@b/c/d/e.js', '/a/node_modules/@b/c', '@b/c'],
    ['/a/node_modules/b/node_modules/c/d.js', '/a/node_modules/b/node_modules/c', 'c'],
  ])('of %s is the innermost', (path, folder, name) => {
    expect(packageOf(path)).toEqual({ folder, name });
  });

  it('is none for a file of the project, and for a name without a file', () => {
    expect(packageOf('/a/src/node_modules.ts')).toBeUndefined();
    expect(packageOf('zod')).toBeUndefined();
  });
});

describe('the licence of a bundled package', () => {
  let scratch: ScratchFolder;
  beforeAll(async () => {
    scratch = await makeScratchFolder();
  });
  afterAll(() => scratch.remove());

  /** A package in a folder of its own. */
  async function makePackage(
    name: string,
    license: unknown,
    files: Readonly<Record<string, string>>,
  ): Promise<{ folder: string; name: string }> {
    const folder = scratch.join(name);
    await mkdir(folder);
    const described = { 'package.json': JSON.stringify({ version: '1.2.3', license }) };
    for (const [file, text] of Object.entries({ ...described, ...files })) {
      await writeFile(`${folder}/${file}`, text);
    }
    return { folder, name };
  }

  it.each([
    ['LICENSE', 'Copyright A\n'],
    ['License', 'Copyright A\n'],
    ['LICENCE.md', 'Copyright A\n'],
    ['README.md', '# b\n\nwords\n\n## License\n\nCopyright A\n'],
  ])('is read from %s, under name and version', async (file, text) => {
    const found = await makePackage(`from-${file}`, 'MIT', { [file]: text });
    expect(licenceOf(found)).toMatch(
      new RegExp(`^from-${file} 1\\.2\\.3 \\(MIT\\)\n\nCopyright A`),
    );
    expect(licenceOf(found)).not.toContain('words');
  });

  it('is read beside it, from a package of the same repository and licence', async () => {
    const repository = { url: 'git+https://host/of/both' };
    const own = await makePackage('without-a-file', 'MIT', {});
    const other = await makePackage('with-a-file', 'MIT', {});
    for (const { folder } of [own, other]) {
      const described = { version: '1.2.3', license: 'MIT', repository };
      await writeFile(`${folder}/package.json`, JSON.stringify(described));
    }
    await writeFile(`${other.folder}/LICENSE`, 'Copyright B\n');
    expect(licenceOf(own)).toMatch(/^without-a-file 1\.2\.3 \(MIT\)\n\nCopyright B/);
  });

  it.each([
    ['that may ask for more', 'AGPL-3.0', { LICENSE: 'text' }],
    ['without a text', 'MIT', { 'README.md': '# b\n' }],
    ['without a name', undefined, { LICENSE: 'text' }],
  ])('%s stops the build', async (what, license, files) => {
    const found = await makePackage(what.replaceAll(' ', '-'), license, files);
    expect(() => licenceOf(found)).toThrow(/cannot be bundled|license/);
  });
});
