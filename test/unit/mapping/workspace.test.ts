import { describe, expect, it } from 'vitest';
import { notice } from '../../../src/errors/notices.ts';
import { byPreference, nameChannels } from '../../../src/mapping/channel-names.ts';
import { decideConversations } from '../../../src/mapping/conversations.ts';
import { channelSlackId, userSlackId } from '../../../src/mapping/slack-ids.ts';
import { buildWorkspace, membersOf, type WorkspaceSource } from '../../../src/mapping/workspace.ts';
import { channelId, teamId, userId } from '../../../src/model/model.ts';
import {
  aChannel,
  aCustomEmoji,
  aPersonDecision,
  aTeam,
  aUser,
} from '../../support/builders/builders.ts';

const OSAKA = aTeam({ id: teamId('osaka'), name: 'osaka' });
const OSAKA_DEV = aChannel({ id: channelId('osakadev'), teamId: OSAKA.id });
const SALES = aChannel({ id: channelId('sales'), name: 'Sales', displayName: 'Sales' });
const GROUP = aChannel({ id: channelId('group'), type: 'group', teamId: undefined, name: 'abc' });
const SUZUKI = aUser({ id: userId('suzuki'), username: 'Suzuki' });
const CHANNELS = [aChannel(), OSAKA_DEV, SALES, GROUP];
const NAMED = nameChannels(CHANNELS, [aTeam(), OSAKA], byPreference('display'));

const build = (over: Partial<WorkspaceSource> = {}) =>
  buildWorkspace(
    {
      users: [aUser(), SUZUKI],
      conversations: decideConversations(CHANNELS, NAMED, () => []),
      people: [],
      groups: [{ name: 'Infra', displayName: 'インフラ', members: [] }],
      emoji: [aCustomEmoji()],
      ...over,
    },
    { latex: { block: true, inline: false }, tables: 'block' },
  );

describe('what texts may refer to', () => {
  it('are users and groups, looked up in lower case', () => {
    const context = build().textContext(aTeam().id);
    expect(context.user('suzuki')).toBe(userSlackId(SUZUKI.id));
    expect(context.user('nobody')).toBeUndefined();
    expect(context.isGroup('infra')).toBe(true);
    expect(context.isGroup('sales')).toBe(false);
  });

  it('are people by each of their accounts, under one id', () => {
    const sameAs = { userId: aUser().id, username: aUser().username };
    const further = aPersonDecision({ userId: SUZUKI.id, action: 'same-as', sameAs });
    const workspace = build({ people: [further] });
    expect(workspace.textContext(aTeam().id).user('suzuki')).toBe(userSlackId(aUser().id));
    expect(workspace.personOf(SUZUKI.id)?.id).toBe(aUser().id);
    expect(workspace.personOf(aUser().id)?.id).toBe(aUser().id);
    expect(workspace.personOf(userId('gone'))).toBeUndefined();
  });

  it("are the channels of the post's own team", () => {
    const workspace = build();
    expect(workspace.textContext(aTeam().id).channel('dev')).toBe(channelSlackId(aChannel().id));
    expect(workspace.textContext(OSAKA.id).channel('dev')).toBe(channelSlackId(OSAKA_DEV.id));
    expect(workspace.textContext(OSAKA.id).channel('sales')).toBeUndefined();
  });

  it('are, in a direct message, the channels whose name is the only one', () => {
    const direct = build().textContext(undefined);
    expect(direct.channel('sales')).toBe(channelSlackId(SALES.id));
    expect(direct.channel('dev')).toBeUndefined();
  });

  it("are the server's own emoji", () => {
    expect(build().textContext(aTeam().id).emoji('party_crab')).toBe('party_crab');
  });

  it('are not people who do not move', () => {
    const people = [aPersonDecision({ userId: SUZUKI.id, action: 'skip' })];
    expect(build({ people }).textContext(aTeam().id).user('suzuki')).toBeUndefined();
  });

  it('are the same value for every channel of a team', () => {
    const workspace = build();
    expect(workspace.textContext(OSAKA.id)).toBe(workspace.textContext(OSAKA.id));
  });
});

describe('the decisions about a workspace', () => {
  it('report two ids that would be equal in Slack', () => {
    expect(build().collisions).toEqual([]);
    const twice = build({ users: [aUser(), aUser({ username: 'other' })] });
    expect(twice.collisions).toEqual([
      notice('ids-equal-in-slack', {
        first: aUser().id,
        second: aUser().id,
        slackId: userSlackId(aUser().id),
      }),
    ]);
  });

  it('take the people of a direct message from its name, and of others from the members', () => {
    const members = [userId('a')];
    const direct = aChannel({ type: 'direct', teamId: undefined, name: 'a__b' });
    expect(membersOf(direct, members)).toEqual(['a', 'b']);
    expect(membersOf(GROUP, members)).toEqual(members);
  });
});
