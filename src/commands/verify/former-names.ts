import type { OpenZip } from '../../importers/archive/archive-days.ts';
import { readUsernames } from '../../importers/archive/read-usernames.ts';
import { userSlackId } from '../../mapping/slack-ids.ts';
import type { User, UserId } from '../../model/model.ts';

/** People by usernames, in lower case, that they had when an archive was made and have no more. */
export type FormerNames = ReadonlyMap<string, UserId>;

/**
 * Finds the people who are listed with another username than they have now, in each archive that has such a list: an older
 * post mentions them so, and Mattermost does not change it.
 */
export async function formerNames(
  zips: readonly OpenZip[],
  users: ReadonlyMap<UserId, User>,
): Promise<readonly FormerNames[]> {
  const now = new Map<string, User>(
    Array.from(users.values(), (user) => [userSlackId(user.id), user]),
  );
  const found = new Map<string, FormerNames>();
  for (const { zip } of zips) {
    const names = new Map<string, UserId>();
    for (const { id, name } of await readUsernames(zip)) {
      const user = now.get(id);
      const former = name.toLowerCase();
      if (user === undefined || former === '' || former === user.username.toLowerCase()) continue;
      names.set(former, user.id);
    }
    if (names.size > 0) found.set(JSON.stringify([...names].sort()), names);
  }
  return [...found.values()];
}
