import type { BookmarkWords } from '../../mapping/bookmarks.ts';

/** The message of an archive that lists the bookmarks of its channel. */
export const bookmarkList = {
  heading: 'Bookmarks of this channel in Mattermost',
  file: 'file {name}, not migrated',
} satisfies BookmarkWords;
