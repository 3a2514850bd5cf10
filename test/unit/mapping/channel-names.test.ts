import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byPreference,
  legalName,
  type NamePreference,
  nameChannels,
} from '../../../src/mapping/channel-names.ts';
import { type Channel, channelId, teamId } from '../../../src/model/model.ts';
import { aChannel, aTeam } from '../../support/builders/builders.ts';

const TOKYO = aTeam();
const OSAKA = aTeam({ id: teamId('osakateam00000000000000001'), name: 'osaka' });

function namesOf(channels: readonly Channel[], preference: NamePreference = 'display'): string[] {
  return nameChannels(channels, [TOKYO, OSAKA], byPreference(preference)).map(({ name }) => name);
}

function channel(id: string, over: Partial<Channel>): Channel {
  return aChannel({ id: channelId(id.padEnd(26, '0')), ...over });
}

describe('naming channels', () => {
  it('makes the oldest town-square the general channel and suffixes the others with their team', () => {
    const named = nameChannels(
      [
        channel('b', { name: 'town-square', teamId: OSAKA.id, createAtMs: 2, displayName: 'TS' }),
        channel('a', { name: 'town-square', teamId: TOKYO.id, createAtMs: 1, displayName: 'TS' }),
      ],
      [TOKYO, OSAKA],
      byPreference('display'),
    );
    expect(named.map(({ name, isGeneral }) => [name, isGeneral])).toEqual([
      ['general', true],
      ['town-square', false],
    ]);
  });

  it('makes no private channel the general one, whatever it is called', () => {
    const named = nameChannels(
      [channel('a', { name: 'town-square', type: 'private' })],
      [TOKYO],
      byPreference('name'),
    );
    expect(named.map(({ name, isGeneral }) => [name, isGeneral])).toEqual([['town-square', false]]);
  });

  it('keeps #general for the general channel when another channel has that name', () => {
    const square = channel('a', { name: 'town-square', displayName: 'Town Square', createAtMs: 9 });
    const other = channel('b', { name: 'general', displayName: 'General', createAtMs: 1 });
    expect(namesOf([square, other])).toEqual(['general-tokyo', 'general']);
  });

  it('shows a Japanese display name instead of the name that Mattermost made up', () => {
    const made = channel('a', {
      name: 'x7k3yq9f1tnr5mwdgn4nbyabcd',
      displayName: '人事（非公開）',
    });
    expect(namesOf([made])).toEqual(['人事-非公開']);
    expect(namesOf([made], 'name')).toEqual(['x7k3yq9f1tnr5mwdgn4nbyabcd']);
    expect(namesOf([made], 'ascii')).toEqual(['channel-a0000000']);
  });

  it('keeps the name of a channel whose display name says the same in Latin letters', () => {
    expect(namesOf([channel('a', { name: 'dev', displayName: 'Dev (labs)' })])).toEqual(['dev']);
  });

  it('gives the older of two channels the name and the other one its team', () => {
    const older = channel('b', { name: 'dev', displayName: 'Dev', createAtMs: 1 });
    const newer = channel('a', {
      name: 'dev',
      displayName: 'Dev',
      createAtMs: 2,
      teamId: OSAKA.id,
    });
    expect(namesOf([newer, older])).toEqual(['dev', 'dev-osaka']);
  });

  it('numbers channels that clash within their team', () => {
    const twin = (id: string, at: number) =>
      channel(id, { name: `n${id}`, displayName: '開発 ', createAtMs: at });
    expect(namesOf([twin('a', 1), twin('b', 2), twin('c', 3)])).toEqual([
      '開発',
      '開発-tokyo',
      '開発-tokyo-2',
    ]);
  });

  it('says why', () => {
    const [named] = nameChannels(
      [channel('a', { displayName: '開発' })],
      [TOKYO],
      byPreference('display'),
    );
    expect(named?.reason).toBe('the display name, as people know it');
  });

  it('is unique and legal whatever the names are', () => {
    const anyName = fc.record({
      name: fc.string({ unit: 'grapheme', maxLength: 64 }),
      displayName: fc.string({ unit: 'grapheme', maxLength: 64 }),
    });
    const preference = fc.constantFrom<NamePreference>('display', 'name', 'ascii');
    fc.assert(
      fc.property(fc.array(anyName, { maxLength: 12 }), preference, (list, prefers) => {
        const names = namesOf(
          list.map((over, index) => channel(`c${index}`, over)),
          prefers,
        );
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) {
          expect([...name].length).toBeLessThanOrEqual(80);
          expect(name).toMatch(/^[\p{L}\p{M}\p{N}_-]+$/u);
          expect(name).toBe(name.toLowerCase());
        }
      }),
    );
  });
});

describe('a legal name', () => {
  it.each([
    [
      '【重要】インフラ・アラート通知チャンネル / AWS (本番)',
      '重要-インフラ-アラート通知チャンネル-aws-本番',
    ],
    ['ﾃｽﾄ', 'テスト'],
    ['  Big  Plans!  ', 'big-plans'],
    ['--', ''],
    ['../etc', 'etc'],
  ])('of %s is %s', (given, legal) => {
    expect(legalName(given)).toBe(legal);
  });

  it('is cut at 80 characters, not in the middle of one', () => {
    expect([...legalName('漢'.repeat(100))].length).toBe(80);
    expect(legalName(`${'𠮷'.repeat(79)}-x`)).toBe('𠮷'.repeat(79));
  });
});
