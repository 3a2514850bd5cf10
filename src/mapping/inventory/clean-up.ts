import type {
  ChannelFacts,
  ChannelPeople,
  InventoryFacts,
  LargeFiles,
  PersonFacts,
} from '../../model/inventory.ts';
import { needsSeat } from './seats.ts';

/** What a proposal is about; values of `kind` in cleanup.csv. */
export const CLEAN_UP_KINDS = ['quiet-channel', 'doubled-channel', 'inactive-person'] as const;
export type CleanUpKind = (typeof CLEAN_UP_KINDS)[number];

/** What may be done about a channel or a person; values of `take` in cleanup.csv. */
export type CleanUpChoice = 'archive' | 'skip' | 'name-only';

/** The choices of each kind, the proposed one first. An archived channel of Slack can be read and not written. */
export const CLEAN_UP_CHOICES: Readonly<Record<CleanUpKind, readonly CleanUpChoice[]>> = {
  'quiet-channel': ['archive', 'skip'],
  'doubled-channel': ['archive', 'skip'],
  'inactive-person': ['name-only'],
};

/** Something that need not move as it is. Nothing is done about it until a person takes the proposal over. */
export interface CleanUpProposal {
  readonly kind: CleanUpKind;
  /** Mattermost's id of the channel or person. */
  readonly id: string;
  /** Username, or team and display name; undefined for a channel that is not public, unless texts were asked for. */
  readonly name: string | undefined;
  /** The channel that a doubled one repeats, as `name`; undefined for other kinds. */
  readonly twin: string | undefined;
  readonly lastUsedMs: number | undefined;
  /** Posts and bytes that a skipped channel leaves behind; 0 for people, whose posts move. */
  readonly posts: number;
  readonly fileBytes: number;
}

export interface LargeFileFound {
  /** Undefined like the name of its channel. */
  readonly name: string | undefined;
  readonly channel: string | undefined;
  readonly sizeBytes: number;
  readonly createAtMs: number | undefined;
}

export interface CleanUp {
  readonly proposals: readonly CleanUpProposal[];
  readonly largeFiles: Omit<LargeFiles, 'largest'> & {
    readonly largest: readonly LargeFileFound[];
  };
}

const DAY_MS = 86_400_000;
const QUIET_MS = 365 * DAY_MS;
const INACTIVE_MS = 90 * DAY_MS;

/** True for a public or private channel in use for more than a year in which nobody wrote for a year. */
export const isQuiet = (
  { type, isArchived, lastPostMs, createAtMs = 0 }: ChannelFacts,
  todayMs: number,
): boolean =>
  !isArchived && (type === 'O' || type === 'P') && todayMs - (lastPostMs ?? createAtMs) > QUIET_MS;

/** Proposes what to leave out or close: quiet channels, then doubled ones, then people who need no seat. */
export function cleanUpOf(
  facts: Pick<InventoryFacts, 'channels' | 'people' | 'sameNamed' | 'largeFiles'>,
  todayMs: number,
  withText: boolean,
): CleanUp {
  const channels = new Map(facts.channels.map((channel) => [channel.id, channel]));
  const nameOf = (channel: ChannelFacts | undefined): string | undefined =>
    channel !== undefined && (channel.type === 'O' || withText)
      ? `${channel.team}/${channel.displayName}`
      : undefined;
  const proposal = (
    kind: CleanUpKind,
    channel: ChannelFacts,
    twin: string | undefined,
  ): CleanUpProposal => ({
    ...{ kind, id: channel.id, name: nameOf(channel), twin, lastUsedMs: channel.lastPostMs },
    ...{ posts: channel.posts, fileBytes: channel.fileBytes },
  });
  const quiet = facts.channels.filter((channel) => isQuiet(channel, todayMs));
  const twins = doubled(facts.sameNamed, channels, new Set(quiet.map(({ id }) => id)));
  return {
    proposals: [
      ...quiet.map((channel) => proposal('quiet-channel', channel, undefined)),
      ...twins.map(([channel, twin]) => proposal('doubled-channel', channel, nameOf(twin))),
      ...facts.people.filter((person) => isInactive(person, todayMs)).map(personProposal),
    ],
    largeFiles: {
      ...facts.largeFiles,
      largest: facts.largeFiles.largest.map(({ name, channelId, sizeBytes, createAtMs }) => {
        const channel = nameOf(channels.get(channelId));
        return { name: channel === undefined ? undefined : name, channel, sizeBytes, createAtMs };
      }),
    },
  };
}

/**
 * Pairs of a channel and the one that repeats it: they share a name, and everybody in the first is in the other, which
 * was written in later. None that was proposed already, and none that another one repeats.
 */
function doubled(
  sameNamed: readonly (readonly ChannelPeople[])[],
  channels: ReadonlyMap<string, ChannelFacts>,
  proposed: ReadonlySet<string>,
): readonly (readonly [ChannelFacts, ChannelFacts])[] {
  const found = new Map<string, readonly [ChannelFacts, ChannelFacts]>();
  const repeated = new Set<ChannelFacts>();
  for (const group of sameNamed) {
    const [kept, ...others] = group
      .flatMap(({ channelId, userIds }) => {
        const channel = channels.get(channelId);
        return channel === undefined || proposed.has(channelId) ? [] : [{ channel, userIds }];
      })
      .toSorted((a, b) => (b.channel.lastPostMs ?? 0) - (a.channel.lastPostMs ?? 0));
    if (kept === undefined || found.has(kept.channel.id)) continue;
    for (const { channel, userIds } of others) {
      if (found.has(channel.id) || repeated.has(channel)) continue;
      if (userIds.size === 0 || !isWithin(userIds, kept.userIds)) continue;
      found.set(channel.id, [channel, kept.channel]);
      repeated.add(kept.channel);
    }
  }
  return [...found.values()];
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const one of some) {
    if (!all.has(one)) return false;
  }
  return true;
}

/** Who would get a seat and was not seen for 90 days. */
const isInactive = (person: PersonFacts, todayMs: number): boolean =>
  needsSeat(person) && todayMs - (person.lastActiveMs ?? 0) > INACTIVE_MS;

const personProposal = ({ id, username, lastActiveMs }: PersonFacts): CleanUpProposal => ({
  ...{ kind: 'inactive-person', id, name: username, twin: undefined, lastUsedMs: lastActiveMs },
  ...{ posts: 0, fileBytes: 0 },
});
