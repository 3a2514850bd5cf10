import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownRelease } from '../../../../src/mapping/release/known-release.ts';
import { RELEASES_BY_RUN } from '../../../../src/mapping/release/migrations.ts';
import {
  compareFeatures,
  isInSpan,
  parseRelease,
  parseSpan,
} from '../../../../src/mapping/release/spans.ts';
import { releaseWords } from '../../../../src/mapping/release/words.ts';
import type { Migration } from '../../../../src/model/migration.ts';
import { lineText } from '../../../../src/reports/notices.ts';
import { releaseText } from '../../../../src/reports/release.ts';
import { notEmpty } from '../../../support/not-empty.ts';

/** `1-109 111 113`, by any name. */
function migrations(text: string, names: Readonly<Record<number, string>> = {}): Migration[] {
  return text
    .split(' ')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [from = 0, to = from] = part.split('-').map(Number);
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    })
    .map((number) => ({ number, name: names[number] ?? 'a_change' }));
}

const releaseOf = (numbers: string, row = '', told?: string): string =>
  knownRelease({ mattermostVersion: row, migrations: migrations(numbers) }, told).version;

const ROLES = {
  142: 'add_schemeid_to_roles',
  143: 'backfill_roles_schemeid',
  144: 'add_roles_schemeid_index',
};

