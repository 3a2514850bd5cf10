import { type Notice, notice } from '../errors/notices.ts';
import type { Conversation } from './conversations.ts';
import { type ChannelDecision, channelLabel } from './decisions.ts';
import type { TargetChannel, TargetFacts } from './plan/target.ts';

/** A message of an archive, to be found in the workspace. */
export interface WantedMessage {
  readonly postId: string;
  readonly part: number;
  /** The `ts` in the archive. */
  readonly ts: string;
  readonly text: string;
  /** Slack's member id of the author; '' when unknown. */
  readonly slackUser: string;
  /** True for a post that was ever edited: its text may differ from the archive's. */
  readonly isEdited: boolean;
}

/** A message of the workspace. */
export interface FoundMessage {
  readonly ts: string;
  readonly text: string;
  /** Slack's member id; '' for bots. */
  readonly slackUser: string;
}

export interface Match<Wanted, Found> {
  readonly wanted: Wanted;
  readonly found: Found;
  /** False when only time and author are equal. */
  readonly isSameText: boolean;
}

export interface Matching<Wanted, Found> {
  readonly matches: readonly Match<Wanted, Found>[];
  /** Several messages fit the wanted one, or a message fits several wanted ones. */
  readonly ambiguous: readonly { readonly wanted: Wanted; readonly candidates: readonly Found[] }[];
  readonly missing: readonly Wanted[];
  readonly foreign: readonly Found[];
}

/**
 * Pairs the messages of an archive with those of a workspace by second, text and author, because Slack does not mark
 * imported messages with their origin. Among several candidates, one with the archive's own `ts` is preferred.
 */
export function matchMessages<Wanted extends WantedMessage, Found extends FoundMessage>(
  wanted: readonly Wanted[],
  found: readonly Found[],
): Matching<Wanted, Found> {
  const bySecond = groupBySecond(found);
  const near = (message: Wanted) => bySecond.get(secondOf(message.ts)) ?? [];
  const exact = new Map(
    wanted.map((message) => [
      message,
      preferSameTs(
        near(message).filter((candidate) => isSame(message, candidate)),
        message,
      ),
    ]),
  );
  const claims = countClaims(exact.values());
  const matches: Match<Wanted, Found>[] = [];
  const ambiguous: { wanted: Wanted; candidates: readonly Found[] }[] = [];
  const open: Wanted[] = [];
  for (const [message, candidates] of exact) {
    const [only] = candidates;
    if (only === undefined) open.push(message);
    else if (candidates.length === 1 && claims.get(only) === 1) {
      matches.push({ wanted: message, found: only, isSameText: true });
    } else ambiguous.push({ wanted: message, candidates });
  }
  const taken = new Set<Found>([
    ...matches.map((match) => match.found),
    ...ambiguous.flatMap(({ candidates }) => candidates),
  ]);
  const edited = matchEdited(open, (message) => near(message).filter((each) => !taken.has(each)));
  for (const match of edited) taken.add(match.found);
  const settled = new Set(edited.map((match) => match.wanted));
  return {
    matches: [...matches, ...edited],
    ambiguous,
    missing: open.filter((message) => !settled.has(message)),
    foreign: found.filter((each) => !taken.has(each)),
  };
}

/** The candidate with the archive's own `ts`, when there is exactly one; else all. */
function preferSameTs<Found extends FoundMessage>(
  candidates: readonly Found[],
  { ts }: WantedMessage,
): readonly Found[] {
  const own = candidates.filter((candidate) => candidate.ts === ts);
  return own.length === 1 ? own : candidates;
}

/** Pairs posts whose text has changed by second and author alone. */
function matchEdited<Wanted extends WantedMessage, Found extends FoundMessage>(
  open: readonly Wanted[],
  free: (message: Wanted) => readonly Found[],
): readonly Match<Wanted, Found>[] {
  const candidates = new Map(
    open
      .filter(({ isEdited, slackUser, part }) => isEdited && slackUser !== '' && part === 0)
      .map((message) => [
        message,
        free(message).filter(({ slackUser }) => slackUser === message.slackUser),
      ]),
  );
  const claims = countClaims(candidates.values());
  return [...candidates].flatMap(([wanted, [only, ...others]]) =>
    only !== undefined && others.length === 0 && claims.get(only) === 1
      ? [{ wanted, found: only, isSameText: false }]
      : [],
  );
}

function countClaims<Found>(all: Iterable<readonly Found[]>): ReadonlyMap<Found, number> {
  const claims = new Map<Found, number>();
  for (const candidates of all) {
    for (const each of candidates) claims.set(each, (claims.get(each) ?? 0) + 1);
  }
  return claims;
}

function isSame(wanted: WantedMessage, found: FoundMessage): boolean {
  const isOther =
    wanted.slackUser !== '' && found.slackUser !== '' && wanted.slackUser !== found.slackUser;
  return !isOther && comparableText(wanted.text) === comparableText(found.text);
}

/** Text without mentions, which have other ids after an import, and without blanks. */
function comparableText(text: string): string {
  return text.replace(/<[@#!][^>]*>/g, '').replace(/\s+/g, '');
}

export const secondOf = (ts: string): number => Math.floor(Number(ts.split('.')[0]));

function groupBySecond<Found extends FoundMessage>(
  found: readonly Found[],
): ReadonlyMap<number, readonly Found[]> {
  const groups = new Map<number, Found[]>();
  for (const message of found) {
    const second = secondOf(message.ts);
    const group = groups.get(second);
    if (group === undefined) groups.set(second, [message]);
    else group.push(message);
  }
  return groups;
}

/** The workspace's channel of a conversation in the archive, or why it was not found. */
export interface AdoptedChannel {
  readonly conversation: Conversation;
  readonly place: TargetChannel | undefined;
  /** Undefined when the channel was found. */
  readonly problem: Notice | undefined;
}

/**
 * Finds the channel of each conversation by name, or by the id in channels.csv. A conversation that is not public is
 * never paired with a public channel of the same name.
 */
export function adoptChannels(
  conversations: readonly Conversation[],
  decisionOf: (conversation: Conversation) => ChannelDecision | undefined,
  target: TargetFacts,
): readonly AdoptedChannel[] {
  return conversations.map((conversation) => {
    const decision = decisionOf(conversation);
    const named = target.channels.filter((channel) =>
      decision?.slackId ? channel.id === decision.slackId : channel.name === conversation.name,
    );
    const isPublic = conversation.list === 'channels';
    const [place, ...others] = named.filter(({ list }) => (list === 'channels') === isPublic);
    if (place !== undefined && others.length === 0)
      return { conversation, place, problem: undefined };
    const label = decision === undefined ? conversation.name : channelLabel(decision);
    return {
      conversation,
      place: undefined,
      problem: problemOf(label, named.length, others.length),
    };
  });
}

function problemOf(channel: string, named: number, others: number): Notice {
  if (others > 0) return notice('adopt-channel-ambiguous', { channel });
  return notice(named > 0 ? 'adopt-channel-other-kind' : 'adopt-channel-hidden', { channel });
}
