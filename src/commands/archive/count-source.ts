import type { RowFacts } from '../../exporters/source.ts';
import { neverMoves } from '../../mapping/messages/never-moved.ts';
import { isHeld } from '../../mapping/site/hold.ts';
import type { ChannelId, Post } from '../../model/model.ts';
import type { Progress } from '../run/progress.ts';
import { addId, type ChannelNumbers, noNumbers, type SiteChoices } from './read-site.ts';
import type { SiteScope } from './site-scope.ts';

/** Numbers of a channel of the source. */
export interface SourceNumbers extends ChannelNumbers {
  /** Rows of edit history that are shown by themselves, because their posts are not there. */
  alone: number;
}

export type Expected = ReadonlyMap<ChannelId, SourceNumbers>;

export interface CountedSource {
  readonly channels: Expected;
  /** Held rows that no page may show. */
  readonly neverShown: number;
}

/** Counts what the pages of a site have to show, by statements of its own for deleted rows and edit history. */
export async function countSource(
  { source, channels, range, person, held }: SiteScope,
  { withDeleted }: SiteChoices,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<CountedSource> {
  const expected = new Map(channels.map(({ shown }) => [shown.id, { ...noNumbers(), alone: 0 }]));
  let neverShown = 0;
  const isShown = (row: Pick<Post, 'type' | 'userId'>): boolean =>
    !neverMoves(row) && (person === undefined || row.userId === person.id);
  const leaveOut = (userId: Post['userId'], channelId: ChannelId): void => {
    if (held !== undefined && isHeld(held.hold, { userId, channelId })) neverShown += 1;
  };
  for (const unit of await source.divide([...expected.keys()], range)) {
    for await (const { channel, posts } of source.unitPosts(unit, range)) {
      signal.throwIfAborted();
      progress.advance(posts.filter(({ deleteAtMs }) => deleteAtMs === undefined).length);
      const numbers = expected.get(channel);
      for (const post of numbers === undefined ? [] : posts) {
        // Deleted rows are counted below, by a statement of their own.
        if (withDeleted && post.deleteAtMs !== undefined) continue;
        if (!isShown(post)) leaveOut(post.userId, channel);
        else if (numbers !== undefined) addPost(numbers, post);
      }
    }
  }
  if (!withDeleted) return { channels: expected, neverShown };
  for (const [channel, numbers] of expected) {
    for await (const rows of source.rowFacts(channel, range)) {
      signal.throwIfAborted();
      for (const row of rows) {
        if (isShown(row.original ?? row)) addRow(numbers, row);
        else leaveOut(row.userId, channel);
      }
    }
  }
  return { channels: expected, neverShown };
}

function addPost(numbers: ChannelNumbers, { id, deleteAtMs, files, reactions }: Post): void {
  if (deleteAtMs === undefined) numbers.posts += 1;
  else numbers.deleted += 1;
  numbers.files += files.length;
  numbers.reactions += reactions.length;
  numbers.ids = addId(numbers.ids, id);
}

function addRow(numbers: SourceNumbers, row: RowFacts): void {
  numbers.ids = addId(numbers.ids, row.id);
  if (row.isFormer) {
    numbers.formerTexts += 1;
    if (row.original === undefined) numbers.alone += 1;
    return;
  }
  numbers.deleted += 1;
  numbers.files += row.files;
  numbers.reactions += row.reactions;
}
