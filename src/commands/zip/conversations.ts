import type { PostUnit, Source } from '../../exporters/source.ts';
import type { ChannelId } from '../../model/model.ts';
import { bookmarksOf, CHANNELS_AT_ONCE } from '../run/channel-bookmarks.ts';
import { countBeside } from '../run/count-beside.ts';
import { type Runner, runHere } from '../run/workers/threads.ts';
import { appendConversation, type SinceLast } from './append.ts';
import type { ArchiveRun } from './archive-run.ts';
import type { ConversationPart } from './part.ts';
import { PartPlacer, type WrittenPosts } from './place.ts';
import { writeUnits, type ZipUnit } from './unit.ts';
import { writeConversation } from './whole.ts';

/** Starts the threads of a run; undefined when it works in this one. */
export type StartThreads = () => Runner<ZipUnit, readonly ConversationPart[]> | undefined;

/** Writes the conversations in the order of the plan. */
export async function writeConversations(
  run: ArchiveRun,
  since: SinceLast | undefined,
  startThreads: StartThreads,
): Promise<WrittenPosts> {
  const placer = new PartPlacer(run);
  const place = (part: ConversationPart): Promise<void> => placer.place(part);
  if (since !== undefined) {
    for (const conversation of run.scope.conversations) {
      await appendConversation(run, since, { conversation, place });
    }
  } else if (run.out.bundled !== undefined) {
    // Copying their files takes most of the time, and they go into the archive before their messages.
    for (const conversation of run.scope.conversations) {
      await writeConversation(run, conversation, place);
    }
  } else await writeInUnits(run, startThreads, place);
  return await placer.end();
}

async function writeInUnits(
  run: ArchiveRun,
  startThreads: StartThreads,
  place: (part: ConversationPart) => Promise<void>,
): Promise<void> {
  const { scope, contextOf, out, signal } = run;
  const { source } = scope;
  const channels = scope.conversations.map(({ channel }) => channel.id);
  const counts = await scope.postCounts();
  const isRecorded = out.exported !== undefined;
  // Threads load their program, and rows are counted, while the posts are divided.
  const counting = countBeside(scope);
  const runner =
    startThreads() ?? runHere(writeUnits({ scope, source, contextOf, isRecorded }), signal);
  try {
    const divided = await source.divide(channels, scope.range, counts);
    const units = out.listsBookmarks
      ? endingUnits(channels, divided, await stretchesWithoutPosts(source, divided))
      : divided.map(withoutEnds);
    for await (const parts of counting(runner.run(units))) {
      for (const part of parts) await place(part);
    }
  } finally {
    await runner.close();
  }
}

const withoutEnds = (posts: PostUnit): ZipUnit => ({ posts, ending: [] });

/** A unit, and how many of its own channels have not ended. */
interface OpenUnit extends ZipUnit {
  readonly ending: ChannelId[];
  going: number;
}

/**
 * Finds the stretches at the end of channels with bookmarks whose rows are all deleted: the last post, and with it the
 * day of the list, is in the stretch before them.
 */
export async function stretchesWithoutPosts(
  source: Pick<Source, 'posts' | 'bookmarks'>,
  units: readonly PostUnit[],
): Promise<ReadonlySet<PostUnit>> {
  const cut = units.filter(({ stretch }) => stretch !== undefined);
  const channels = [...new Set(cut.flatMap((unit) => unit.channels))];
  const searched = new Set((await bookmarksOf(source, channels)).keys());
  const empty = new Set<PostUnit>();
  for (const unit of cut.toReversed()) {
    const { stretch } = unit;
    const [channel] = unit.channels;
    if (stretch === undefined || channel === undefined || !searched.has(channel)) continue;
    if (await hasPosts(source.posts(channel, stretch))) searched.delete(channel);
    else empty.add(unit);
  }
  return empty;
}

async function hasPosts(pages: ReturnType<Source['posts']>): Promise<boolean> {
  for await (const page of pages) if (page.length > 0) return true;
  return false;
}

/**
 * Says which channels end in which unit, of which those in `empty` have no posts. Channels without posts end in the unit
 * of the one before them, or in one of their own where that one is whole and has as many as one query asks for.
 */
export function endingUnits(
  channels: readonly ChannelId[],
  units: readonly PostUnit[],
  empty: ReadonlySet<PostUnit> = new Set(),
): readonly ZipUnit[] {
  const lastUnit = new Map<ChannelId, number>();
  for (const [index, unit] of units.entries()) {
    if (empty.has(unit)) continue;
    for (const channel of unit.channels) lastUnit.set(channel, index);
  }
  const all: OpenUnit[] = [];
  let begun = 0;
  for (const channel of channels) {
    const last = lastUnit.get(channel);
    for (; last !== undefined && begun <= last; begun += 1) {
      const posts = units[begun];
      all.push({ posts, ending: [], going: posts?.channels.length ?? 0 });
    }
    const open = all.at(-1);
    if (last === undefined && isFull(open)) {
      all.push({ posts: undefined, ending: [channel], going: 0 });
      continue;
    }
    open?.ending.push(channel);
    if (open !== undefined && last !== undefined) open.going -= 1;
  }
  const rest = units.slice(begun).map(withoutEnds);
  return [...all.map(({ posts, ending }) => ({ posts, ending })), ...rest];
}

const isFull = (unit: OpenUnit | undefined): boolean =>
  unit === undefined || (unit.going === 0 && unit.ending.length >= CHANNELS_AT_ONCE);
