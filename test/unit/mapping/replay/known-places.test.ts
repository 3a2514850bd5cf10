import { describe, expect, it } from 'vitest';
import type { ChannelDecision } from '../../../../src/mapping/decisions.ts';
import { existingChannels } from '../../../../src/mapping/replay-channels.ts';
import { aChannelDecision } from '../../../support/builders/builders.ts';
import { aTargetChannel, aWorkspace } from '../../../support/builders/target-builders.ts';

const PUBLIC = aTargetChannel({ id: 'CPUBLIC', name: 'dev' });
const PRIVATE = aTargetChannel({ id: 'CPRIVATE', name: 'board', list: 'groups' });
const TARGET = { ...aWorkspace(), channels: [PUBLIC, PRIVATE] };

const placeOf = (over: Partial<ChannelDecision>, madeBefore?: string) => {
  const decision = aChannelDecision(over);
  return existingChannels([decision], TARGET, () => madeBefore).get(decision.channelId);
};

describe('the channel of the workspace that a conversation goes into', () => {
  it('is the one of a merge, by id or by name', () => {
    expect(placeOf({ action: 'merge', slackId: 'CPUBLIC', slackName: 'other' })).toBe(PUBLIC);
    expect(placeOf({ action: 'merge', slackId: '', slackName: 'dev' })).toBe(PUBLIC);
  });

  it('is the one that an earlier run made, and none when there was no such run', () => {
    expect(placeOf({ action: 'create' }, 'CPUBLIC')).toBe(PUBLIC);
    expect(placeOf({ action: 'create' })).toBeUndefined();
    expect(placeOf({ action: 'create' }, 'CHIDDEN')).toBeUndefined();
  });

  it.each(['private', 'direct', 'group'] as const)(
    'is never public for what is %s, whoever decided it and whenever',
    (type) => {
      const merge = { type, action: 'merge', slackId: 'CPUBLIC' } as const;
      expect(() => placeOf(merge)).toFailWith(
        `it is ${type} in Mattermost, and CPUBLIC in Slack is`,
      );
      expect(() => placeOf({ type, action: 'create' }, 'CPUBLIC')).toFailWith('is public');
      expect(placeOf({ type, action: 'merge', slackId: 'CPRIVATE' })).toBe(PRIVATE);
    },
  );

  it('is refused when the workspace does not show it, and names what is not public by its id alone', () => {
    const gone = { action: 'merge', slackId: 'CGONE' } as const;
    expect(() => placeOf(gone)).toFailWith('has no channel CGONE that the token can see');
    const secret = { ...gone, type: 'private', name: 'takeover' } as const;
    expect(() => placeOf(secret)).toFailWith(/^(?!.*takeover).*\(private\)/);
  });

  it('is refused with all problems at once', () => {
    const merges = ['CGONE', 'CLOST'].map((slackId) =>
      aChannelDecision({ action: 'merge', slackId }),
    );
    expect(() => existingChannels(merges, TARGET, () => undefined)).toFailWith(/CGONE[\s\S]+CLOST/);
  });
});
