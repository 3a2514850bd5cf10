import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparableText,
  type FoundMessage,
  type MatchRules,
  matchMessages,
  noticeKind,
  type WantedMessage,
} from '../../../src/mapping/match-messages.ts';
import { notEmpty } from '../../support/not-empty.ts';

interface Found extends FoundMessage {
  readonly user: string;
}

/** Authors and mentions have the same ids on both sides here; `?` is anybody. */
const RULES: MatchRules<Found> = {
  isSameAuthor: (author, { user }) => author === user,
  isSameMention: (mention, there) => mention === there || mention === '@?',
};

interface Message {
  readonly ts?: string;
  readonly text?: string;
  readonly user?: string;
  readonly subtype?: string | undefined;
}

const wanted = (
  { ts = '1680000000.123000', text = 'hello', user = 'U1', subtype }: Message = {},
  over: Partial<WantedMessage> = {},
): WantedMessage => ({
  postId: 'p1',
  part: 0,
  ts,
  texts: [comparableText(text)],
  author: user,
  notice: noticeKind(subtype),
  isEdited: false,
  ...over,
});

const found = ({
  ts = '1680000000.000001',
  text = 'hello',
  user = 'U1',
  subtype,
}: Message = {}): Found => ({
  ts,
  comparable: comparableText(text),
  user,
  notice: noticeKind(subtype),
});

const match = (posts: readonly WantedMessage[], messages: readonly Found[]) =>
  matchMessages(posts, messages, RULES);

const joining = (user: string, over: Message = {}): Message => ({
  subtype: 'channel_join',
  text: `<@${user}> has joined the channel`,
  user,
  ...over,
});

describe('a message of an import', () => {
  it('is known by its second, its author and its text', () => {
    const [post, message] = [wanted(), found()];
    const { matches, missing, foreign } = match([post], [message]);
    expect(matches).toEqual([{ wanted: post, found: message, isSameText: true }]);
    expect([missing, foreign]).toEqual([[], []]);
  });

  it.each<[string, Message]>([
    ['of another second', { ts: '1680000001.000001' }],
    ['of another person', { user: 'U2' }],
    ['of nobody', { user: '' }],
    ['with another text', { text: 'hullo' }],
    ['with a mention more', { text: 'hello<@U2>' }],
    ['that is a notice', { subtype: 'channel_join' }],
  ])('is not one %s', (_, over) => {
    const { matches, missing, foreign } = match([wanted()], [found(over)]);
    expect(matches).toEqual([]);
    expect(missing).toHaveLength(1);
    expect(foreign).toHaveLength(1);
  });

  it('may have other blanks and labels', () => {
    const text = 'see <@U9|taro> in <#C9|dev>,\nplease';
    const there = 'see <@U9> in <#C9>, please ';
    expect(match([wanted({ text })], [found({ text: there })]).matches).toHaveLength(1);
  });

  it('mentions the same people', () => {
    const text = 'ask <@U9>';
    expect(match([wanted({ text })], [found({ text: 'ask <@U8>' })]).matches).toEqual([]);
    expect(match([wanted({ text: 'ask <@?>' })], [found({ text })]).matches).toHaveLength(1);
  });

  it('is ambiguous where more messages than posts are like it, unless one has the same ts', () => {
    const twins = [found(), found({ ts: '1680000000.000002' })];
    const guess = match([wanted()], twins);
    expect(guess.matches).toEqual([]);
    expect(guess.unclear).toMatchObject([{ candidates: twins, problem: 'ambiguous' }]);
    const own = found({ ts: '1680000000.123000' });
    expect(match([wanted()], [...twins, own]).matches).toMatchObject([{ found: own }]);
  });

  it.each([1, 2, 3])(
    'is paired in order with messages that differ in nothing, %i of 3',
    (there) => {
      const posts = ['3', '1', '2'].map((at) => wanted({ ts: `1680000000.00${at}000` }));
      const messages = Array.from({ length: there }, (_, at) =>
        found({ ts: `1680000000.00000${9 - at}` }),
      );
      const { matches, missing, unclear } = match(posts, messages);
      const inOrder = matches.toSorted((a, b) => (a.wanted.ts < b.wanted.ts ? -1 : 1));
      expect(inOrder.map((pair) => pair.found.ts)).toEqual(messages.map(({ ts }) => ts).sort());
      expect([missing.length, unclear]).toEqual([3 - there, []]);
    },
  );

  it('is not paired in order with messages that differ in a mention of somebody unknown', () => {
    const posts = [wanted({ text: 'hi <@?>' }), wanted({ text: 'hi <@?>' }, { postId: 'p2' })];
    const messages = [found({ text: 'hi <@U8>' }), found({ text: 'hi <@U9>', ts: '1680000000.5' })];
    expect(match(posts, messages)).toMatchObject({ matches: [], missing: [], foreign: [] });
  });

  it('is known by a text that its post had before an edit, and by nothing less', () => {
    const there = found({ text: 'before the edit' });
    const texts = ['now', 'before the edit', 'first'].map(comparableText);
    const edited = wanted({}, { isEdited: true, texts });
    expect(match([edited], [there]).matches).toEqual([
      { wanted: edited, found: there, isSameText: false },
    ]);
    const unknown = wanted({}, { isEdited: true });
    expect(match([unknown], [there])).toMatchObject({
      matches: [],
      unclear: [{ wanted: unknown, candidates: [there], problem: 'edited' }],
    });
  });
});

