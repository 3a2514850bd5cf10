import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '../../../../src');
const VERIFIERS = ['mapping/verify', 'importers/verify', 'commands/verify'];

/** What wrote the target: with any of it, a fault of the mapping would be on both sides. */
const WRITERS =
  /mapping\/(?:attachments|authors|files|message-body|messages|post-preview|priority|reactions|rendered-text|shown-as|system-message\S*|threads|timestamps|users|replay\/\S*|markdown\/\S*)\.ts/;

it('verify reads both sides without the mapping that wrote the target', () => {
  const files = VERIFIERS.flatMap((folder) =>
    readdirSync(join(SOURCES, folder)).map((name) => join(SOURCES, folder, name)),
  );
  expect(files.length).toBeGreaterThan(30);
  const imports = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/from '([^']+)'/g)].map(([, specifier = '']) =>
      specifier.replace(/^\.\.\//, file.includes('mapping/verify') ? 'mapping/' : '../'),
    ),
  );
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.filter((specifier) => WRITERS.test(specifier))).toEqual([]);
});
