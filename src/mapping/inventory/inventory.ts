import type { CostSettings, StatedSecurity } from '../../model/costs.ts';
import type {
  ChannelFacts,
  FilesOfType,
  HealthFinding,
  InventoryFacts,
  PersonFacts,
  PostsOfMonth,
} from '../../model/inventory.ts';
import type { ChannelType } from '../../model/model.ts';
import type { SecretKind } from '../../model/secrets.ts';
import type { ServerSettings } from '../../model/server-settings.ts';
import { addressFault } from '../addresses.ts';
import { type DatabaseAccount, databaseAccount } from '../database/account.ts';
import { type CleanUp, cleanUpOf, isQuiet } from './clean-up.ts';
import { type Cost, costOf } from './cost.ts';
import { areFactsOld } from './dated-facts.ts';
import { type Decision, decisionOf } from './decision.ts';
import { type Integration, integrationsOf } from './integrations.ts';
import { countSeats } from './seats.ts';
import { type SecurityItem, securityItems } from './security.ts';
import {
  type ServerPart,
  type ServerWarning,
  serverParts,
  serverWarnings,
} from './server-state.ts';

export interface PeopleCounts {
  readonly total: number;
  readonly active30: number;
  readonly active90: number;
  readonly active365: number;
  readonly deactivated: number;
  readonly guests: number;
  readonly bots: number;
  /** Neither bots nor deactivated; nobody can match them to an account in Slack. */
  readonly withoutEmail: number;
  /** As above, with an address to which no invitation could be delivered. */
  readonly undeliverableEmail: number;
}

export interface ChannelCounts {
  readonly type: string;
  readonly live: number;
  readonly archived: number;
  readonly posts: number;
}

export interface YearCounts {
  readonly year: string;
  readonly written: number;
  /** Joins, topics and the like. */
  readonly system: number;
  /** Of bots' and plugins' own types, /me and attachments among them. */
  readonly other: number;
}

export interface QuietChannel {
  /** Undefined for a channel that is not public, unless texts were asked for. */
  readonly name: string | undefined;
  readonly type: string;
  readonly posts: number;
  readonly lastPostMs: number | undefined;
}

/** What a server holds and what it would cost to leave it, ready to be reported. */
export interface Inventory {
  readonly todayMs: number;
  readonly withText: boolean;
  readonly server: readonly ServerPart[];
  readonly serverWarnings: readonly ServerWarning[];
  readonly sourceWarnings: readonly string[];
  readonly teams: number;
  readonly channels: readonly ChannelCounts[];
  readonly people: PeopleCounts;
  readonly years: readonly YearCounts[];
  readonly months: readonly { readonly month: string; readonly posts: number }[];
  readonly posts: number;
  readonly threads: number;
  readonly files: readonly FilesOfType[];
  readonly emoji: number;
  /** Public and private ones in use for more than a year in which nobody wrote for a year. */
  readonly quiet: readonly QuietChannel[];
  /** What may be left out or closed, offered to the plan. */
  readonly cleanUp: CleanUp;
  readonly integrations: readonly Integration[];
  /** Plugins that config.json switches on; empty when it was not given. */
  readonly plugins: readonly string[];
  readonly health: readonly HealthFinding[];
  readonly cost: Cost;
  readonly decision: Decision;
  readonly security: readonly SecurityItem[];
  /** Every table and what becomes of it. */
  readonly database: DatabaseAccount;
  /** Undefined when nobody searched. */
  readonly secretScan?: SecretScan;
}

export interface InventoryOptions {
  readonly todayMs: number;
  readonly withText: boolean;
  readonly cost: CostSettings;
  readonly operatingSystem: string | undefined;
  readonly security: StatedSecurity;
  /** Undefined without Mattermost's config.json. */
  readonly serverSettings: ServerSettings | undefined;
  /** Archives of these settings list bookmarks. */
  readonly listsBookmarks: boolean;
  /** What the account may not read, in words. */
  readonly sourceWarnings: readonly string[];
}

const DAY_MS = 86_400_000;
const TYPES = ['O', 'P', 'D', 'G'];

/**
 * Makes the inventory of a server from what was read of it, as of `todayMs`. Without `withText` no name or address is
 * in it.
 */
export function makeInventory(facts: InventoryFacts, options: InventoryOptions): Inventory {
  const { todayMs, withText } = options;
  const people = peopleCounts(facts.people, todayMs);
  const cost = costOf(options.cost, countSeats(facts.people, todayMs));
  const server = serverParts(facts, options.operatingSystem, todayMs);
  const warnings = serverWarnings(facts, options.serverSettings);
  const security = securityItems(options.security, options.serverSettings, cost);
  const hasServerSettings = options.serverSettings !== undefined;
  return {
    todayMs,
    withText,
    server,
    serverWarnings: [...(areFactsOld(todayMs) ? (['facts_old'] as const) : []), ...warnings],
    sourceWarnings: options.sourceWarnings,
    teams: facts.teams,
    channels: channelCounts(facts.channels),
    people,
    years: yearCounts(facts),
    months: monthCounts(facts),
    posts: facts.months.reduce((sum, { posts }) => sum + posts, 0),
    threads: facts.threads,
    files: facts.files,
    emoji: facts.emoji,
    quiet: quietChannels(facts.channels, todayMs, withText),
    cleanUp: cleanUpOf(facts, todayMs, withText),
    integrations: integrationsOf(facts, todayMs, withText),
    plugins: options.serverSettings?.plugins ?? [],
    health: healthFindings(facts),
    cost,
    decision: decisionOf({ cost, server, serverWarnings: warnings, security, hasServerSettings }),
    security,
    database: databaseAccount(facts.databaseRows, options.listsBookmarks),
  };
}

