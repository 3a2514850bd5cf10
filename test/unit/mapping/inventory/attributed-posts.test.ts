import { describe, expect, it } from 'vitest';
import { attributedPosts } from '../../../../src/mapping/inventory/integrations.ts';
import type { IntegrationFacts, IntegrationPosts } from '../../../../src/model/inventory.ts';

const hook = (over: Partial<IntegrationFacts> = {}): IntegrationFacts => ({
  ...{ kind: 'incoming-webhook', name: 'Alerts', description: '', ownerId: 'ann' },
  ...{ channelId: 'ops', isDeleted: false, postsAs: 'Alerts', triggers: [], hosts: [] },
  updateAtMs: undefined,
  ...over,
});
const posts = (over: Partial<IntegrationPosts> = {}): IntegrationPosts => ({
  ...{ by: 'webhook', name: 'Alerts', userId: 'ann', channelId: 'ops', posts: 1 },
  ...{ posts30: 0, posts90: 0, lastPostMs: 1, service: '' },
  ...over,
});
const owners = (integrations: IntegrationFacts[], integrationPosts: IntegrationPosts[]) => {
  const { ofKnown, ofNone } = attributedPosts({ integrations, integrationPosts });
  return {
    known: integrations.map((fact) => ofKnown.get(fact)?.length ?? 0),
    none: ofNone.map(({ fact, own }) => [fact.kind, fact.name, own.length]),
  };
};

describe('whose posts are whose', () => {
  it('gives a hook the posts of its name by its maker, in whatever channel', () => {
    expect(owners([hook()], [posts(), posts({ channelId: 'dev' })])).toEqual({
      known: [2],
      none: [],
    });
  });

  it('gives the posts of two hooks of one name to the one of the channel', () => {
    const two = [hook(), hook({ channelId: 'dev' })];
    expect(owners(two, [posts({ channelId: 'dev' })]).known).toEqual([0, 1]);
  });

  it('gives no hook the posts of somebody else’s of the same name', () => {
    expect(owners([hook()], [posts({ userId: 'bob' })])).toEqual({
      known: [0],
      none: [['incoming-webhook', 'Alerts', 1]],
    });
  });

  it('gives posts of an older name, or of none, to the only hook of their maker there', () => {
    expect(owners([hook()], [posts({ name: 'Old name' }), posts({ name: '' })]).known).toEqual([2]);
    const two = [hook(), hook({ postsAs: 'Other' })];
    expect(owners(two, [posts({ name: 'Old name' })]).none).toHaveLength(1);
  });

  it('takes nameless posts of a webhook for answers of slash commands, and for no deleted webhook', () => {
    const command = hook({ kind: 'slash-command', name: 'deploy', ownerId: 'eve', postsAs: '' });
    const answers = ['ann', 'bob'].map((userId) => posts({ userId, name: '' }));
    expect(owners([], answers).none).toEqual([['slash-command', '', 2]]);
    expect(owners([command], answers)).toEqual({ known: [2], none: [] });
    expect(owners([command, hook({ ...command, name: 'other' })], answers)).toEqual({
      known: [0, 0],
      none: [['slash-command', '', 2]],
    });
    const [left] = attributedPosts({ integrations: [], integrationPosts: answers }).ofNone;
    expect(left?.fact.isDeleted).toBe(false);
  });

  it('knows bots by their account and plugins by the type of their posts', () => {
    const bot = hook({ kind: 'bot', postsAs: 'botid' });
    const all = [
      posts({ by: 'user', userId: 'botid', name: '' }),
      posts({ by: 'type', name: 'custom_zoom', userId: '' }),
      posts({ by: 'type', name: 'custom_zoom', userId: '', channelId: 'dev' }),
    ];
    expect(owners([bot], all)).toEqual({ known: [1], none: [['plugin', 'custom_zoom', 2]] });
  });
});
