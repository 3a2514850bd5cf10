import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../src/errors/errors.ts';
import { accountOfHeld, sumOfHeld } from '../../../../src/mapping/site/held-rows.ts';
import { isHeld, resolveHold } from '../../../../src/mapping/site/hold.ts';
import { parseHoldCsv } from '../../../../src/mapping/site/hold-csv.ts';
import { channelId, teamId, userId } from '../../../../src/model/model.ts';
import type { RowCount } from '../../../../src/model/row-counts.ts';
import { lineTexts } from '../../../../src/reports/notices.ts';
import { aChannel } from '../../../support/builders/builders.ts';

const FILE = 'hold.csv';
const users = [
  { id: userId('u1'), username: 'sato' },
  { id: userId('u2'), username: 'SUZUKI' },
  { id: userId('u3'), username: 'twice' },
  { id: userId('u4'), username: 'Twice' },
];
const channels = [
  aChannel({ id: channelId('c1'), name: 'dev', displayName: '開発', teamId: teamId('t1') }),
  aChannel({ id: channelId('c2'), name: 'dev', displayName: 'Dev 2', teamId: teamId('t2') }),
  aChannel({
    id: channelId('c3'),
    name: 'u1__u2',
    displayName: '',
    type: 'direct',
    teamId: undefined,
  }),
];
const team = { displayName: '', deleteAtMs: undefined };
const teams = [
  { ...team, id: teamId('t1'), name: 'tokyo' },
  { ...team, id: teamId('t2'), name: 'osaka' },
];

const resolved = (text: string) => {
  const hold = resolveHold(parseHoldCsv(text, FILE), { users, channels, teams }, FILE);
  return [[...hold.people].sort(), [...hold.channels].sort()];
};

function complaints(text: string): readonly string[] {
  try {
    resolved(text);
  } catch (error) {
    if (error instanceof UsageError) return lineTexts(error.lines, 'en');
    throw error;
  }
  return [];
}

describe('a list of a legal hold', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['person,sato', ['u1'], []],
    ['Person,@SATO', ['u1'], []],
    ['person,u2', ['u2'], []],
    ['person,twice', ['u3', 'u4'], []],
    ['channel,tokyo/dev', [], ['c1']],
    ['channel,dev', [], ['c1', 'c2']],
    ['channel,開発', [], ['c1']],
    ['channel,c3', [], ['c3']],
    ['channel,c3\nperson,sato', ['u1'], ['c3']],
  ])('holds by %j people %j and channels %j', (line, people, held) => {
    expect(resolved(`kind,name\n${line}\n`)).toEqual([people, held]);
    expect(
      resolved(`name;matter;kind\n${line.replace(/(\w+),([^\n]+)/gi, '$2;case 7;$1')}\n`),
    ).toEqual([people, held]);
  });

  it.each<[string, readonly RegExp[]]>([
    [
      'person,sato\nperson,nobody\nchannel,nowhere',
      [/line 3: nobody .*'nobody'/, /line 4: no channel .*'nowhere'/],
    ],
    ['person,sato\nperson,@Sato', [/line 3/]],
    ['team,tokyo\nperson,', [/line 2: .*'team'/, /line 3: name is empty/]],
    ['person,@', [/line 2: name is empty/]],
    ['', [/legal hold is empty/]],
    ['person', [/line 2: 1 cell,/]],
  ])('is refused with all of its wrong lines: %j', (lines, expected) => {
    const found = complaints(`kind,name\n${lines}\n`);
    for (const [at, pattern] of expected.entries()) expect(found[at]).toMatch(pattern);
    for (const line of found) expect(line).toContain(FILE);
  });

  it('is refused without its columns', () => {
    expect(complaints('name\nsato\n').join()).toMatch(/missing column kind/);
    expect(complaints('').join()).toMatch(/empty/);
  });
});

describe('the rows that a hold keeps', () => {
  const states: readonly RowCount['state'][] = [
    ...(['live', 'deleted', 'former', 'no-id', 'doubled-id'] as const),
    ...(['impossible-time', 'outside-range'] as const),
  ];
  const aRow = fc.record({
    channelId: fc.option(fc.constantFrom('c1', 'c2', 'gone').map(channelId), { nil: undefined }),
    userId: fc.option(fc.constantFrom('u1', 'u2').map(userId), { nil: undefined }),
    state: fc.constantFrom(...states),
    rows: fc.integer({ min: 1, max: 9 }),
  });
  const aHold = fc.record({
    people: fc.subarray(['u1', 'u2']).map((ids) => new Set(ids.map(userId))),
    channels: fc.subarray(['c1', 'c2']).map((ids) => new Set(ids.map(channelId))),
  });
  const known = new Set(['c1', 'c2'].map(channelId));

  it('are each to be shown, outside the range, or named as what nothing can show', () => {
    fc.assert(
      fc.property(fc.array(aRow), aHold, (rows, hold) => {
        const account = accountOfHeld(rows, hold, { known, person: undefined });
        const isRowHeld = (row: RowCount): boolean =>
          row.channelId === undefined
            ? row.userId !== undefined && hold.people.has(row.userId)
            : isHeld(hold, { userId: row.userId, channelId: row.channelId });
        const held = rows.filter(isRowHeld).reduce((sum, row) => sum + row.rows, 0);
        const unshown = [...account.unshown.values()].reduce((sum, count) => sum + count, 0);
        expect(sumOfHeld(account.total) + account.outsideRange + unshown).toBe(held);
        for (const id of hold.channels) expect(account.channels.has(id)).toBe(true);
        for (const id of account.channels) expect(known.has(id)).toBe(true);
      }),
    );
  });

  it('are of others where one person is wanted', () => {
    const hold = { people: new Set([userId('u1')]), channels: new Set([channelId('c1')]) };
    const row = { channelId: channelId('c1'), state: 'live', rows: 2 } as const;
    const rows: readonly RowCount[] = [
      { ...row, userId: userId('u1') },
      { ...row, userId: undefined },
    ];
    expect(accountOfHeld(rows, hold, { known, person: userId('u1') }).ofOthers).toBe(2);
    expect(accountOfHeld(rows, hold, { known, person: undefined }).ofOthers).toBe(0);
  });
});
