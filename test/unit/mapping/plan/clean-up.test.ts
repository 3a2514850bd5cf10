import { describe, expect, it } from 'vitest';
import type { CleanUpChoice, CleanUpKind } from '../../../../src/mapping/inventory/clean-up.ts';
import { takenById } from '../../../../src/mapping/plan/clean-up.ts';
import { decide } from '../../../../src/mapping/plan/decide.ts';
import { NO_TARGET } from '../../../../src/mapping/plan/target.ts';
import { channelId, userId } from '../../../../src/model/model.ts';
import { aChannel, aUser } from '../../../support/builders/builders.ts';

const ann = aUser({ id: userId('ann'), username: 'ann', email: 'ann@acme.example' });
const old = aChannel({ id: channelId('old'), name: 'old', teamId: undefined });

function decided(kind: CleanUpKind, id: string, choice: CleanUpChoice) {
  const taken = takenById([{ line: 2, kind, id, name: id, choice }]);
  return decide(
    { users: [ann], teams: [], channels: [old], groupMembers: () => [] },
    {
      target: NO_TARGET,
      people: { domains: [], mapping: new Map(), edits: new Map(), taken },
      channels: {
        ...{ preference: 'name', rename: [], archived: 'keep', takenNames: [], groupPeople: 9 },
      },
      channelEdits: [],
      plan: undefined,
    },
  );
}

describe('a proposal that was taken over', () => {
  it('closes a channel that moves, or leaves it out, and says why', () => {
    expect(decided('quiet-channel', 'old', 'archive').channels[0]).toMatchObject({
      ...{ action: 'create', archive: true, by: 'rule' },
      reason: 'taken over from cleanup.csv: nobody wrote for a year',
    });
    expect(decided('doubled-channel', 'old', 'skip').channels[0]).toMatchObject({
      action: 'skip',
      reason: 'taken over from cleanup.csv: another channel has its name and its people',
    });
  });

  it('gives a person no account', () => {
    expect(decided('inactive-person', 'ann', 'name-only').people[0]).toMatchObject({
      action: 'name-only',
      reason: 'taken over from cleanup.csv: not seen for 90 days, so no seat',
    });
  });

  it('is refused when the server has no such channel or person', () => {
    expect(() => decided('quiet-channel', 'elsewhere', 'skip')).toThrow(/cleanup.csv.*elsewhere/s);
    expect(() => decided('inactive-person', 'bob', 'name-only')).toThrow(/cleanup.csv.*bob/s);
  });
});
