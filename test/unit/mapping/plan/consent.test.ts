import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine, decodeSpreadsheet } from '../../../../src/mapping/csv.ts';
import {
  channelsWithoutConsent,
  consentOf,
  makeConsent,
  refuseUnasked,
} from '../../../../src/mapping/plan/consent.ts';
import {
  CONSENT_ANSWERS,
  CONSENT_CSV_HEADER,
  type ConsentAnswer,
  consentTable,
  parseConsentCsv,
} from '../../../../src/mapping/plan/consent-csv.ts';
import { channelId } from '../../../../src/model/model.ts';
import { aChannel } from '../../../support/builders/builders.ts';

const read = (text: string) => parseConsentCsv(text, 'dms.csv');
const HEADER = csvLine(CONSENT_CSV_HEADER);

const conversation = (id: string, people: readonly string[] = ['a', 'b']) => ({
  channelId: channelId(id),
  people,
  posts: 3,
});
const direct = (id: string) => aChannel({ id: channelId(id), type: 'direct' });
const textOf = (lines: readonly (readonly string[])[]): string =>
  HEADER + lines.map(csvLine).join('');

describe('dms.csv', () => {
  it('has a line for each conversation, to be asked about at first', () => {
    expect(consentTable([conversation('d2', ['b', 'c']), conversation('d1')], [])).toEqual([
      ['d1', 'a, b', '3', 'ask'],
      ['d2', 'b, c', '3', 'ask'],
    ]);
  });

  const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 8 });
  const answers = fc.array(fc.constantFrom(...CONSENT_ANSWERS), { minLength: 8, maxLength: 8 });

  it('keeps every answer however often it is written and read, in each form of a spreadsheet', () => {
    fc.assert(
      fc.property(ids, answers, (all, given) => {
        const earlier = all.map((id, at) => ({
          line: at + 2,
          channelId: channelId(id),
          people: '',
          answer: given[at] ?? ('ask' as ConsentAnswer),
        }));
        const listed = all.map((id) => conversation(id));
        const once = textOf(consentTable(listed, earlier));
        const twice = textOf(consentTable(listed, read(once)));
        expect(twice).toBe(once);
        for (const bytes of [
          Buffer.from(`\ufeff${once}`),
          Buffer.from(`\ufeff${once}`, 'utf16le'),
        ]) {
          const saved = read(decodeSpreadsheet(bytes, 'dms.csv'));
          const answerOf = new Map(saved.map((line) => [line.channelId, line.answer]));
          expect(earlier.map((line) => answerOf.get(line.channelId))).toEqual(
            earlier.map(({ answer }) => answer),
          );
        }
      }),
    );
  });

  it('is read from CP932 and with semicolons', () => {
    const text = `${'conversation;people;posts;consent'}\r\nd1;`;
    const bytes = Buffer.concat([
      Buffer.from(text),
      Buffer.from([0x8e, 0x52, 0x93, 0x63]),
      Buffer.from(';3;YES\r\n'),
    ]);
    expect(read(decodeSpreadsheet(bytes, 'dms.csv'))).toEqual([
      { line: 2, channelId: 'd1', people: '山田', answer: 'yes' },
    ]);
  });

  it.each(['', 'maybe', 'y', 'はい', 'yes!', 'true'])('refuses the answer "%s"', (word) => {
    expect(() => read(`${HEADER}d1,,1,yes\nd2,,1,${word}\n`)).toFailWith(
      `dms.csv line 3: consent '${word}', expected yes, no, ask`,
    );
  });

  it('refuses a conversation in two lines, whatever they answer', () => {
    for (const answer of CONSENT_ANSWERS) {
      expect(() => read(`${HEADER}d1,,1,yes\nd1,,1,${answer}\n`)).toFailWith(
        "dms.csv line 3: 'd1' is already in line 2",
      );
    }
  });

  it('asks again where somebody came who was not asked, and keeps every other answer', () => {
    const earlier = read(
      `${HEADER}d1,"a, b",1,yes\nd2,"a, b",1,no\nd3,"a, b",1,yes\nd4,,1,yes\nd5,"b , a",1,YES\n`,
    );
    const now = (id: string) => conversation(id, id === 'd3' ? ['a'] : ['a', 'b', 'c']);
    const same = conversation('d5');
    const listed = [...['d1', 'd2', 'd3', 'd4'].map(now), same];
    const answers = consentTable(listed, earlier).map(([id, , , answer]) => [id, answer]);
    expect(Object.fromEntries(answers)).toEqual({
      ...{ d1: 'ask', d2: 'no', d3: 'yes', d4: 'yes', d5: 'yes' },
    });
  });

  it('is given by those who are named in its line', () => {
    const lines = read(`${HEADER}d1,"a, b",1,yes\nd2,"a, b",1,no\nd3,,1,yes\n`);
    const people = (...of: readonly string[]) =>
      new Map(['d1', 'd2', 'd3'].map((id) => [channelId(id), of]));
    expect(() => refuseUnasked(lines, people('a', 'c', 'd'), 'dms.csv')).toFailWith(
      'dms.csv line 2: c, d',
    );
    for (const of of [['a', 'b'], ['b'], []]) {
      expect(() => refuseUnasked(lines, people(...of), 'dms.csv')).not.toThrow();
    }
  });

  it('knows its own people again, whatever their names', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (people) => {
        const listed = [conversation('d1', people)];
        const lines = read(textOf(consentTable(listed, [])).replace(',ask', ',yes'));
        refuseUnasked(lines, new Map([[channelId('d1'), people]]), 'dms.csv');
        expect(lines).toHaveLength(1);
      }),
    );
  });

  it('refuses a line without a conversation', () => {
    expect(() => read(`${HEADER},,1,yes\n`)).toFailWith('dms.csv line 2: missing id');
  });
});

