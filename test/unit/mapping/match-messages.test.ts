import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FoundMessage,
  matchMessages,
  type WantedMessage,
} from '../../../src/mapping/adopt.ts';

const wanted = (over: Partial<WantedMessage> = {}): WantedMessage => ({
  postId: 'p1',
  part: 0,
  ts: '1680000000.123000',
  text: 'hello',
  slackUser: 'U1',
  isEdited: false,
  ...over,
});

const found = (over: Partial<FoundMessage> = {}): FoundMessage => ({
  ts: '1680000000.000001',
  text: 'hello',
  slackUser: 'U1',
  ...over,
});

describe('a message of an import', () => {
  it('is known by its second, its author and its text', () => {
    const [post, message] = [wanted(), found()];
    const { matches, missing, foreign } = matchMessages([post], [message]);
    expect(matches).toEqual([{ wanted: post, found: message, isSameText: true }]);
    expect([missing, foreign]).toEqual([[], []]);
  });

  it.each([
    ['of another second', { ts: '1680000001.000001' }],
    ['of another person', { slackUser: 'U2' }],
    ['with another text', { text: 'hullo' }],
  ])('is not one %s', (_, over) => {
    const { matches, missing, foreign } = matchMessages([wanted()], [found(over)]);
    expect(matches).toEqual([]);
    expect(missing).toHaveLength(1);
    expect(foreign).toHaveLength(1);
  });

  it('may name people and channels by other ids, and have other blanks', () => {
    const text = 'see <@U0AAAAAAAA> in <#C0AAAAAAAA|dev>,\nplease';
    const there = 'see <@U9> in <#C9|dev>, please ';
    expect(matchMessages([wanted({ text })], [found({ text: there })]).matches).toHaveLength(1);
  });

  it('is ambiguous among equal ones, unless one has the same ts', () => {
    const twins = [found(), found({ ts: '1680000000.000002' })];
    const guess = matchMessages([wanted()], twins);
    expect(guess.matches).toEqual([]);
    expect(guess.ambiguous).toMatchObject([{ candidates: twins }]);
    const posts = [wanted(), wanted({ postId: 'p2' })];
    expect(matchMessages(posts, [found()]).ambiguous).toHaveLength(2);
    const own = found({ ts: '1680000000.123000' });
    expect(matchMessages([wanted()], [...twins, own]).matches).toMatchObject([{ found: own }]);
  });

  it('is known by time and author alone only when its post was edited', () => {
    const there = found({ text: 'before the edit' });
    expect(matchMessages([wanted()], [there]).matches).toEqual([]);
    const edited = wanted({ isEdited: true });
    expect(matchMessages([edited], [there]).matches).toEqual([
      { wanted: edited, found: there, isSameText: false },
    ]);
    const nobody = wanted({ isEdited: true, slackUser: '' });
    expect(matchMessages([nobody], [there]).matches).toEqual([]);
  });

  it('is never taken twice, and every one is accounted for', () => {
    const second = fc.integer({ min: 0, max: 3 });
    const text = fc.constantFrom('a', 'b', '');
    const user = fc.constantFrom('', 'U1', 'U2');
    const post = fc
      .record({ second, text, slackUser: user, isEdited: fc.boolean() })
      .map(({ second: at, ...rest }) => wanted({ ...rest, ts: `${at}.000000` }));
    const message = fc
      .record({ second, micros: fc.nat({ max: 5 }), text, slackUser: user })
      .map(({ second: at, micros, ...rest }) => found({ ...rest, ts: `${at}.00000${micros}` }));
    fc.assert(
      fc.property(fc.array(post, { maxLength: 8 }), fc.array(message, { maxLength: 8 }), (a, b) => {
        const { matches, ambiguous, missing, foreign } = matchMessages(a, b);
        expect(matches.length + ambiguous.length + missing.length).toBe(a.length);
        const taken = matches.map((match) => match.found);
        expect(new Set(taken).size).toBe(taken.length);
        const touched = ambiguous.flatMap(({ candidates }) => candidates);
        expect(touched.filter((each) => taken.includes(each))).toEqual([]);
        expect(new Set([...taken, ...touched, ...foreign])).toEqual(new Set(b));
      }),
    );
  });
});
