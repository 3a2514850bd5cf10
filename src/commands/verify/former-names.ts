import { KnownError } from '../../errors/errors.ts';
import { closeZips, type OpenZip } from '../../importers/archive/archive-days.ts';
import { readUsernames } from '../../importers/archive/read-usernames.ts';
import { openZip } from '../../importers/archive/zip-reader.ts';
import { userSlackId } from '../../mapping/slack-ids.ts';
import type { PostWorkspace } from '../../mapping/workspace.ts';
import type { User, UserId } from '../../model/model.ts';
import { readArchives } from '../run/known-archives.ts';

/**
 * People by usernames, in lower case, that they had when an archive was made and have no more; undefined for a name that
 * nobody had then.
 */
export type FormerNames = ReadonlyMap<string, UserId | undefined>;

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
  // The last list has everybody who may be mentioned, and of those an earlier one lacks nobody had the name.
  const last = await lastUsernames(zips);
  for (const { zip } of zips) {
    const listed = new Map((await readUsernames(zip)).map(({ id, name }) => [id, name]));
    const names = new Map<string, UserId | undefined>();
    for (const id of new Set([...last.map((each) => each.id), ...listed.keys()])) {
      const user = now.get(id);
      const [former, present] = [listed.get(id)?.toLowerCase(), user?.username.toLowerCase()];
      if (user === undefined || present === undefined || former === '') continue;
      if (former === present) continue;
      if (!names.has(present)) names.set(present, undefined);
      if (former !== undefined) names.set(former, user.id);
    }
    if (names.size > 0) found.set(JSON.stringify([...names].sort()), names);
  }
  return [...found.values()];
}

/**
 * Finds the people who have another username than in the archives of a work directory, from which messages of a workspace
 * may be. An archive that is not there or cannot be read names nobody.
 */
export async function formerNamesOfImport(
  work: string,
  users: ReadonlyMap<UserId, User>,
): Promise<readonly FormerNames[]> {
  const archives = await readArchives(work);
  const zips: OpenZip[] = [];
  try {
    for (const { path, isTextImport } of archives) {
      if (path !== undefined && !isTextImport) zips.push({ path, zip: await openZip(path) });
    }
    return await formerNames(zips, users);
  } catch (error) {
    if (error instanceof KnownError) return [];
    throw error;
  } finally {
    await closeZips(zips);
  }
}

/** A workspace in which accounts are found by former names, and by no name that nobody had. */
export const asNamedThen = <Named extends Pick<PostWorkspace, 'accounts'>>(
  workspace: Named,
  former: FormerNames,
): Named => ({
  ...workspace,
  accounts: {
    ...workspace.accounts,
    idOf: (name: string) => (former.has(name) ? former.get(name) : workspace.accounts.idOf(name)),
  },
});

async function lastUsernames(zips: readonly OpenZip[]) {
  const last = zips.length > 1 ? zips.at(-1) : undefined;
  return last === undefined ? [] : await readUsernames(last.zip);
}
