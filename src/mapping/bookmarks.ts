import type { ChannelBookmark } from '../model/model.ts';

/** What a list of bookmarks says besides them, in the language of the run. */
export interface BookmarkWords {
  readonly heading: string;
  /** Behind a bookmark of a file; `{name}` is the file's. */
  readonly file: string;
}

/**
 * True for an archive that lists the bookmarks of its conversations. One that ends before they do has no lists: those are
 * in the one with the rest.
 */
export const listsBookmarks = (
  { zipBookmarks }: { readonly zipBookmarks: 'none' | 'message' },
  { toMs }: { readonly toMs: number | undefined },
): boolean => zipBookmarks === 'message' && toMs === undefined;

/** The words about a file; its name may hold anything. */
export const fileWords = ({ file }: BookmarkWords, name: string): string =>
  file.replace('{name}', () => name);

/** Bookmarks as lines of a table's cell, for a person. */
export const bookmarkLines = (bookmarks: readonly ChannelBookmark[]): string =>
  bookmarks
    .map(({ title, url, fileName }) => [title, url, fileName].filter((part) => part !== ''))
    .map((parts) => parts.join(' '))
    .join('\n');
