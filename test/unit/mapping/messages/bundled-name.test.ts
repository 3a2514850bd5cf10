import { normalize } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundledPath } from '../../../../src/mapping/messages/files.ts';
import { safeName } from '../../../../src/mapping/text.ts';
import { slackFileId } from '../../../../src/slack/shapes.ts';

describe('the name of a file in an archive', () => {
  it.each([
    ['設計書（最終版）.pdf', '設計書（最終版）.pdf'],
    ['.bashrc', '.bashrc'],
    ['a/b\\c:d.txt', 'a_b_c_d.txt'],
    ['..', '__'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['', '_'],
    ['con.txt', '_con.txt'],
    ['trailing. ', 'trailing__'],
    ['tab\tand\0nul', 'tab_and_nul'],
  ])('%j becomes %j', (name, safe) => expect(safeName(name)).toBe(safe));

  it('leads nowhere else, is short, and keeps a short ending, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (name) => {
        const path = bundledPath(slackFileId('F0123456789ABC'), name);
        expect(normalize(path)).toBe(path);
        expect(path.split('/')).toHaveLength(3);
        expect(path.startsWith('__uploads/F0123456789ABC/')).toBe(true);
        expect(Buffer.byteLength(path)).toBeLessThan(255);
      }),
    );
    expect(safeName(`${'長'.repeat(300)}.tar.gz`)).toMatch(/^長{60,}\.gz$/);
  });
});
