import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withPlainFields } from '../../../tools/plain-fields.ts';

const entry = createRequire(import.meta.url).resolve('markdown-it');
const built = join(dirname(entry), 'markdown-it.mjs');

describe('the fields of a bundled package', () => {
  it('become assignments, each of its name and value', () => {
    const code = ['_defineProperty(this, "a", []);', '\t_defineProperty(this, "b", f("x"));'];
    expect(withPlainFields(code.join('\n'))).toBe('this.a = [];\n\tthis.b = f("x");');
  });

  it('are found in the states of the installed markdown-it, of which there is one for each text', async () => {
    const code = await readFile(built, 'utf8');
    for (const name of ['StateBlock', 'StateInline']) {
      const begin = code.indexOf(`var ${name} = class`);
      expect(begin).toBeGreaterThan(-1);
      const made = code.slice(begin, code.indexOf('\n\t}', begin));
      expect(made).toContain('_defineProperty(this');
      expect(withPlainFields(made)).not.toContain('_defineProperty(this');
    }
  });
});
