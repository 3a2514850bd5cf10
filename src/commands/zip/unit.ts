import type { PostUnit, Source } from '../../exporters/source.ts';
import { Deflater } from '../../importers/archive/compress.ts';
import type { ChannelBookmark, ChannelId } from '../../model/model.ts';
import { bookmarksOf, type ChannelBookmarks } from '../run/channel-bookmarks.ts';
import type { MessageContexts } from '../run/message-context.ts';
import { migratedConversations, type PostScope } from '../run/shared-scope.ts';
import type { Job } from '../run/workers/messages.ts';
import { ConversationWriter, PART_BYTES } from './conversation.ts';
import type { ConversationPart } from './part.ts';

/** What is written by one task. */
export interface ZipUnit {
  /** Undefined for channels without posts. */
  readonly posts: PostUnit | undefined;
  /** Channels that end here, in the order of the plan, whose bookmarks are listed. */
  readonly ending: readonly ChannelId[];
}

/** What turns units of posts into parts of an archive. */
export interface UnitJob {
  readonly scope: PostScope;
  readonly source: Pick<Source, 'unitPosts' | 'bookmarks'>;
  readonly contextOf: MessageContexts;
  /** False when no archive may follow, which would need the record. */
  readonly isRecorded: boolean;
}

/** Makes the job that writes the posts of units, several parts at a time. */
export function writeUnits(run: UnitJob): Job<ZipUnit, readonly ConversationPart[]> {
  const { scope, source, isRecorded } = run;
  const deflater = new Deflater();
  const conversationOf = migratedConversations(scope);
  const writerOf = (id: ChannelId): ConversationWriter => {
    const conversation = conversationOf(id);
    const context = run.contextOf(conversation);
    return new ConversationWriter(conversation, {
      context,
      permalink: scope.permalink,
      isRecorded,
      deflater,
    });
  };
  return async function* (unit) {
    const lists = makeLists(unit, await bookmarksOf(source, unit.ending));
    let parts: ConversationPart[] = [];
    let heldBytes = 0;
    let open: { readonly id: ChannelId; readonly writer: ConversationWriter } | undefined;
    const end = async (
      writer: ConversationWriter,
      bookmarks: readonly ChannelBookmark[],
    ): Promise<void> => {
      heldBytes += writer.heldBytes;
      parts.push(await writer.close(bookmarks, scope.range.fromMs));
    };
    const endOpen = async (): Promise<void> => {
      if (open !== undefined) await end(open.writer, lists.take(open.id));
    };
    const endBefore = async (next: ChannelId | undefined): Promise<void> => {
      for (const [id, bookmarks] of lists.before(next)) await end(writerOf(id), bookmarks);
    };
    for await (const { channel, posts } of postsOf(run, unit)) {
      if (open?.id !== channel) {
        await endOpen();
        await endBefore(channel);
        open = { id: channel, writer: writerOf(channel) };
      }
      for (const post of posts) await open.writer.write(post);
      if (heldBytes + open.writer.heldBytes < PART_BYTES) continue;
      yield [...parts, open.writer.take()];
      parts = [];
      heldBytes = 0;
    }
    await endOpen();
    await endBefore(undefined);
    if (parts.length > 0) yield parts;
  };
}

async function* postsOf(
  { source, scope }: Pick<UnitJob, 'source' | 'scope'>,
  { posts }: ZipUnit,
): ReturnType<Source['unitPosts']> {
  if (posts !== undefined) yield* source.unitPosts(posts, scope.range);
}

/** The bookmarks of the channels that end in a unit, given channel after channel. */
function makeLists({ ending }: ZipUnit, bookmarks: ChannelBookmarks) {
  let at = 0;
  return {
    /** Takes the bookmarks of a channel whose posts are over. */
    take(id: ChannelId): readonly ChannelBookmark[] {
      if (ending[at] !== id) return [];
      at += 1;
      return bookmarks.get(id) ?? [];
    },
    /** Channels without posts that come before the next one with posts, as far as they have bookmarks. */
    *before(
      next: ChannelId | undefined,
    ): Generator<readonly [id: ChannelId, bookmarks: readonly ChannelBookmark[]]> {
      for (; at < ending.length; at += 1) {
        const id = ending[at];
        if (id === undefined || id === next) return;
        const own = bookmarks.get(id);
        if (own !== undefined) yield [id, own];
      }
    },
  };
}
