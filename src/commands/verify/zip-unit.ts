import type { ArchiveSet, DayStretch } from '../../importers/archive/archive-set.ts';
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
  /** Undefined for whole conversations. */
  readonly stretch: ComparedStretch | undefined;
}

/** Pages of posts of the unit's channels, one channel after another; only channels with posts. */
export type UnitPages = AsyncIterable<{
  readonly channel: ChannelId;
  readonly posts: readonly Post[];
}>;

/** Both sides of units. */
export interface UnitSides {
  readonly archives: Pick<ArchiveSet, 'days'>;
  readonly conversationOf: (channel: ChannelId) => Conversation | undefined;
  readonly pages: (unit: ComparedUnit) => UnitPages;
}

const WHOLE: ComparedStretch = { fromMs: undefined, toMs: undefined, moved: new Map() };

/** Compares a unit, and gives what was found in the order of its conversations. Depends on nothing but the unit. */
export async function* compareUnit(
  rules: ComparisonRules,
  { archives, conversationOf, pages }: UnitSides,
  unit: ComparedUnit,
): AsyncGenerator<ComparedPart, void> {
  const found = new Findings(unit.number);
  const stretch = unit.stretch ?? WHOLE;
  const source = pagesByChannel(pages(unit));
  for (const channel of unit.channels) {
    const conversation = conversationOf(channel);
    if (conversation === undefined) continue;
    const days = archives.days(conversation.slackId, daysOf(stretch));
    const sides = { conversation, posts: source.of(channel), days, stretch };
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

/** Takes a stream of pages apart by their channels, which are asked for in its order. */
function pagesByChannel(pages: UnitPages): {
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
