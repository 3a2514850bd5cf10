import type {
  IntegrationFacts,
  IntegrationKind,
  IntegrationPosts,
  InventoryFacts,
} from '../../model/inventory-facts.ts';
import { attributedPosts } from './attributed-posts.ts';

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
  | 'user-group'
  | 'nothing';

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
  /** False for what leaves no posts: then nobody knows when it was last used. */
  readonly isUseKnown: boolean;
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
/** Kinds whose use leaves no post by which it could be told. */
const SILENT: ReadonlySet<IntegrationKind> = new Set<IntegrationKind>([
  ...(['slash-command', 'oauth-app', 'playbook', 'user-group'] as const),
]);

/** The integrations with their owners, places and posts; posts of plugins and of hooks that no table knows too. */
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
  const { ofKnown, ofNone } = attributedPosts(facts);
  const integration = (fact: ListedFact, own: readonly IntegrationPosts[]): Integration => {
    const owner = people.get(fact.ownerId);
    const name = fact.kind === 'bot' ? (people.get(fact.name)?.username ?? '') : fact.name;
    const ids = [...new Set([fact.channelId, ...own.map(({ channelId }) => channelId)])];
    return {
      kind: fact.kind,
      name,
      owner: owner?.username ?? '',
      isOwnerActive:
        owner !== undefined &&
        !owner.isDeactivated &&
        todayMs - (owner.lastActiveMs ?? 0) < ACTIVE_MS,
      places: ids.flatMap((id) => places.get(id) ?? []).slice(0, PLACES),
      isDeleted: fact.isDeleted,
      isUseKnown: !SILENT.has(fact.kind),
      ...sumsOf(own),
      triggers: fact.triggers,
      hosts: fact.hosts,
      counterpart:
        SERVERS_OWN.has(name) && fact.kind === 'bot' ? 'nothing' : counterpartOf(fact, own),
    };
  };
  return [
    ...facts.integrations.map((fact) => integration(fact, ofKnown.get(fact) ?? [])),
    ...ofNone.map(({ fact, own }) => integration(fact, own)),
  ];
}

type ListedFact = Pick<
  IntegrationFacts,
  'kind' | 'name' | 'ownerId' | 'channelId' | 'isDeleted' | 'triggers' | 'hosts'
>;

/** Amazon's own app takes the place of a hook of which every second post is a notification of AWS, or whose name says so. */
function counterpartOf(fact: ListedFact, own: readonly IntegrationPosts[]): Counterpart {
  if (fact.kind !== 'incoming-webhook') return COUNTERPARTS[fact.kind];
  const aws = own.reduce((sum, { awsPosts }) => sum + awsPosts, 0);
  const isAws = (aws > 0 && aws * 2 >= sumsOf(own).posts) || AWS_NAME.test(fact.name);
  return isAws ? 'amazon-q' : 'incoming-webhook';
}

/** Bots that Mattermost makes by itself (server/channels/app/bot.go and its bundled plugins). */
const SERVERS_OWN: ReadonlySet<string> = new Set([
  ...['mattermost-advisor', 'system-bot', 'feedbackbot', 'boards', 'playbooks', 'calls'],
]);

const AWS_NAME = /\b(?:aws|cloudwatch|lambda)\b/i;

function sumsOf(
  own: readonly IntegrationPosts[],
): Pick<Integration, 'posts' | 'posts30' | 'posts90' | 'lastPostMs'> {
  const sum = (of: (entry: IntegrationPosts) => number): number =>
    own.reduce((total, entry) => total + of(entry), 0);
  const last = Math.max(0, ...own.map(({ lastPostMs = 0 }) => lastPostMs));
  return {
    posts: sum(({ posts }) => posts),
    posts30: sum(({ posts30 }) => posts30),
    posts90: sum(({ posts90 }) => posts90),
    lastPostMs: last === 0 ? undefined : last,
  };
}
