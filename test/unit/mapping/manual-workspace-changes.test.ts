import { describe, expect, it } from 'vitest';
import {
  manualWorkspaceChanges,
  type WorkspaceFacts,
} from '../../../src/mapping/manual-workspace-changes.ts';
import { userId } from '../../../src/model/model.ts';
import { aPersonDecision } from '../../support/builders/builders.ts';
import { aTargetChannel, aTargetUser, aWorkspace } from '../../support/builders/target-builders.ts';

const ACCOUNT = aTargetUser();

const facts = (over: Partial<WorkspaceFacts>): WorkspaceFacts => ({
  people: [],
  target: { ...aWorkspace(ACCOUNT), emoji: ['shipit'] },
  emoji: ['shipit'],
  removedChannels: [],
  publicChannels: [],
  importedChannels: [],
  ...over,
});

describe('what no app may change', () => {
  it('is nothing when both sides agree', () => {
    expect(manualWorkspaceChanges(facts({}))).toEqual([]);
  });

  it('is the account of a person deactivated in Mattermost but active in Slack', () => {
    const left = aPersonDecision({ state: 'deactivated', action: 'match', slackId: ACCOUNT.id });
    const people = [left];
    expect(manualWorkspaceChanges(facts({ people }))).toMatchObject([
      { change: 'person-deactivated', value: left.username },
    ]);
    const gone = aWorkspace(aTargetUser({ isDeactivated: true }));
    expect(manualWorkspaceChanges(facts({ people, target: gone }))).toEqual([]);
    const active = [aPersonDecision({ state: 'active', action: 'match', slackId: ACCOUNT.id })];
    expect(manualWorkspaceChanges(facts({ people: active }))).toEqual([]);
  });

  it('is no account of a person who has another one in use', () => {
    const left = aPersonDecision({ state: 'deactivated', action: 'match', slackId: ACCOUNT.id });
    const sameAs = { userId: left.userId, username: left.username };
    const other = (state: 'active' | 'deactivated') =>
      aPersonDecision({ userId: userId('other'), action: 'same-as', state, sameAs });
    expect(manualWorkspaceChanges(facts({ people: [left, other('active')] }))).toEqual([]);
    expect(manualWorkspaceChanges(facts({ people: [left, other('deactivated')] }))).toHaveLength(1);
  });

  it('is an emoji that the workspace lacks, unless it does not say what it has', () => {
    const emoji = ['shipit', 'mattermost'];
    expect(manualWorkspaceChanges(facts({ emoji }))).toMatchObject([
      { change: 'emoji-added', value: 'mattermost' },
    ]);
    const silent = { ...aWorkspace(ACCOUNT), emoji: undefined };
    expect(manualWorkspaceChanges(facts({ emoji, target: silent }))).toEqual([]);
  });

  it('is a channel of an import that was renamed, and no other', () => {
    const channels = [aTargetChannel({ id: 'C1', name: 'sales' })];
    const target = { ...aWorkspace(ACCOUNT), emoji: ['shipit'], channels };
    const found = (name: string, slackId = 'C1') =>
      manualWorkspaceChanges(
        facts({ target, importedChannels: [{ channelId: 'sales', slackId, name }] }),
      );
    expect(found('selling')).toMatchObject([
      { change: 'channel-renamed', channelId: 'sales', slackChannel: 'sales', value: 'selling' },
    ]);
    expect([...found('sales'), ...found('selling', 'C2')]).toEqual([]);
  });

  it('is a channel that is public in Mattermost and private in Slack, and no other', () => {
    const channels = [
      aTargetChannel({ id: 'C1', name: 'plans', list: 'groups' }),
      aTargetChannel({ id: 'C2', name: 'dev', list: 'channels' }),
    ];
    const target = { ...facts({}).target, channels };
    const publicChannels = ['C1', 'C2', 'C3'].map((slackId) => ({ channelId: slackId, slackId }));
    expect(manualWorkspaceChanges(facts({ target, publicChannels }))).toMatchObject([
      { change: 'channel-made-public', channelId: 'C1', slackChannel: 'plans' },
    ]);
    expect(manualWorkspaceChanges(facts({ target }))).toEqual([]);
  });

  it('is a channel that Mattermost has no more', () => {
    const removedChannels = [{ channelId: 'old', slackChannel: 'old-name' }];
    expect(manualWorkspaceChanges(facts({ removedChannels }))).toMatchObject([
      { change: 'channel-removed', channelId: 'old', slackChannel: 'old-name' },
    ]);
  });
});
