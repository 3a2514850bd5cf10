import type {
  IntegrationFacts,
  IntegrationKind,
  IntegrationPosts,
  InventoryFacts,
} from '../../model/inventory-facts.ts';

/** What takes an integration's place in Slack; the reports say the steps. */
export type Counterpart =
  | 'amazon-q'
  | 'incoming-webhook'
  | 'events-app'
  | 'slash-command'
  | 'bot-app'
  | 'oauth-app'
  | 'marketplace'
  | 'workflow'
  | 'user-group';

export interface Integration {
  readonly kind: IntegrationKind;
  readonly name: string;
  /** Username; '' when nobody is known. */
  readonly owner: string;
  readonly isOwnerActive: boolean;
  /** Channels where it lives or posts; those of private conversations have no name here. */
  readonly places: readonly string[];
  readonly isDeleted: boolean;
  readonly posts: number;
  readonly posts30: number;
  readonly posts90: number;
  readonly lastPostMs: number | undefined;
  readonly triggers: readonly string[];
  readonly hosts: readonly string[];
  readonly counterpart: Counterpart;
}

const COUNTERPARTS: Readonly<Record<IntegrationKind, Counterpart>> = {
  'incoming-webhook': 'incoming-webhook',
  'outgoing-webhook': 'events-app',
  'slash-command': 'slash-command',
  bot: 'bot-app',
  'oauth-app': 'oauth-app',
  plugin: 'marketplace',
  playbook: 'workflow',
  'user-group': 'user-group',
};

const ACTIVE_MS = 90 * 86_400_000;
const PLACES = 5;

/** The integrations with their owners, places and posts; posts of a plugin's type that no table knows too. */
export function integrationsOf(
  facts: InventoryFacts,
  todayMs: number,
  withText: boolean,
): readonly Integration[] {
  const people = new Map(facts.people.map((person) => [person.id, person]));
  const places = new Map(
    facts.channels.map(({ id, type, team, displayName }) => [
      id,
      type === 'O' || withText ? `${team}/${displayName}` : undefined,
    ]),
  );
  const posts = new Map(facts.integrationPosts.map((entry) => [entry.postsAs, entry]));
  const known = facts.integrations.map((fact): Integration => {
    const owner = people.get(fact.ownerId);
    const own = posts.get(postsKey(fact));
    const ids = [...new Set([fact.channelId, ...(own?.channelIds ?? [])])];
    return {
      kind: fact.kind,
      name: fact.kind === 'bot' ? (people.get(fact.name)?.username ?? '') : fact.name,
      owner: owner?.username ?? '',
      isOwnerActive:
        owner !== undefined &&
        !owner.isDeactivated &&
        todayMs - (owner.lastActiveMs ?? 0) < ACTIVE_MS,
      places: ids.flatMap((id) => places.get(id) ?? []).slice(0, PLACES),
      isDeleted: fact.isDeleted,
      ...countsOf(own),
      triggers: fact.triggers,
      hosts: fact.hosts,
      counterpart:
        fact.kind === 'incoming-webhook' && own?.isAws ? 'amazon-q' : COUNTERPARTS[fact.kind],
    };
  });
  return [...known, ...facts.integrationPosts.flatMap(pluginPosts)];
}

function countsOf(
  own: IntegrationPosts | undefined,
): Pick<Integration, 'posts' | 'posts30' | 'posts90' | 'lastPostMs'> {
  return {
    posts: own?.posts ?? 0,
    posts30: own?.posts30 ?? 0,
    posts90: own?.posts90 ?? 0,
    lastPostMs: own?.lastPostMs,
  };
}

function postsKey({ kind, postsAs }: IntegrationFacts): string {
  return kind === 'bot' ? `user:${postsAs}` : `webhook:${postsAs}`;
}

/** A plugin shows by its own types of posts even when it keeps nothing. */
function pluginPosts(entry: IntegrationPosts): readonly Integration[] {
  if (!entry.postsAs.startsWith('type:')) return [];
  return [
    {
      kind: 'plugin',
      name: entry.postsAs.slice('type:'.length),
      owner: '',
      isOwnerActive: false,
      places: [],
      isDeleted: false,
      ...countsOf(entry),
      triggers: [],
      hosts: [],
      counterpart: 'marketplace',
    },
  ];
}
