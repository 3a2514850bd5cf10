import type {
  IntegrationFacts,
  IntegrationKind,
  IntegrationPosts,
  InventoryFacts,
  ServiceName,
} from '../../model/inventory.ts';
import {
  type Counterpart,
  counterpartOf,
  EFFORTS,
  type Effort,
  serviceOf,
} from './counterparts.ts';

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
  /** By which the posts were recognised; '' for none. */
  readonly service: ServiceName | '';
  readonly counterpart: Counterpart;
  readonly effort: Effort;
}

const ACTIVE_MS = 90 * 86_400_000;
const PLACES = 5;
/** Kinds whose use leaves no post by which it could be told. */
const SILENT: ReadonlySet<IntegrationKind> = new Set<IntegrationKind>([
  ...(['slash-command', 'oauth-app', 'playbook', 'user-group', 'github-subscription'] as const),
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
    const service = serviceOf(name, own);
    const counterpart = counterpartOf(fact, name, service);
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
      service,
      counterpart,
      effort: EFFORTS[counterpart],
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

/** What posts without a row of their own are of. */
const KINDS: Readonly<Record<IntegrationPosts['by'], IntegrationKind>> = {
  webhook: 'slash-command',
  type: 'plugin',
  user: 'bot',
};

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
 * the channel has them, and posts of an older name go to the only hook that its maker has there. What is left without
 * a name are answers of slash commands, which Mattermost marks as a webhook's (server/channels/app/command.go,
 * HandleCommandResponsePost): they go to the only command, if there is one.
 */
export function attributedPosts({
  integrations,
  integrationPosts,
}: Pick<InventoryFacts, 'integrations' | 'integrationPosts'>): AttributedPosts {
  const bots = integrations.filter(({ kind }) => kind === 'bot');
  const hooks = integrations.filter(
    ({ kind }) => kind === 'incoming-webhook' || kind === 'outgoing-webhook',
  );
  const commands = integrations.filter(({ kind }) => kind === 'slash-command');
  const ofKnown = new Map<IntegrationFacts, IntegrationPosts[]>();
  const ofNone = new Map<string, { fact: PostsOfNone; own: IntegrationPosts[] }>();
  for (const entry of integrationPosts) {
    const known =
      entry.by === 'user'
        ? bots.find(({ postsAs }) => postsAs === entry.userId)
        : entry.by === 'webhook'
          ? (hookOf(hooks, entry) ?? commandOf(commands, entry))
          : undefined;
    if (known !== undefined) {
      ofKnown.set(known, [...(ofKnown.get(known) ?? []), entry]);
      continue;
    }
    const maker = isAnswer(entry) ? '' : entry.userId;
    const key = `${entry.by} ${maker} ${entry.name}`;
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

/** An incoming webhook writes its name into each post, but for servers before that name, whose hooks still have rows. */
const isAnswer = ({ by, name }: IntegrationPosts): boolean => by === 'webhook' && name === '';

function commandOf(
  commands: readonly IntegrationFacts[],
  entry: IntegrationPosts,
): IntegrationFacts | undefined {
  return isAnswer(entry) && commands.length === 1 ? commands[0] : undefined;
}

/** A plugin shows by its own types of posts even when it keeps nothing; a hook without a row is gone. */
function factOf(entry: IntegrationPosts): PostsOfNone {
  const { by, name, userId } = entry;
  const isHook = by === 'webhook' && !isAnswer(entry);
  return {
    kind: isHook ? 'incoming-webhook' : KINDS[by],
    name: by === 'user' ? userId : name,
    ownerId: isHook ? userId : '',
    channelId: '',
    isDeleted: isHook,
    triggers: [],
    hosts: [],
  };
}
