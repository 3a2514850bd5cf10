import type { User } from '../../model/model.ts';
import { hashText } from '../site/terms.ts';

/** The folder of the pages of saved posts, a contract. */
export const SAVED_POSTS_FOLDER = 'saved-posts';

/** True for people who read: nobody opens the saved posts of a bot or of a deactivated account. */
export const readsSavedPosts = ({ kind, deleteAtMs }: Pick<User, 'kind' | 'deleteAtMs'>): boolean =>
  (kind === 'person' || kind === 'guest') && deleteAtMs === undefined;

/** Mattermost's usernames (server/public/model/user.go, IsValidUsername), but for a dot at the end. */
const PLAIN_NAME = /^(?!.*\.$)[a-z0-9_][a-z0-9._-]{0,63}$/;
/** Names that Windows keeps for devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/**
 * Name of a person's page: the username where that is a harmless name of a file, else what is harmless of it and a hash
 * of the id. `taken` has the names that were given, and gets this one.
 */
export function savedPostsFile(
  { id, username }: Pick<User, 'id' | 'username'>,
  taken: Set<string>,
): string {
  const isPlain = PLAIN_NAME.test(username) && !DEVICE.test(username);
  const plain = username
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  const base = isPlain ? username : `${plain || 'person'}-${hashText(id).toString(16)}`;
  let name = `${base}.html`;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}.html`;
  taken.add(name);
  return name;
}