function peopleCounts(people: readonly PersonFacts[], todayMs: number): PeopleCounts {
  const bots = people.filter(({ isBot }) => isBot);
  const humans = people.filter(({ isBot }) => !isBot);
  const usable = humans.filter(({ isDeactivated }) => !isDeactivated);
  const active = (days: number): number =>
    usable.filter(({ lastActiveMs = 0 }) => todayMs - lastActiveMs <= days * DAY_MS).length;
  return {
    total: people.length,
    active30: active(30),
    active90: active(90),
    active365: active(365),
    deactivated: humans.length - usable.length,
    guests: usable.filter(({ isGuest }) => isGuest).length,
    bots: bots.length,
    withoutEmail: usable.filter(({ email }) => !email.includes('@')).length,
    undeliverableEmail: usable.filter(
      ({ email }) => email.includes('@') && addressFault(email) !== undefined,
    ).length,
  };
}

/** Letters that Mattermost does not use come last, under their own. */
function channelCounts(channels: readonly ChannelFacts[]): readonly ChannelCounts[] {
  const types = [...new Set([...TYPES, ...channels.map(({ type }) => type)])];
  return types.map((type) => {
    const own = channels.filter((channel) => channel.type === type);
    const archived = own.filter(({ isArchived }) => isArchived).length;
    const posts = own.reduce((sum, channel) => sum + channel.posts, 0);
    return { type, live: own.length - archived, archived, posts };
  });
}

/** Posts with an impossible time are of no month; they are counted with what is wrong in the source. */
const hasMonth = ({ month }: PostsOfMonth): boolean => month !== '';

function yearCounts({ months }: InventoryFacts): readonly YearCounts[] {
  const years = new Set(months.filter(hasMonth).map(({ month }) => month.slice(0, 4)));
  return [...years].map((year) => {
    const own = months.filter(({ month }) => month.startsWith(year));
    const sum = (fits: (type: string) => boolean): number =>
      own.filter(({ type }) => fits(type)).reduce((total, { posts }) => total + posts, 0);
    const isSystem = (type: string): boolean => type.startsWith('system_');
    return {
      year,
      written: sum((type) => type === ''),
      system: sum(isSystem),
      other: sum((type) => type !== '' && !isSystem(type)),
    };
  });
}

function monthCounts({ months }: InventoryFacts): Inventory['months'] {
  const counts = new Map<string, number>();
  for (const { month, posts } of months.filter(hasMonth))
    counts.set(month, (counts.get(month) ?? 0) + posts);
  return [...counts].map(([month, posts]) => ({ month, posts }));
}

function quietChannels(
  channels: readonly ChannelFacts[],
  todayMs: number,
  withText: boolean,
): readonly QuietChannel[] {
  return channels
    .filter((channel) => isQuiet(channel, todayMs))
    .sort((a, b) => (a.lastPostMs ?? 0) - (b.lastPostMs ?? 0) || (a.id < b.id ? -1 : 1))
    .map(({ type, team, displayName, posts, lastPostMs }) => ({
      name: type === 'O' || withText ? `${team}/${displayName}` : undefined,
      type,
      posts,
      lastPostMs,
    }));
}

const SAMPLES = 5;

/** Every search with what it found, and the columns whose encoding is not that of most. */
function healthFindings({
  health,
  storage,
}: Pick<InventoryFacts, 'health' | 'storage'>): readonly HealthFinding[] {
  return [...health, mixedEncodings(storage)];
}

function mixedEncodings(storage: InventoryFacts['storage']): HealthFinding {
  const counts = new Map<string, number>();
  for (const { charset, collation } of storage) {
    const kind = `${charset} ${collation}`;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const [usual] = [...counts].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1));
  const odd = storage.filter(({ charset, collation }) => `${charset} ${collation}` !== usual?.[0]);
  const samples = odd.map(({ place, charset, collation }) => `${place}: ${charset} ${collation}`);
  return { code: 'mixed_encodings', count: odd.length, samples: samples.slice(0, SAMPLES) };
}

/** What a search for credentials came to. Each list has the most first. */
export interface SecretScan {
  /** Live posts that were searched. */
  readonly posts: number;
  /** Text files that were searched. */
  readonly files: number;
  /** Text files that were not: too large, or not to be read. */
  readonly filesSkipped: number;
  /** Credentials in what moves; one that a post says twice counts once. */
  readonly found: number;
  /** Credentials in deleted posts, which stay behind with the database. */
  readonly inDeleted: number;
  readonly tookMs: number;
  readonly kinds: readonly { readonly kind: SecretKind; readonly found: number }[];
  readonly channels: readonly {
    /** Undefined for a conversation that is not public, unless texts were asked for. */
    readonly name: string | undefined;
    readonly type: ChannelType;
    readonly found: number;
  }[];
  readonly authors: readonly { readonly name: string; readonly found: number }[];
}
