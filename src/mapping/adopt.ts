import { type Notice, notice } from '../errors/notices.ts';
import type { Conversation } from './conversations.ts';
import { type ChannelDecision, channelLabel } from './decisions.ts';
import type { TargetChannel, TargetFacts } from './plan/target.ts';

/** A message that an archive had, and that the workspace is asked for. */
export interface WantedMessage {
  readonly postId: string;
  readonly part: number;
  /** As the archive had it. */
  readonly ts: string;
  readonly text: string;
  /** Slack's member id of the author; '' when nobody knows it. */
  readonly slackUser: string;
  /** True for a post that was edited at any time: its text may be another one than the archive's. */
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
  /** False when only time and author agree. */
  readonly isSameText: boolean;
}

export interface Matching<Wanted, Found> {
  readonly matches: readonly Match<Wanted, Found>[];
  /** More than one message could be it, or it could be more than one post's: nobody may guess. */
  readonly ambiguous: readonly { readonly wanted: Wanted; readonly candidates: readonly Found[] }[];
  readonly missing: readonly Wanted[];
  readonly foreign: readonly Found[];
}

/**
 * Pairs what an archive had with what a workspace holds, by second, text and author: Slack gives imported messages
 * no sign of where they come from. A `ts` that is the archive's own decides among equals.
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
      narrowed(
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

/** Of equal ones that with the archive's own `ts`. */
function narrowed<Found extends FoundMessage>(
  candidates: readonly Found[],
  { ts }: WantedMessage,
): readonly Found[] {
  const own = candidates.filter((candidate) => candidate.ts === ts);
  return own.length === 1 ? own : candidates;
}

/** Posts whose text is another one by now: time and a known author must be enough. */
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
  return !isOther && plainForm(wanted.text) === plainForm(found.text);
}

/** Names and ids of people and channels are Slack's own after an import, and blanks are nobody's. */
function plainForm(text: string): string {
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

/** Where a conversation of the archive is in the workspace, or why nobody knows. */
export interface AdoptedChannel {
  readonly conversation: Conversation;
  readonly place: TargetChannel | undefined;
  /** Undefined when the place is known. */
  readonly problem: Notice | undefined;
}

/**
 * Finds each conversation by its name, or by the id that channels.csv gives it. What is not public is never taken
 * for a public channel of the same name.
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
