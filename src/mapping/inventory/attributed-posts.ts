import type {
  IntegrationFacts,
  IntegrationPosts,
  InventoryFacts,
} from '../../model/inventory-facts.ts';

/** An integration that shows by its posts alone: a plugin, or a webhook without a row. */
type PostsOfNone = Pick<
  IntegrationFacts,
  'kind' | 'name' | 'ownerId' | 'channelId' | 'isDeleted' | 'triggers' | 'hosts'
>;

export interface AttributedPosts {
  readonly ofKnown: ReadonlyMap<IntegrationFacts, readonly IntegrationPosts[]>;
  readonly ofNone: readonly {
    readonly fact: PostsOfNone;
    readonly own: readonly IntegrationPosts[];
  }[];
}

/**
 * Says whose posts are whose. A webhook's are known by its maker and its name; of several such hooks the one of
 * the channel has them, and posts of an older name go to the only hook that its maker has there.
 */
export function attributedPosts({
  integrations,
  integrationPosts,
}: Pick<InventoryFacts, 'integrations' | 'integrationPosts'>): AttributedPosts {
  const bots = integrations.filter(({ kind }) => kind === 'bot');
  const hooks = integrations.filter(
    ({ kind }) => kind === 'incoming-webhook' || kind === 'outgoing-webhook',
  );
  const ofKnown = new Map<IntegrationFacts, IntegrationPosts[]>();
  const ofNone = new Map<string, { fact: PostsOfNone; own: IntegrationPosts[] }>();
  for (const entry of integrationPosts) {
    const known =
      entry.by === 'user'
        ? bots.find(({ postsAs }) => postsAs === entry.userId)
        : entry.by === 'webhook'
          ? hookOf(hooks, entry)
          : undefined;
    if (known !== undefined) {
      ofKnown.set(known, [...(ofKnown.get(known) ?? []), entry]);
      continue;
    }
    const key = `${entry.by} ${entry.userId} ${entry.name}`;
    const group = ofNone.get(key) ?? { fact: factOf(entry), own: [] };
    group.own.push(entry);
    ofNone.set(key, group);
  }
  return { ofKnown, ofNone: [...ofNone.values()] };
}

function hookOf(
  hooks: readonly IntegrationFacts[],
  { userId, name, channelId }: IntegrationPosts,
): IntegrationFacts | undefined {
  const own = hooks.filter(({ ownerId }) => ownerId === userId);
  const there = own.filter((hook) => hook.channelId === channelId);
  const named = own.filter((hook) => name !== '' && hook.postsAs === name);
  const namedThere = named.find((hook) => hook.channelId === channelId);
  return namedThere ?? named[0] ?? (there.length === 1 ? there[0] : undefined);
}

/** A plugin shows by its own types of posts even when it keeps nothing; a hook without a row is gone. */
function factOf({ by, name, userId }: IntegrationPosts): PostsOfNone {
  const isHook = by === 'webhook';
  return {
    kind: isHook ? 'incoming-webhook' : by === 'type' ? 'plugin' : 'bot',
    name: by === 'user' ? userId : name,
    ownerId: isHook ? userId : '',
    channelId: '',
    isDeleted: isHook,
    triggers: [],
    hosts: [],
  };
}
