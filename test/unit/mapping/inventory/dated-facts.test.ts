import { describe, expect, it } from 'vitest';
import {
  areFactsOld,
  datedFact,
  FACTS_AS_OF,
  MATTERMOST_RELEASES,
  releasesAfter,
} from '../../../../src/mapping/inventory/dated-facts.ts';
import { notEmpty } from '../../../support/not-empty.ts';

const DAY_MS = 86_400_000;

describe('the table of dates', () => {
  it.each([
    ['Mattermost', '8.1.2', '2024-05-15'],
    ['Mattermost', '10.11.0', '2026-08-15'],
    ['MariaDB', '10.11.6', '2028-02-16'],
    ['MySQL', '8.0.36', '2026-04-30'],
    ['PostgreSQL', '13.4', '2025-11-13'],
    ['system', 'amazon linux 2', '2026-06-30'],
    ['system', 'Amazon Linux 2 (Karoo)', '2026-06-30'],
    ['system', 'Amazon Linux 2023', '2029-06-30'],
  ] as const)('knows when %s %s ends', (product, version, endsOn) => {
    expect(datedFact(product, version)?.endsOn).toBe(endsOn);
  });

  it.each([
    ['Mattermost', '8.10.0'],
    ['MariaDB', '10.1.5'],
    ['PostgreSQL', '9.6'],
    ['system', 'Amazon Linux'],
    ['Mattermost', ''],
  ] as const)('knows nothing of %s %s', (product, version) => {
    expect(datedFact(product, version)).toBeUndefined();
  });

  it('gives a source for every line, and releases in the order of their days', () => {
    const days = MATTERMOST_RELEASES.map(({ releasedOn }) => releasedOn);
    expect(days).toEqual([...days].sort());
    for (const { releasedOn = '', endsOn, source } of notEmpty(MATTERMOST_RELEASES)) {
      expect(releasedOn < endsOn).toBe(true);
      expect(source).toMatch(/^https:/);
    }
  });

  it('counts the releases after one', () => {
    const newest = MATTERMOST_RELEASES.at(-1)?.version ?? '';
    expect(releasesAfter(newest)).toEqual({ newer: 0, newest });
    expect(releasesAfter('8.1.2')?.newer).toBeGreaterThanOrEqual(34);
    expect(releasesAfter('8.10.1')).toBeUndefined();
  });

  it('is old after a year', () => {
    const madeMs = Date.parse(FACTS_AS_OF);
    expect(areFactsOld(madeMs + 365 * DAY_MS)).toBe(false);
    expect(areFactsOld(madeMs + 366 * DAY_MS)).toBe(true);
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
    expect(datedFact('Mattermost', '>11.10')).toBeUndefined();
    expect(releasesAfter('11.3-11.4')).toEqual(releasesAfter('11.4'));
  });
});
