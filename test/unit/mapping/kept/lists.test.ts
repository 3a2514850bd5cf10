import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideConversations } from '../../../../src/mapping/conversations.ts';
import { csvLine } from '../../../../src/mapping/csv.ts';
import {
  adminLine,
  bookmarkLine,
  favouriteLine,
  groupLine,
  KEPT_COLUMNS,
  type KeptNames,
} from '../../../../src/mapping/kept/lists.ts';
import { channelId, teamId, userId } from '../../../../src/model/model.ts';
import { aChannel, aTeam, aUser } from '../../../support/builders/builders.ts';

const YAMADA = userId('yamada');
const MOVING = channelId('moving');
const DIRECT = channelId('direct');
const STAYING = channelId('staying');

const team = aTeam({ id: teamId('t'), name: 'tokyo' });
const channels = [
  aChannel({ id: MOVING, type: 'private', teamId: team.id, name: 'plans' }),
  aChannel({ id: DIRECT, type: 'direct', teamId: undefined, name: 'yamada__bot' }),
];
const decided = decideConversations(
  channels,
  channels
    .slice(0, 1)
    .map((channel) => ({ channel, name: 'tokyo-plans', isGeneral: false, reason: '' })),
  () => [],
);

function namesWith(username: string): KeptNames {
  const users = [aUser({ id: YAMADA, username }), aUser({ id: userId('bot'), username: 'bot' })];
  return {
    users: new Map(users.map((user) => [user.id, user])),
    skipped: new Set([userId('gone')]),
    samePeople: new Map([[userId('yamada2'), YAMADA]]),
    teams: new Map([[team.id, team]]),
    conversations: new Map(decided.map((each) => [each.channel.id, each])),
  };
}

const names = namesWith('yamada');
const bookmark = {
  ...{ id: 'b', title: 'Wiki', url: 'https://wiki.example/', fileName: '', emoji: '' },
  ownerId: YAMADA,
};

describe('the lists of what nothing carries to Slack', () => {
  it('name the conversations that are migrated, and no other', () => {
    const person = userId('yamada');
    for (const [line, cells] of [
      [adminLine, ['tokyo-plans', 'tokyo', 'yamada']],
      [favouriteLine, ['yamada', 'tokyo-plans', 'tokyo']],
    ] as const) {
      expect(line({ channelId: MOVING, userId: person }, names)).toEqual(cells);
      expect(line({ channelId: STAYING, userId: person }, names)).toBeUndefined();
    }
    expect(bookmarkLine({ ...bookmark, channelId: STAYING }, names)).toBeUndefined();
    expect(bookmarkLine({ ...bookmark, channelId: MOVING }, names)).toEqual([
      ...['tokyo-plans', 'tokyo', 'Wiki', 'https://wiki.example/', '', 'yamada'],
    ]);
  });

  it('name a direct message by its people', () => {
    const row = { channelId: DIRECT, userId: userId('yamada') };
    expect(favouriteLine(row, names)).toEqual(['yamada', 'yamada, bot', '']);
  });

  it.each([
    ['the person of a further account', 'yamada2', 'yamada'],
    ['an account without a row', 'nowhere', 'nowhere'],
  ])('name %s', (_, id, username) => {
    const row = { channelId: MOVING, userId: userId(id) };
    expect(adminLine(row, names)?.at(-1)).toBe(username);
    expect(favouriteLine(row, names)?.at(0)).toBe(username);
    const member = { group: 'infra', displayName: 'Infra', userId: userId(id) };
    expect(groupLine(member, names)).toEqual(['infra', 'Infra', username]);
  });

  it('leave out a skipped person, and keep the bookmark and the group', () => {
    const row = { channelId: MOVING, userId: userId('gone') };
    expect(adminLine(row, names)).toBeUndefined();
    expect(favouriteLine(row, names)).toBeUndefined();
    const owned = { ...bookmark, channelId: MOVING, ownerId: userId('gone') };
    expect(bookmarkLine(owned, names)?.at(-1)).toBe('');
    const empty = { group: 'infra', displayName: 'Infra', userId: undefined };
    expect(groupLine(empty, names)).toEqual(['infra', 'Infra', '']);
    expect(groupLine({ ...empty, userId: userId('gone') }, names)).toBeUndefined();
  });

  it('have a cell for each column, and none that a spreadsheet runs', () => {
    const texts = fc.oneof(fc.string(), fc.constantFrom('=1+1', '+a', '-a', '@a', '\t=a'));
    fc.assert(
      fc.property(texts, texts, texts, (username, title, fileName) => {
        const all = namesWith(username);
        const row = { channelId: MOVING, userId: userId('yamada') };
        const owned = { ...bookmark, channelId: MOVING, title, fileName };
        const lines = {
          channelAdmins: adminLine(row, all),
          favourites: favouriteLine(row, all),
          bookmarks: bookmarkLine(owned, all),
          groups: groupLine({ group: title, displayName: fileName, userId: row.userId }, all),
        };
        for (const [list, cells] of Object.entries(lines)) {
          expect(cells).toHaveLength(KEPT_COLUMNS[list as keyof typeof lines].length);
          for (const cell of cells ?? []) expect(csvLine([cell])).not.toMatch(/^"?[=+\-@\t]/);
        }
      }),
      { numRuns: 50 },
    );
  });
});