const KINDS = ['join', 'leave', 'topic', 'purpose', 'name', 'archive', 'unarchive'];

describe('a notice of an import', () => {
  it.each(notEmpty(KINDS))('is known by its second, its kind and its person: %s', (kind) => {
    const post = wanted({ text: 'a', subtype: `group_${kind}` });
    const ours = found({ text: 'b', subtype: `channel_${kind}` });
    const others = [
      found({ text: 'b', subtype: `channel_${kind}`, user: 'U2' }),
      found({ text: 'b', subtype: `channel_${kind}`, ts: '1680000001.000001' }),
      found({ text: 'b', subtype: kind === 'join' ? 'channel_leave' : 'channel_join' }),
      found({ text: 'b' }),
    ];
    const { matches, foreign } = match([post], [...others, ours]);
    expect(matches).toEqual([{ wanted: post, found: ours, isSameText: true }]);
    expect(foreign).toEqual(others);
  });

  it('is found for each of many people who joined in one second', () => {
    const people = Array.from({ length: 40 }, (_, at) => `U${at}`);
    const posts = people.map((user, at) => wanted(joining(user), { postId: `p${at}` }));
    const messages = people.map((user) => found(joining(user))).reverse();
    const { matches, unclear, missing } = match(posts, messages);
    expect([unclear, missing]).toEqual([[], []]);
    expect(matches.map((pair) => pair.found.user)).toEqual(
      matches.map((pair) => pair.wanted.author),
    );
  });

  it('prefers its own text, and is ambiguous among others', () => {
    const post = wanted({ text: 'set the topic: a', subtype: 'channel_topic' });
    const others = ['b', 'c'].map((topic) =>
      found({ text: `set the topic: ${topic}`, subtype: 'channel_topic' }),
    );
    const own = found({ text: 'set the topic: a', subtype: 'channel_topic' });
    expect(match([post], [...others, own]).matches).toMatchObject([{ found: own }]);
    expect(match([post], others).unclear).toMatchObject([{ candidates: others }]);
  });
});

describe('messages of any import', () => {
  const second = fc.integer({ min: 0, max: 2 });
  const common = {
    second,
    micros: fc.nat({ max: 5 }),
    text: fc.constantFrom('a', 'b', '', 'a <@U1>', 'a <@?>'),
    user: fc.constantFrom('', 'U1', 'U2'),
    subtype: fc.constantFrom(undefined, undefined, 'channel_join', 'channel_leave'),
  };
  const post = fc
    .record({ ...common, isEdited: fc.boolean() })
    .map(({ second: at, micros, isEdited, ...rest }) =>
      wanted({ ...rest, ts: `${at}.00000${micros}` }, { isEdited }),
    );
  const message = fc
    .record(common)
    .map(({ second: at, micros, ...rest }) => found({ ...rest, ts: `${at}.00000${micros}` }));
  const some = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { maxLength: 8 });

  it('are never taken twice, and every one is accounted for', () => {
    fc.assert(
      fc.property(some(post), some(message), (posts, messages) => {
        const { matches, unclear, missing, foreign } = match(posts, messages);
        expect(matches.length + unclear.length + missing.length).toBe(posts.length);
        const taken = matches.map((pair) => pair.found);
        expect(new Set(taken).size).toBe(taken.length);
        const touched = unclear.flatMap(({ candidates }) => candidates);
        expect(touched.filter((each) => taken.includes(each))).toEqual([]);
        expect(new Set([...taken, ...touched, ...foreign])).toEqual(new Set(messages));
      }),
    );
  });

  it('are only taken with the same second, author and text, or kind and person', () => {
    fc.assert(
      fc.property(some(post), some(message), (posts, messages) => {
        for (const { wanted: ours, found: there } of match(posts, messages).matches) {
          expect(ours.ts.split('.')[0]).toBe(there.ts.split('.')[0]);
          expect(ours.author).toBe(there.user);
          const isSameKind = ours.notice !== '' && ours.notice === there.notice;
          if (!isSameKind) expect(there.notice).toBe('');
          if (!isSameKind) expect(ours.texts[0]?.letters).toBe(there.comparable.letters);
        }
      }),
    );
  });

  it('are all found where the import is whole, apart from those that could be of others', () => {
    fc.assert(
      fc.property(some(post), (posts) => {
        const there = posts.map(({ ts, texts, author, notice }, at) => ({
          ts: `${ts.split('.')[0]}.9${String(at).padStart(5, '0')}`,
          comparable: texts[0] ?? comparableText(''),
          user: author,
          notice,
        }));
        const { missing, foreign } = match(posts, there);
        expect([missing, foreign]).toEqual([[], []]);
      }),
    );
  });
});
