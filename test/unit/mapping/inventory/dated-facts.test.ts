import { describe, expect, it } from 'vitest';
import {
  areFactsOld,
  datedFact,
  FACT_SOURCES,
  isFactOld,
  releasesAfter,
} from '../../../../src/mapping/inventory/dated-facts.ts';
import * as databases from '../../../../src/mapping/inventory/facts/databases.ts';
import type { FactTable } from '../../../../src/mapping/inventory/facts/fact-table.ts';
import { MATTERMOST_RELEASES } from '../../../../src/mapping/inventory/facts/mattermost-releases.ts';
import * as systems from '../../../../src/mapping/inventory/facts/systems.ts';
import { notEmpty } from '../../../support/not-empty.ts';

const DAY_MS = 86_400_000;
const TABLES: readonly FactTable[] = [
  MATTERMOST_RELEASES,
  ...Object.values(databases),
  ...Object.values(systems),
];

describe('the tables of dates', () => {
  it.each([
    ['Mattermost', '8.1.2', '2024-05-15'],
    ['Mattermost', '10.11.0', '2026-08-15'],
    ['Mattermost', '11.9.1', '2026-10-15'],
    ['Mattermost', '11.10', '2026-11-15'],
    ['Mattermost', '11.11', '2026-12-15'],
    ['MariaDB', '10.11.6', '2028-02-16'],
    ['MariaDB', '10.2.44', '2022-05-23'],
    ['MariaDB', '11.0', '2024-06-06'],
    ['MariaDB', '11.7.2', '2025-05-12'],
    ['MariaDB', '12.3.1', '2029-06-12'],
    ['MySQL', '5.6.51', '2021-02-28'],
    ['MySQL', '8.0.36', '2026-04-30'],
    ['MySQL', '9.7.2', '2034-04-21'],
    ['PostgreSQL', '10.23', '2022-11-10'],
    ['PostgreSQL', '13.4', '2025-11-13'],
    ['PostgreSQL', '17.2', '2029-11-08'],
    ['PostgreSQL', '18.0', '2030-11-14'],
    ['system', 'amazon linux 2', '2026-06-30'],
    ['system', 'Amazon Linux 2 (Karoo)', '2026-06-30'],
    ['system', 'Amazon Linux 2023', '2029-06-30'],
    ['system', 'Ubuntu 22.04.5 LTS', '2027-04-01'],
    ['system', 'RHEL 8.10', '2029-05-31'],
    ['system', 'Red Hat Enterprise Linux 9', '2032-05-31'],
    ['system', 'Debian GNU/Linux 12 (bookworm)', '2026-07-11'],
    ['system', 'CentOS Linux 7', '2024-06-30'],
    ['system', 'CentOS Stream 9', '2027-05-31'],
  ] as const)('know when %s %s ends', (product, version, endsOn) => {
    expect(datedFact(product, version)?.endsOn).toBe(endsOn);
  });

  it.each([
    ['Mattermost', '8.10.0'],
    ['MariaDB', '5.1.5'],
    ['PostgreSQL', '9.1'],
    ['system', 'Amazon Linux'],
    ['system', 'Ubuntu 2204'],
    ['Mattermost', ''],
  ] as const)('know nothing of %s %s', (product, version) => {
    expect(datedFact(product, version)).toBeUndefined();
  });

  it('know when 5.x was released, and that its support has ended on a day that is not known', () => {
    expect(datedFact('Mattermost', '5.37.9')).toMatchObject({
      releasedOn: '2021-07-16',
      endsOn: undefined,
    });
  });

  it('count the releases after one', () => {
    const newest = MATTERMOST_RELEASES.rows.at(-1)?.[0] ?? '';
    expect(releasesAfter(newest)).toEqual({ newer: 0, newest });
    expect(releasesAfter('8.1.2')?.newer).toBeGreaterThanOrEqual(35);
    expect(releasesAfter('8.10.1')).toBeUndefined();
  });
});

describe.each(TABLES.map((table) => [table.source, table] as const))(
  'the facts of %s',
  (_, table) => {
    const DAY = /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

    it('have a source, a day of comparison, and rows of a version, its day and its end', () => {
      expect(table.source).toMatch(/^https:/);
      expect(table.asOf).toMatch(DAY);
      for (const [version, releasedOn, endsOn] of notEmpty(table.rows)) {
        expect(version).toMatch(table.product === 'system' ? /^[A-Z]\D* \d/ : /^\d+(?:\.\d+)?$/);
        expect(releasedOn).toMatch(DAY);
        if (endsOn === 'ended') continue;
        expect(endsOn).toMatch(DAY);
        expect(releasedOn < endsOn).toBe(true);
      }
    });

    it('name each version once, from old to new', () => {
      const versions = table.rows.map(([version]) => version);
      expect(new Set(versions).size).toBe(versions.length);
      const numbers = versions.map((version) =>
        version.split(/[. ]/).filter((part) => /^\d/.test(part)),
      );
      const sorted = numbers.toSorted(
        ([a, c = '0'], [b, d = '0']) => Number(a) - Number(b) || Number(c) - Number(d),
      );
      expect(numbers).toEqual(sorted);
    });
  },
);

describe('the age of facts', () => {
  it.each(FACT_SOURCES.map((fact) => [fact.source, fact] as const))(
    'of %s is told from the day after its last',
    (_, fact) => {
      const lastMs = Date.parse(fact.asOf) + fact.maxAgeDays * DAY_MS;
      expect(isFactOld(fact, lastMs)).toBe(false);
      expect(isFactOld(fact, lastMs + DAY_MS)).toBe(true);
    },
  );

  it('is that of the oldest: one old table is enough', () => {
    const lastDays = FACT_SOURCES.map(
      ({ asOf, maxAgeDays }) => Date.parse(asOf) + maxAgeDays * DAY_MS,
    );
    const firstMs = Math.min(...lastDays);
    expect(areFactsOld(firstMs)).toBe(false);
    expect(areFactsOld(firstMs + DAY_MS)).toBe(true);
  });
});

describe('a release that is known in part', () => {
  it('is as old as its newest possibility, and its support ends with the last of them', () => {
    expect(datedFact('Mattermost', '9.5-9.7')).toMatchObject({
      releasedOn: '2024-04-16',
      endsOn: '2024-11-15',
    });
    expect(datedFact('Mattermost', '8.1')?.endsOn).toBe('2024-05-15');
    expect(datedFact('Mattermost', '8.1.2+')?.endsOn).toBe('2024-05-15');
    expect(datedFact('Mattermost', '>11.11')).toBeUndefined();
    expect(releasesAfter('11.3-11.4')).toEqual(releasesAfter('11.4'));
  });
});
