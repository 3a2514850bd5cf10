import type { ChannelPosts, PostUnit, Source, TimeRange } from '../../exporters/source.ts';
import type { DayStretch } from '../../importers/archive/archive-days.ts';
import type { ArchiveSet } from '../../importers/archive/archive-set.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelId, Post } from '../../model/model.ts';
import { type ComparedStretch, compareConversation } from './zip-conversation.ts';
import { type ComparedPart, Findings } from './zip-findings.ts';
import { dayOfMs } from './zip-messages.ts';
import type { ComparisonRules } from './zip-post.ts';

/** Conversations that are compared together, or a stretch of one. */
export interface ComparedUnit {
  /** Its number in the order of the plan. */
  readonly number: number;
  readonly channels: readonly ChannelId[];
  /** Where their posts are, in order; none for conversations without posts. */
  readonly posts: readonly PostUnit[];
  /** Undefined for whole conversations. */
  readonly stretch: ComparedStretch | undefined;
}

/** Both sides of units. */
export interface UnitSides {
  readonly archives: Pick<ArchiveSet, 'days'>;
  readonly conversationOf: (channel: ChannelId) => Conversation | undefined;
  readonly source: Pick<Source, 'unitPosts'>;
  readonly range: TimeRange;
}

const WHOLE: ComparedStretch = { fromMs: undefined, toMs: undefined, moved: new Map() };

/** Divides conversations into units that are compared by themselves; those without posts go with their neighbours. */
export function comparedUnits(
  channels: readonly ChannelId[],
  units: readonly PostUnit[],
): readonly ComparedUnit[] {
  const ofChannel = new Map<ChannelId, PostUnit[]>();
  for (const unit of units) {
    for (const channel of unit.channels) {
      const known = ofChannel.get(channel);
      if (known === undefined) ofChannel.set(channel, [unit]);
      else known.push(unit);
    }
  }
  const all: { channels: ChannelId[]; posts: PostUnit[]; stretch: ComparedUnit['stretch'] }[] = [];
  for (const channel of channels) {
    const own = ofChannel.get(channel) ?? [];
    const [first] = own;
    const last = all.at(-1);
    if (first?.stretch !== undefined) all.push(...stretchesOf(channel, own));
    else if (last !== undefined && last.stretch === undefined && mayJoin(last.posts, first)) {
      last.channels.push(channel);
      if (first !== undefined && last.posts.length === 0) last.posts.push(first);
    } else all.push({ channels: [channel], posts: own, stretch: undefined });
  }
  return all.map((unit, number) => ({ number, ...unit }));
}

/** Channels without posts join any unit; others the unit that is theirs, or one that has none. */
const mayJoin = ([known]: readonly PostUnit[], unit: PostUnit | undefined): boolean =>
  unit === undefined || known === undefined || known === unit;

function stretchesOf(channel: ChannelId, units: readonly PostUnit[]) {
  return units.map((unit, index) => {
    const fromMs = index === 0 ? undefined : unit.stretch?.fromMs;
    const toMs = index === units.length - 1 ? undefined : unit.stretch?.toMs;
    return { channels: [channel], posts: [unit], stretch: { fromMs, toMs, moved: new Map() } };
  });
}

/** Compares a unit, and gives what was found in the order of its conversations. Depends on nothing but the unit. */
export async function* compareUnit(
  rules: ComparisonRules,
  { archives, conversationOf, source, range }: UnitSides,
  unit: ComparedUnit,
): AsyncGenerator<ComparedPart, void> {
  const found = new Findings(unit.number);
  const stretch = unit.stretch ?? WHOLE;
  const pages = pagesByChannel(pagesOf(source, unit, range));
  for (const channel of unit.channels) {
    const conversation = conversationOf(channel);
    if (conversation === undefined) continue;
    const days = archives.days(conversation.slackId, daysOf(stretch));
    const beginMs = Math.max(conversation.channel.createAtMs, range.fromMs ?? 0);
    const sides = { conversation, posts: pages.of(channel), days, stretch, beginMs };
    const edges = yield* compareConversation(rules, found, sides);
    if (unit.stretch !== undefined) {
      yield found.take(edges);
      return;
    }
  }
  yield found.take();
}

const daysOf = ({ fromMs, toMs }: ComparedStretch): DayStretch => ({
  fromDay: fromMs === undefined ? undefined : dayOfMs(fromMs),
  toDay: toMs === undefined ? undefined : dayOfMs(toMs),
});

async function* pagesOf(
  source: UnitSides['source'],
  { posts }: ComparedUnit,
  range: TimeRange,
): AsyncGenerator<ChannelPosts, void> {
  for (const unit of posts) yield* source.unitPosts(unit, range);
}

/** Takes a stream of pages apart by their channels, which are asked for in its order. */
function pagesByChannel(pages: AsyncIterable<ChannelPosts>): {
  of(channel: ChannelId): AsyncGenerator<readonly Post[], void>;
} {
  const iterator = pages[Symbol.asyncIterator]();
  let next: Awaited<ReturnType<typeof iterator.next>> | undefined;
  return {
    async *of(channel) {
      for (;;) {
        next ??= await iterator.next();
        if (next.done === true || next.value.channel !== channel) return;
        const { posts } = next.value;
        next = undefined;
        yield posts;
      }
    },
  };
}