describe('the release that migrations tell', () => {
  it.each([
    ['1-109 111', '8.1-9.0'],
    ['1-109 111-113', '8.1.2-9.2'],
    ['1-109 111 113', '8.1.2+'],
    ['1-109 111-148', '11.3-11.4'],
    ['1-109 111-149', '11.4'],
    ['1-109 111-141', '10.10-11.0'],
    ['1-109 111-119 122', '9.5.7+'],
    ['1-109 111-124 127', '9.11.2-10.0'],
    ['1-109 111-167 171', '11.7'],
    ['1-109 111-188 190-200', '11.9'],
    ['1-109', '8.0'],
    ['1-93 95', '7.4.1-7.5'],
    ['1-101 107 108', '7.8.5+'],
    ['1-75', '6.4'],
  ])('of %s is %s', (numbers, release) => {
    expect(releaseOf(numbers)).toBe(release);
  });

  it.each([
    ['between two releases', '1-109 111-115', '9.3-9.4'],
    ['with the withdrawn number 110', '1-111', '8.1-9.0'],
    ['with numbers of a back-port above a later release', '1-109 111-149 195', '11.4'],
    ['of which only a part was kept', '66 109 113', '8.1.2-9.2'],
    ['twice in the table', '1-109 111 1-109 111', '8.1-9.0'],
    ['newer than the table', '1-109 111-188 190-300', '>11.10'],
    ['of nothing', '', ''],
    ['before the first release that has the table', '1-40', ''],
  ])('is honest for numbers %s', (_, numbers, release) => {
    expect(releaseOf(numbers)).toBe(release);
  });

  it('tells the long-term release that put other changes under 142 to 144', () => {
    const of = (numbers: string) =>
      knownRelease({ mattermostVersion: '', migrations: migrations(numbers, ROLES) }, undefined);
    expect(of('1-109 111-144').version).toBe('10.11.16+');
    expect(of('1-109 111-144 195').version).toBe('10.11.21+');
    expect(releaseOf('1-109 111-144')).toBe('11.1-11.2');
  });

  it('says which number told it', () => {
    const recorded = { mattermostVersion: '', migrations: migrations('1-109 111') };
    expect(knownRelease(recorded, undefined)).toMatchObject({ migration: 111 });
  });

  it('takes any numbers, and one more never makes a server older', () => {
    const number = fc.oneof(fc.integer({ min: 1, max: 210 }), fc.double(), fc.maxSafeInteger());
    fc.assert(
      fc.property(fc.array(number), fc.string(), (numbers, name) => {
        const rows = numbers.map((one) => ({ number: one, name }));
        const { version } = knownRelease({ mattermostVersion: '', migrations: rows }, undefined);
        return version === '' || parseSpan(version) !== undefined;
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 75, max: 300 }), (last) => {
        const older = parseSpan(releaseOf(`1-${last}`));
        const newer = parseSpan(releaseOf(`1-${last + 1}`));
        if (older === undefined || newer === undefined) throw new Error('no release');
        expect(compareFeatures(older.from, newer.from)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe('the row of Systems', () => {
  it('tells the release of a server without migrations', () => {
    expect(releaseOf('', '5.37.10')).toBe('5.37.10');
    expect(releaseOf('', ' 6.3.0 ')).toBe('6.3.0');
  });

  it('tells the patch release where the migrations allow it', () => {
    expect(releaseOf('1-109 111-148', '11.4.0')).toBe('11.4.0');
  });

  it('means nothing where an upgraded server left it', () => {
    expect(releaseOf('1-109 111-148', '5.37.0')).toBe('11.3-11.4');
    expect(releaseOf('1-109 111-148', '6.3.0')).toBe('11.3-11.4');
    expect(releaseOf('1-109 111-148', 'dev')).toBe('11.3-11.4');
  });

  it('tells the feature release alone where a migration is younger than its patch release', () => {
    expect(releaseOf('1-109 111 113', '8.1.0')).toBe('8.1');
    expect(releaseOf('1-109 111-113', '8.1.0')).toBe('8.1');
  });
});

describe('the release that the settings say', () => {
  it.each([
    ['1-109 111', '', '8.1.2'],
    ['1-109 111-113', '8.1.0', '8.1.2'],
    ['1-109 111-148', '', '11.4.0'],
    ['1-109 111-148', '', '11.4'],
    ['1-109 111-148', '5.37.0', '11.4.2'],
    ['', '', '8.1.2'],
    ['1-109 111-188 190-300', '', '12.1.0'],
  ])('wins where the database (%s, %s) allows it: %s', (numbers, row, told) => {
    const found = knownRelease({ mattermostVersion: row, migrations: migrations(numbers) }, told);
    expect(found).toEqual({ version: told, migration: undefined, contradicted: undefined });
  });

  it.each([
    ['1-109 111', '', '9.5.1', '8.1-9.0'],
    ['1-109 111-113', '', '7.8.0', '8.1.2-9.2'],
    ['1-109 111 113', '', '8.1.1', '8.1.2+'],
    ['1-109 111-188 190-300', '', '11.4.0', '>11.10'],
    ['', '5.37.10', '5.37.9', '5.37.10'],
  ])('loses to a database (%s, %s) that contradicts it: %s', (numbers, row, told, release) => {
    const found = knownRelease({ mattermostVersion: row, migrations: migrations(numbers) }, told);
    expect(found).toMatchObject({ version: release, contradicted: release });
  });

  it('adds nothing where the database knows more', () => {
    expect(releaseOf('', '8.1.2', '8.1')).toBe('8.1.2');
    expect(releaseOf('1-109 111 113', '', '8.1')).toBe('8.1.2+');
  });
});

describe('the table of releases', () => {
  it('is in the order of its numbers and of its releases, each with a source', () => {
    const numbers = notEmpty(RELEASES_BY_RUN).map((one) => Number(one.numbers));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    for (const { from, to, source } of RELEASES_BY_RUN) {
      const last = parseRelease(to);
      const span = parseSpan(`${from}-${to}`);
      expect(last !== undefined && span !== undefined && isInSpan(last, span)).toBe(true);
      expect(source).toMatch(/^(?:docs|git|pull \d+)/);
    }
  });
});

describe('the words for a release', () => {
  it.each([
    ['8.1.2', '8.1.2'],
    ['8.1', '8.1, patch release unknown'],
    ['8.1.2+', '8.1, patch release 8.1.2 or later'],
    ['11.3-11.4', '11.3 to 11.4, exact release unknown'],
    ['>11.10', 'newer than 11.10, the newest release known on 2026-08-21'],
    ['8.1.2-rc1', '8.1.2-rc1'],
    ['dev', 'dev'],
    ['', ''],
  ])('%s: %s', (version, words) => {
    expect(releaseText(version, 'en')).toBe(words);
    const value = releaseWords(version);
    if (typeof value === 'object' && 'code' in value)
      expect(lineText(value, 'ja')).toMatch(/[ぁ-ん不]/);
  });
});
