import { basename } from 'node:path';
import type { OutputShape } from '../../config/mapping-rules.ts';
import {
  compareBookmarkLists,
  type FoundList,
  isBookmarkList,
} from '../../mapping/verify/bookmark-lists.ts';
import type { UnpairedMessage } from '../../mapping/verify/pair-archive.ts';
import type { ChannelId } from '../../model/model.ts';
import { LANGUAGES } from '../../texts/language.ts';
import { bookmarksInTurn, bookmarkWords } from '../run/channel-bookmarks.ts';
import type { Scope } from '../run/scope.ts';
import { headsOf } from './manifests.ts';
import type { ArchiveComparison } from './zip-comparison.ts';
import type { ArchiveMessages } from './zip-messages.ts';

/** Where the lists of a conversation may stand. */
export interface ListPlace {
  /** Where the conversation begins: the channel's creation, or that of the period; in milliseconds. */
  readonly beginMs: number;
  /** Place of the last post that was read, in milliseconds; undefined before the first one. */
  readonly lastPostMs: () => number | undefined;
  /** True when a later archive may follow the one with the list. */
  readonly mayGoOn: boolean;
}

/** Messages of posts alone, and the lists of bookmarks that stood among them. */
export interface SortedMessages {
  readonly messages: ArchiveMessages;
  readonly lists: () => readonly FoundList[];
}

/** Takes the lists of bookmarks out of the messages of a conversation. */
export function withoutLists(all: ArchiveMessages, place: ListPlace): SortedMessages {
  const lists: { list: FoundList; isFollowed: boolean }[] = [];
  let last: { readonly micros: number; readonly isList: boolean } | undefined;
  const isPost = ({ message, micros }: UnpairedMessage): boolean => {
    const isList = isBookmarkList(message);
    if (isList) {
      const isInPlace = all.wrongDayOf(message) === undefined && isBehind(micros, last, place);
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

/** The last microsecond of a millisecond. */
const LAST_RANK = 999;
/** From the year 2255 on microseconds are no exact numbers. */
const LAST_TIME_MS = 8_999_999_999_999;

/** The last microsecond of the millisecond of what comes before, or the next one where that is taken. */
const behind = (micros: number): number =>
  Math.max(Math.floor(micros / 1000) * 1000 + LAST_RANK, micros + 1);

/**
 * True for the place of a list: behind the last message or post, or where its conversation begins. An archive of a period
 * begins at any time.
 */
function isBehind(
  micros: number,
  last: { readonly micros: number; readonly isList: boolean } | undefined,
  { beginMs, lastPostMs, mayGoOn }: ListPlace,
): boolean {
  if (last !== undefined && micros <= last.micros) return false;
  if (last?.isList === true) return micros === last.micros + 1;
  const postMs = lastPostMs();
  const beginMicros = Math.min(Math.max(beginMs, 1), LAST_TIME_MS) * 1000;
  const before = [last?.micros ?? beginMicros, ...(postMs === undefined ? [] : [postMs * 1000])];
  if (before.some((each) => micros === behind(each))) return true;
  return mayGoOn && micros % 1000 === LAST_RANK;
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

/** Finds an archive that has lists of bookmarks where `wanted` says none, or the other way; undefined without one. */
export async function otherwiseListed(
  paths: readonly string[],
  workDirectories: readonly string[],
  wanted: OutputShape['zipBookmarks'],
): Promise<{ readonly name: string; readonly setting: string } | undefined> {
  for (const path of paths) {
    const heads = await headsOf(path, workDirectories);
    const settings = heads.map(({ options }) => options['bookmarks'] ?? 'none');
    const other = settings.includes(wanted) ? undefined : settings[0];
    if (other !== undefined) return { name: basename(path), setting: String(other) };
  }
  return undefined;
}
