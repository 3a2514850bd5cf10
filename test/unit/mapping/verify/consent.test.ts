import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../src/mapping/csv.ts';
import { CONSENT_CSV_HEADER, consentTable } from '../../../../src/mapping/plan/consent-csv.ts';
import { agreedIn, movedWithoutConsent } from '../../../../src/mapping/verify/consent.ts';
import { bySeverity } from '../../../../src/mapping/verify/severity.ts';
import { channelId } from '../../../../src/model/model.ts';

const ODD = ['a', ' a', 'a ', '"a"', '=a', 'é\r\nb'];

describe('a comparison by consent', () => {
  it('reads yes out of the list that a plan writes, whatever the ids', () => {
    const lines = consentTable(
      ODD.map((id) => ({ channelId: channelId(id), people: ['a'], posts: 1 })),
      ODD.slice(0, 4).map((id, at) => ({
        line: at,
        people: '',
        channelId: channelId(id),
        answer: at === 3 ? 'no' : 'yes',
      })),
    );
    const text = [CONSENT_CSV_HEADER, ...lines].map(csvLine).join('');
    expect(agreedIn(text, 'dms.csv')).toEqual(new Set(ODD.slice(0, 3)));
  });

  it.each([
    ['direct', 'yes', 0],
    ['direct', 'no', 1],
    ['group', 'yes', 0],
    ['group', 'no', 1],
    ['public', 'no', 0],
    ['private', 'no', 0],
  ] as const)('of a %s conversation with %s finds %i', (type, answer, found) => {
    const place = { channel: { id: channelId('c'), type }, slackChannel: 'D1' };
    const differences = movedWithoutConsent([place], new Set(answer === 'yes' ? ['c'] : []));
    expect(differences.map(({ field, slackChannel }) => [field, slackChannel])).toEqual(
      found === 0 ? [] : [['consent', 'D1']],
    );
  });

  it('puts what was moved without consent before everything else', () => {
    const count = { cause: '', count: 1, samples: [], places: [], otherPlaces: 0 };
    const fields = ['', 'public', 'read-once', 'consent', 'visibility'] as const;
    const all = fields.map((field) => ({
      ...count,
      kind: 'differs' as const,
      thing: 'channel' as const,
      field,
    }));
    expect(bySeverity(all)[0]?.field).toBe('consent');
  });
});
