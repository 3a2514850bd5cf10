import { describe, expect, it } from 'vitest';
import { changesByHand, type SmallFacts } from '../../../src/mapping/manual-workspace-changes.ts';
import { aPersonDecision } from '../../support/builders/builders.ts';
import { aTargetUser, aWorkspace } from '../../support/builders/target-builders.ts';

const ACCOUNT = aTargetUser();

const facts = (over: Partial<SmallFacts>): SmallFacts => ({
  people: [],
  target: { ...aWorkspace(ACCOUNT), emoji: ['shipit'] },
  emoji: ['shipit'],
  removedChannels: [],
  ...over,
});

describe('what no app may change', () => {
  it('is nothing when both sides agree', () => {
    expect(changesByHand(facts({}))).toEqual([]);
  });

  it('is the account of somebody who was deactivated, while it is active in Slack', () => {
    const left = aPersonDecision({ state: 'deactivated', action: 'match', slackId: ACCOUNT.id });
    const people = [left];
    expect(changesByHand(facts({ people }))).toMatchObject([
      { change: 'person-deactivated', value: left.username },
    ]);
    const gone = aWorkspace(aTargetUser({ isDeactivated: true }));
    expect(changesByHand(facts({ people, target: gone }))).toEqual([]);
    const active = [aPersonDecision({ state: 'active', action: 'match', slackId: ACCOUNT.id })];
    expect(changesByHand(facts({ people: active }))).toEqual([]);
  });

  it('is an emoji that the workspace lacks, unless it does not say what it has', () => {
    const emoji = ['shipit', 'mattermost'];
    expect(changesByHand(facts({ emoji }))).toMatchObject([
      { change: 'emoji-added', value: 'mattermost' },
    ]);
    const silent = { ...aWorkspace(ACCOUNT), emoji: undefined };
    expect(changesByHand(facts({ emoji, target: silent }))).toEqual([]);
  });

  it('is a channel that Mattermost has no more', () => {
    const removedChannels = [{ channelId: 'old', slackChannel: 'old-name' }];
    expect(changesByHand(facts({ removedChannels }))).toMatchObject([
      { change: 'channel-removed', channelId: 'old', slackChannel: 'old-name' },
    ]);
  });
});
