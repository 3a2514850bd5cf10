import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readsSavedPosts, savedPostsFile } from '../../../../src/mapping/kept/saved-posts.ts';
import { userId } from '../../../../src/model/model.ts';

const HOSTILE = [
  ...['../../etc/passwd', 'a/b', 'a\\b', '..', '.', '', ' ', 'con', 'CON', 'lpt1.txt', 'nul'],
  ...['a\0b', 'a\nb', '<script>', 'ＡＤＭＩＮ', '山田', 'x'.repeat(300), '-rf', 'name.', 'UPPER'],
];

describe('the name of a page of saved posts', () => {
  it('is the username where that is a harmless name of a file', () => {
    const taken = new Set<string>();
    for (const username of ['sato', 'sato.taro', 'a_b-c.d', '_x', '1']) {
      expect(savedPostsFile({ id: userId('u1'), username }, taken)).toBe(`${username}.html`);
    }
  });

  it('is one name in the folder, for every username, on every system, and no two are the same', () => {
    const usernames = fc.array(
      fc.oneof(fc.constantFrom(...HOSTILE), fc.string(), fc.string({ unit: 'binary' })),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(usernames, (names) => {
        const taken = new Set<string>();
        const files = names.map((username, at) =>
          savedPostsFile({ id: userId(`u${at}`), username }, taken),
        );
        expect(new Set(files).size).toBe(names.length);
        for (const file of files) {
          expect(file).toMatch(/^[a-z0-9_][a-z0-9._-]*\.html$/);
          expect(file).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\./);
          expect(file).not.toContain('..');
          expect(file.length).toBeLessThan(90);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a page of saved posts', () => {
  it.each([
    ['person', undefined, true],
    ['guest', undefined, true],
    ['person', 5, false],
    ['bot', undefined, false],
    ['system-bot', undefined, false],
  ] as const)('of a %s that was deactivated at %s is written: %s', (kind, deleteAtMs, is) => {
    expect(readsSavedPosts({ kind, deleteAtMs })).toBe(is);
  });
});
