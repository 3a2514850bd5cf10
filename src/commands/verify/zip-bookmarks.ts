import {
  compareBookmarkLists,
  type FoundList,
  isBookmarkList,
} from '../../mapping/verify/bookmark-lists.ts';
import {
  isPlaceOfList,
  type ListPlace,
  type MessageBefore,
} from '../../mapping/verify/list-place.ts';
import type { UnpairedMessage } from '../../mapping/verify/pair-archive.ts';
import type { ChannelId } from '../../model/model.ts';
import { LANGUAGES } from '../../texts/language.ts';
import { bookmarksInTurn, bookmarkWords } from '../run/channel-bookmarks.ts';
import type { Scope } from '../run/scope.ts';
import type { ArchiveComparison } from './zip-comparison.ts';
import type { ArchiveMessages } from './zip-messages.ts';

/** Messages of posts alone, and the lists of bookmarks that stood among them. */
export interface SortedMessages {
  readonly messages: ArchiveMessages;
  readonly lists: () => readonly FoundList[];
}

/** Takes the lists of bookmarks out of the messages of a conversation. */
export function withoutLists(all: ArchiveMessages, place: ListPlace): SortedMessages {
  const lists: { list: FoundList; isFollowed: boolean }[] = [];
  let last: MessageBefore | undefined;
  const isPost = ({ message, micros }: UnpairedMessage): boolean => {
    const isList = isBookmarkList(message);
    if (isList) {
      const isInPlace = all.wrongDayOf(message) === undefined && isPlaceOfList(micros, last, place);
      lists.push({ list: { message, isInPlace }, isFollowed: false });
    } else if (!place.mayGoOn) for (const list of lists) list.isFollowed = true;
    last = { micros, isList };
    return !isList;
  };
  const messages: ArchiveMessages = {
    wrongDayOf: (message) => all.wrongDayOf(message),
    get reachesOn() {
      return all.reachesOn;
    },
    before: async (micros) => (await all.before(micros)).filter(isPost),
    async next(micros) {
      for (;;) {
        const each = await all.next(micros);
        if (each === undefined || isPost(each)) return each;
      }
    },
  };
  return {
    messages,
    lists: () =>
      lists.map(({ list, isFollowed }) => ({
        ...list,
        isInPlace: list.isInPlace && !isFollowed,
      })),
  };
}

/** Lists of bookmarks by conversation, in the order of time. */
export type FoundLists = ReadonlyMap<ChannelId, readonly FoundList[]>;

/** Compares the lists of all conversations with their bookmarks; of a period that ends before them there are none. */
export async function compareArchiveBookmarks(
  { views, differences }: Pick<ArchiveComparison, 'views' | 'differences'>,
  { source, conversations, range }: Pick<Scope, 'source' | 'conversations' | 'range'>,
  lists: FoundLists,
): Promise<void> {
  const words = LANGUAGES.map(bookmarkWords);
  const byId = new Map(conversations.map((each) => [each.channel.id, each]));
  for await (const [id, bookmarks] of bookmarksInTurn(source, [...byId.keys()])) {
    const conversation = byId.get(id);
    if (conversation === undefined) continue;
    const wanted = range.toMs === undefined ? bookmarks : [];
    const expected = { bookmarks: wanted, words, texts: views.textsIn(id) };
    const found = compareBookmarkLists(conversation, expected, lists.get(id) ?? []);
    await differences.record(found);
  }
}

/** Adds the `ts` of lists to those of pinned posts, whose channels list both as pins. */
export function withListPins(
  pins: ReadonlyMap<ChannelId, readonly string[]>,
  lists: FoundLists,
): ReadonlyMap<ChannelId, readonly string[]> {
  const all = new Map(pins);
  for (const [channel, [list]] of lists) {
    if (list === undefined) continue;
    all.set(channel, [...(all.get(channel) ?? []), list.message.ts]);
  }
  return all;
}