describe('consent', () => {
  const lines = read(`${HEADER}d1,,1,yes\nd2,,1,no\nd3,,1,ask\n`);

  it('is given by yes alone', () => {
    const channels = [direct('d1'), direct('d2'), direct('d3'), direct('d4'), aChannel()];
    const consent = consentOf(lines, channels, 'dms.csv');
    expect([...consent.conversations]).toEqual(['d1']);
    expect(channelsWithoutConsent(channels, consent).map(({ id }) => id)).toEqual([
      'd2',
      'd3',
      'd4',
    ]);
    expect(channelsWithoutConsent(channels, undefined)).toEqual([]);
  });

  it('is refused from the list of another source, and for a channel', () => {
    const problem = 'dms.csv line 4: d3 is no direct or group message of this source';
    expect(() => consentOf(lines, [direct('d1'), direct('d2')], 'dms.csv')).toFailWith(problem);
    const channel = aChannel({ id: channelId('d3'), type: 'private' });
    expect(() => consentOf(lines, [direct('d1'), direct('d2'), channel], 'dms.csv')).toFailWith(
      problem,
    );
  });

  it('has one digest for one set of conversations, in any order, and another one for another', () => {
    const set = fc.uniqueArray(fc.string(), { maxLength: 6 });
    fc.assert(
      fc.property(set, set, (one, other) => {
        const digest = (ids: readonly string[]) => makeConsent(ids.map(channelId)).digest;
        expect(digest([...one, ...one].reverse())).toBe(digest(one));
        const areEqual = one.toSorted().join('\0') === other.toSorted().join('\0');
        if (one.length !== other.length || !areEqual) expect(digest(one)).not.toBe(digest(other));
      }),
    );
    // FORMATS.md says how it is made: work directories hold it.
    expect(makeConsent([channelId('b'), channelId('a')]).digest).toBe(
      '02f3cfdcdf7983a35951a098d31c3f7591139f97d70a315c2a8ba7a73dd87c66',
    );
  });
});
