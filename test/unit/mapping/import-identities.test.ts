import { describe, expect, it } from 'vitest';
import { botAuthor, importRules } from '../../../src/mapping/import-identities.ts';
import { userSlackId } from '../../../src/mapping/slack-ids.ts';
import { userId } from '../../../src/model/model.ts';
import { aPersonDecision, aUser } from '../../support/builders/builders.ts';

const YAMADA = aUser();
const SATO = aUser({
  id: userId('usersato000000000000000001'),
  username: 'sato',
  firstName: 'Ken',
  lastName: 'Sato',
  nickname: 'Kenny',
  email: 'sato@example.co.jp',
});
const member = (id: string, over: Readonly<Record<string, string>> = {}) => ({
  ...{ id, name: '', realName: '', email: '', isBot: false, isDeactivated: true },
  ...over,
});
const GONE = userId('usergone000000000000000001');
const MEMBERS = [
  member('U9YAMADA', { email: YAMADA.email.toUpperCase(), name: 'someone' }),
  member('U9KEN', { name: 'ken', realName: 'Ken  Sato' }),
  member('U9OTHER', { name: 'other', realName: 'Somebody Else' }),
];
const { isSameAuthor, isSameMention } = importRules(
  {
    users: new Map([YAMADA, SATO].map((user) => [user.id, user])),
    decisions: new Map([
      [SATO.id, aPersonDecision({ userId: SATO.id, action: 'name-only', slackId: '' })],
    ]),
    unknown: new Set([GONE]),
    members: MEMBERS,
  },
  new Map([['C0DEV', 'C9DEV']]),
);
const [yamada, sato] = [YAMADA, SATO].map(({ id }) => userSlackId(id));
const by = (user: string, ...names: readonly string[]) => ({ user, names });

describe('the author of an imported message', () => {
  it.each([
    ['the account of the same address, deactivated or not', yamada, by('U9YAMADA'), true],
    ['another account', yamada, by('U9OTHER'), false],
    ['another account under the name', yamada, by('U9KEN', 'yamada'), true],
    [
      'a bot under the name, as people without an account are imported',
      yamada,
      by('', 'yamada'),
      true,
    ],
    ['nobody', yamada, by(''), false],
    ['an account of the name, where no address is known', sato, by('U9KEN'), true],
    ['a bot under the nickname', sato, by('', 'KENNY'), true],
    ['the account of somebody else', sato, by('U9YAMADA', 'sato'), false],
    ['an account of another name', sato, by('U9OTHER'), false],
    ['a bot of the name', botAuthor('Jenkins CI'), by('', 'jenkins  ci'), true],
    ['a bot of another name', botAuthor('Jenkins CI'), by('', 'GitLab'), false],
    ['a person, for a bot', botAuthor('Jenkins CI'), by('U9YAMADA', 'Jenkins CI'), false],
    ['a bot without a name', botAuthor(''), by('', ''), false],
    [
      'the name of an account without a row',
      userSlackId(GONE),
      by('', 'unknown-usergone000000000000000001'),
      true,
    ],
    ["Slack's own account", 'USLACKBOT', by('USLACKBOT'), true],
    ['somebody whom nobody knows', 'U0NOBODY', by('U9OTHER', 'other'), false],
  ] as const)('is or is not %s', (_what, author, found, expected) => {
    expect(isSameAuthor(author ?? '', found)).toBe(expected);
  });
});

describe('a mention in an imported message', () => {
  it.each([
    [`@${yamada}`, '@U9YAMADA', true],
    [`@${yamada}`, '@U9OTHER', false],
    [`@${sato}`, '@U9NEW', true],
    [`@${sato}`, '@U9YAMADA', false],
    ['#C0DEV', '#C9DEV', true],
    ['#C0DEV', '#C9OTHER', false],
    ['#C0DEV', '#C0DEV', true],
    [`@${yamada}`, `@${yamada}`, true],
    ['#C0UNKNOWN', '#C9ANY', true],
    ['#C0DEV', '@U9YAMADA', false],
    ['!here', '!here', true],
    ['!here', '!channel', false],
  ])('%s is %s: %s', (mention, found, expected) => {
    expect(isSameMention(mention, found)).toBe(expected);
  });
});

describe('a further account of a person', () => {
  it('takes no account of the workspace: its messages in the archive are those of the person', () => {
    const sameAs = { userId: YAMADA.id, username: YAMADA.username };
    const twin = aUser({ id: userId('twin'), username: 'twin', email: 'other@example.co.jp' });
    const members = [...MEMBERS, member('U9TWIN', { email: twin.email, name: 'twin' })];
    const rules = importRules(
      {
        users: new Map([twin, YAMADA].map((user) => [user.id, user])),
        decisions: new Map([
          [twin.id, aPersonDecision({ userId: twin.id, action: 'same-as', sameAs })],
        ]),
        unknown: new Set(),
        members,
      },
      new Map(),
    );
    expect(rules.isSameAuthor(yamada ?? '', by('U9YAMADA'))).toBe(true);
    expect(rules.isSameAuthor(yamada ?? '', by('U9TWIN'))).toBe(false);
    expect(rules.isSameAuthor(userSlackId(twin.id), by('U9TWIN'))).toBe(false);
  });
});
