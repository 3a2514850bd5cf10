import { describe, expect, it } from 'vitest';
import { uncountedPeople, workspaceLists } from '../../../../src/commands/verify/list-counts.ts';
import type { PersonDecision } from '../../../../src/mapping/decisions.ts';
import { makePostCounter, sideCounts } from '../../../../src/mapping/verify/side-counts.ts';
import { aPersonDecision } from '../../../support/builders/builders.ts';
import { aTargetUser, aWorkspace } from '../../../support/builders/target-builders.ts';

const posts = { source: makePostCounter(), target: makePostCounter() };

/** The row of people in the report of a workspace, and what is said of them. */
function shown(...people: readonly PersonDecision[]) {
  const target = aWorkspace(
    aTargetUser({ id: 'U0000THERE', email: 'there@acme.example' }),
    aTargetUser({ id: 'U00000GONE', email: 'gone@acme.example', isDeactivated: true }),
  );
  const scope = {
    conversations: [],
    decisions: { people, channels: [], conversations: [] },
    target,
  };
  const rows = sideCounts(posts, workspaceLists(scope, new Map()));
  return {
    row: rows.find(({ kind }) => kind === 'people'),
    notes: uncountedPeople(scope).map((note) => note.code),
  };
}

describe('the people of a workspace', () => {
  it('are those who are matched with an account, and those of them who have it, deactivated or not', () => {
    const matched = [
      aPersonDecision({ action: 'match', slackId: 'U0000THERE' }),
      aPersonDecision({ action: 'match', slackId: '', slackEmail: 'Gone@acme.example' }),
      aPersonDecision({ action: 'match', slackId: 'U00UNKNOWN' }),
    ];
    const others = [aPersonDecision({ action: 'invite' }), aPersonDecision({ action: 'bot' })];
    expect(shown(...matched, ...others)).toEqual({
      row: { kind: 'people', source: 3, target: 2 },
      notes: [],
    });
  });

  it('are not counted where nobody is matched, and the report says so', () => {
    const people = [
      aPersonDecision({ action: 'invite' }),
      aPersonDecision({ action: 'name-only' }),
    ];
    expect(shown(...people)).toEqual({ row: undefined, notes: ['people-not-counted'] });
  });
});
