import { normalize } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundledPath } from '../../../../src/mapping/messages/files.ts';
import { uploadName } from '../../../../src/mapping/messages/upload-name.ts';
import { isUploadName } from '../../../../src/mapping/verify/upload-names.ts';
import { slackFileId } from '../../../../src/slack/shapes.ts';

describe('the name of a file in an archive', () => {
  it.each([
    ['設計書（最終版）.pdf', '設計書（最終版）.pdf'],
    ['.bashrc', '.bashrc'],
    ['a/b\\c:d.txt', 'a_b_c_d.txt'],
    ['..', 'unnamed_file'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['', 'unnamed_file'],
    ['con.txt', '_con.txt'],
    ['com1', '_com1'],
    ['com0.txt', 'com0.txt'],
    ['trailing. ', 'trailing'],
    ['con. .', '_con'],
    ['tab\tand\nline', 'tab\tand\nline'],
    ['and\0nul', 'and_nul'],
  ])('%j becomes %j, where slackdump looks for it', (name, safe) => {
    expect(uploadName(name)).toBe(safe);
    expect(isUploadName(safe, name, false)).toBe(true);
  });

  it.each([
    ['other.txt', 'name.txt'],
    ['name', 'name.txt'],
    ['_', 'unnamed'],
    [`${'長'.repeat(84)}x.txt`, `${'長'.repeat(300)}.txt`],
  ])('is not %j for verify when the file is %j', (found, name) => {
    expect(isUploadName(found, name, false)).toBe(false);
  });

  it.each([
    ['trailing__', 'trailing. '],
    ['tab_and_nul', 'tab\tand\0nul'],
    ['__', '..'],
  ])('may be %j for %j in an archive of version 0.1 alone', (found, name) => {
    expect(isUploadName(found, name, true)).toBe(true);
    expect(isUploadName(found, name, false)).toBe(false);
  });

  it('leads nowhere else, is short, and keeps a short ending, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (name) => {
        const path = bundledPath(slackFileId('F0123456789ABC'), name);
        expect(normalize(path)).toBe(path);
        expect(path.split('/')).toHaveLength(3);
        expect(path.startsWith('__uploads/F0123456789ABC/')).toBe(true);
        const [, , last = ''] = path.split('/');
        expect(Buffer.byteLength(last)).toBeLessThanOrEqual(255);
        expect(isUploadName(last, name, false)).toBe(true);
      }),
    );
    expect(uploadName(`${'長'.repeat(300)}.tar.gz`)).toMatch(/^長{80,}\.gz$/);
  });
});
