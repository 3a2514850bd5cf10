import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customStatusOf } from '../../../src/exporters/custom-status.ts';
import { mapStatus, NO_STATUS } from '../../../src/mapping/custom-status.ts';
import { makeEmojiNames } from '../../../src/mapping/emoji/emoji.ts';
import { archiveStatus, expectedStatus } from '../../../src/mapping/verify/status.ts';
import { A_TIME_MS } from '../../support/builders/builders.ts';

const NEVER = '0001-01-01T00:00:00Z';
const emoji = makeEmojiNames(['Über']);
const propsOf = (status: unknown) => ({ customStatus: JSON.stringify(status) });
const isoOf = (ms: number): string => new Date(ms).toISOString();

describe('a custom status of Mattermost', () => {
  const status = { emoji: 'house', text: '在宅勤務', duration: '', expires_at: NEVER };

  it('is read from JSON in JSON, as text and as a value of the database', () => {
    const read = { emoji: 'house', text: '在宅勤務', expiresAtMs: undefined };
    expect(customStatusOf(propsOf(status))).toEqual(read);
    expect(customStatusOf(JSON.stringify(propsOf(status)))).toEqual(read);
    expect(customStatusOf(propsOf({ emoji: '', text: 'a' }))).toMatchObject({ text: 'a' });
    const until = { ...status, duration: 'today', expires_at: isoOf(A_TIME_MS) };
    expect(customStatusOf(propsOf(until))?.expiresAtMs).toBe(A_TIME_MS);
  });

  it.each([
    ['nothing', undefined],
    ['no properties', null],
    ['other properties', { theme: 'dark' }],
    ['an empty status', propsOf({ ...status, emoji: '', text: '' })],
    ['no status', { customStatus: '' }],
    ['a text that is no JSON', { customStatus: '{"emoji":' }],
    ['a list', propsOf([status])],
    ['numbers', propsOf({ emoji: 1, text: 2 })],
    ['an end that cannot be read', propsOf({ ...status, expires_at: 'soon' })],
    ['a duration without an end', propsOf({ ...status, duration: 'one_hour' })],
  ])('is none where there is %s', (_, props) => {
    expect(customStatusOf(props)).toBeUndefined();
  });

  it('is none, and no fault, whatever the column holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, text) => {
        for (const props of [value, text, propsOf(value), { customStatus: text }]) {
          expect(() => customStatusOf(props)).not.toThrow();
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('its place in a profile of Slack', () => {
  const status = { emoji: 'house', text: '在宅', expiresAtMs: A_TIME_MS };

  it('is filled until the status is over, and empty from then on', () => {
    const valid = {
      status_text: '在宅',
      status_emoji: ':house:',
      status_expiration: 1_680_485_401,
    };
    expect(mapStatus(status, A_TIME_MS - 1, emoji)).toEqual(valid);
    expect(mapStatus(status, A_TIME_MS, emoji)).toEqual(NO_STATUS);
    const forever = { ...status, expiresAtMs: undefined };
    expect(mapStatus(forever, A_TIME_MS, emoji)).toEqual({ ...valid, status_expiration: 0 });
    expect(mapStatus(undefined, A_TIME_MS, emoji)).toEqual(NO_STATUS);
  });

  it.each([
    ['Über', ':_ber:'],
    ['+1', ':+1:'],
    ['nobody_knows', ':nobody_knows:'],
    ['', ''],
  ])('has the name that Slack has for the emoji %j', (name, inSlack) => {
    expect(mapStatus({ ...status, emoji: name }, 0, emoji).status_emoji).toBe(inSlack);
  });
});

describe('its comparison', () => {
  const names = (name: string): string => emoji.toSlack(name) ?? name;
  const statuses = fc.option(
    fc
      .record({
        emoji: fc.constantFrom('house', '+1', 'Über', 'nobody_knows', ''),
        text: fc.string(),
        expiresAtMs: fc.option(fc.integer({ min: 1, max: 9_000 }), { nil: undefined }),
      })
      .filter((status) => status.emoji !== '' || status.text !== ''),
    { nil: undefined },
  );
  const moments = fc.tuple(fc.integer({ max: 10_000 }), fc.nat(10_000));

  it('finds no difference in what was written, now or later, and every other one', () => {
    fc.assert(
      fc.property(statuses, moments, (status, [writtenMs, laterMs]) => {
        const written = mapStatus(status, writtenMs, emoji);
        const differs = (profile: typeof written): boolean => {
          const there = archiveStatus(profile, names);
          return there.line !== expectedStatus(status, there, writtenMs + laterMs, names);
        };
        expect(differs(written)).toBe(false);
        expect(differs({ ...written, status_text: `${written.status_text}x` })).toBe(true);
        expect(differs({ ...written, status_emoji: ':other:' })).toBe(true);
        const seconds = written.status_expiration + 7;
        expect(differs({ ...written, status_expiration: seconds })).toBe(true);
        const isEndless = status !== undefined && status.expiresAtMs === undefined;
        if (isEndless) expect(differs(NO_STATUS)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('accepts that an archive of an earlier version has none', () => {
    const old = archiveStatus({ status_text: '', status_emoji: '' }, names);
    const status = { emoji: 'house', text: 'a', expiresAtMs: undefined };
    expect(expectedStatus(status, old, 0, names)).toBe('');
  });
});
