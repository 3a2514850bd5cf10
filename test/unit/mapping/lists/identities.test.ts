import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Identity, indexIdentities } from '../../../../src/mapping/lists/identities.ts';

const anIdentity = (over: Partial<Identity>): Identity => ({
  id: 'U1',
  handle: '',
  names: [],
  email: '',
  ...over,
});
const all = () => true;
const found = (wanted: Partial<Identity>, others: readonly Partial<Identity>[]) =>
  indexIdentities(others.map((other, at) => anIdentity({ id: `U${at}`, ...other })))(
    anIdentity(wanted),
    all,
  ).map(({ identity, reasons }) => [identity.id, ...reasons]);

describe('candidates', () => {
  it.each([
    [
      'an address in another case',
      { email: 'Ann@acme.example' },
      { email: 'ANN@ACME.EXAMPLE' },
      'address',
    ],
    [
      'words of a name in another order',
      { names: ['Taro Yamada'] },
      { names: ['YAMADA Taro'] },
      'name',
    ],
    ['a name without a blank', { names: ['山田 太郎'] }, { names: ['山田太郎'] }, 'name'],
    [
      'full-width letters',
      { names: ['Ｔａｒｏ Ｙａｍａｄａ'] },
      { names: ['taro yamada'] },
      'name',
    ],
    ['accents', { names: ['Zoë Müller'] }, { names: ['Zoe Muller'] }, 'name'],
    ['a handle with other signs', { handle: 'taro.yamada' }, { handle: 'taro_yamada' }, 'name'],
    [
      'the name of the address',
      { handle: 'tyamada1' },
      { email: 'tyamada1+x@new.example' },
      'handle',
    ],
    [
      'a handle that shortens a name',
      { handle: 'tyamada' },
      { names: ['Taro Yamada'] },
      'initials',
    ],
    ['a nickname', { names: ['Taro Yamada', 'Yama-chan'] }, { names: ['yama chan'] }, 'name'],
    ['one word of a name', { names: ['Taro Yamada'] }, { names: ['Hanako Yamada'] }, 'word'],
  ])('are found by %s', (_by, wanted, other, reason) => {
    const [candidate] = found(wanted, [other]);
    expect(candidate).toContain(reason);
  });

  it('are ranked by what says most, then by name', () => {
    const wanted = { handle: 'tyamada', names: ['Taro Yamada'], email: 't.yamada@a.example' };
    expect(
      found(wanted, [
        { names: ['Yamada Hanako'] },
        { handle: 'tyamada' },
        { names: ['Yamada Taro'] },
        { names: ['Somebody Else'] },
        { email: 't.yamada@a.example' },
      ]).map(([id]) => id),
    ).toEqual(['U4', 'U2', 'U1', 'U0']);
  });

  it('voiced kana are not the unvoiced ones', () => {
    expect(found({ names: ['ばば'] }, [{ names: ['はは'] }])).toEqual([]);
  });

  it('are at most eight, and found in a crowd by what few share', () => {
    const crowd = Array.from({ length: 3_000 }, (_each, at) => ({
      handle: `user${at}`,
      names: ['Taro Yamada'],
      email: `user${at}@acme.example`,
    }));
    const find = indexIdentities(crowd.map((each, at) => anIdentity({ id: `U${at}`, ...each })));
    const candidates = find(anIdentity({ handle: 'user77', names: ['Taro Yamada'] }), all);
    expect(candidates.map(({ identity }) => identity.id)).toEqual(['U77']);
  });

  it('have a reason, are as likely the other way round, and never fail, whatever names are', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }));
    const identity = fc.record({
      id: text,
      handle: text,
      names: fc.array(text, { maxLength: 2 }),
      email: text,
    });
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const there = indexIdentities([other])(one, all).flatMap(({ reasons }) => [...reasons]);
        const back = indexIdentities([one])(other, all).flatMap(({ reasons }) => [...reasons]);
        expect(there).toEqual(back);
        expect(indexIdentities([one])(one, all).every(({ reasons }) => reasons.length > 0)).toBe(
          true,
        );
      }),
    );
  });
});
