/** Files of the replies of a thread, and how many mentions of a file were left out. */
export interface SharedLists {
  readonly lists: readonly (readonly string[])[];
  readonly leftOut: number;
}

/** `…/<id of the file>/<name>` */
const SERVER_PATH = /\/[a-z0-9]{26}\/[^/]+$/;

/**
 * Versions 5.33 to 6.0 gave every reply with a file the files of all replies of its thread (mattermost PR 17849, mended
 * by MM-38375): each file belongs to one of these replies, and nothing says to which. Where several replies have the same
 * list, the first of them keeps it. The path that a server makes holds the id of its file, so that no list of such paths
 * is shared by right; in a file that was made by hand one picture may stand in several replies.
 */
export function sharedFileLists(lists: readonly (readonly string[])[]): SharedLists {
  const seen = new Set<string>();
  let leftOut = 0;
  const own = lists.map((paths) => {
    if (!paths.some((path) => SERVER_PATH.test(path))) return paths;
    const key = JSON.stringify(paths);
    if (!seen.has(key)) {
      seen.add(key);
      return paths;
    }
    leftOut += paths.length;
    return [];
  });
  return { lists: own, leftOut };
}
