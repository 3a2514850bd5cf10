import type { bookmarkList as en } from '../en/bookmark-list.ts';

export const bookmarkList: typeof en = {
  heading: 'Mattermost でのこのチャンネルのブックマーク',
  file: 'ファイル {name}、移行対象外',
};
