import { join } from 'node:path';
import type { KeptRows } from '../../exporters/kept-rows.ts';
import type { Source } from '../../exporters/source.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../mapping/csv.ts';
import {
  adminLine,
  bookmarkLine,
  favouriteLine,
  groupLine,
  KEPT_COLUMNS,
  KEPT_FILES,
  type KeptList,
  type KeptNames,
} from '../../mapping/kept/lists.ts';
import type { Scope } from '../run/scope.ts';
import {
  closeWorkFiles,
  commitWorkFiles,
  discardWorkFiles,
  openWorkFiles,
} from '../run/work-files.ts';

/** What the lists are made of. */
export interface KeptScope extends Pick<Scope, 'conversations'> {
  readonly source: Pick<Source, 'kept' | 'bookmarks'>;
  readonly read: Pick<Scope['read'], 'teams'>;
  readonly workspace: Pick<Scope['workspace'], 'users' | 'skipped' | 'samePeople'>;
}

type Lines = AsyncIterable<readonly string[]>;

/**
 * Writes the lists of what nothing carries to Slack into the work directory, all or none; returns their paths. A list
 * whose tables the source lacks is not written.
 */
export async function writeKeptLists(
  workDirectory: string,
  scope: KeptScope,
): Promise<readonly string[]> {
  const lists = keptLists(scope);
  const names = Object.fromEntries(lists.map(([list]) => [list, KEPT_FILES[list]]));
  if (lists.length === 0) return [];
  const files = await openWorkFiles(workDirectory, names);
  try {
    for (const [list, lines] of lists) {
      const file = files.of[list];
      await file?.write(BYTE_ORDER_MARK + csvLine(KEPT_COLUMNS[list]));
      for await (const cells of lines) await file?.write(csvLine(cells));
    }
    await closeWorkFiles(files);
    await commitWorkFiles(files);
  } catch (error) {
    await discardWorkFiles(files);
    throw error;
  }
  return Object.values(names).map((name) => join(workDirectory, name));
}

function keptLists({ source, ...scope }: KeptScope): readonly (readonly [KeptList, Lines])[] {
  const { kept } = source;
  if (kept === undefined) return [];
  const { users, skipped, samePeople } = scope.workspace;
  const names: KeptNames = {
    ...{ users, skipped, samePeople },
    teams: new Map(scope.read.teams.map((team) => [team.id, team])),
    conversations: new Map(scope.conversations.map((each) => [each.channel.id, each])),
  };
  const lists = new Map<KeptList, Lines | undefined>([
    ['channelAdmins', linesOf(kept.channelAdmins, (row) => adminLine(row, names))],
    ['bookmarks', linesOf(bookmarkPages(source, kept), (row) => bookmarkLine(row, names))],
    ['favourites', linesOf(kept.favourites, (row) => favouriteLine(row, names))],
    ['groups', linesOf(kept.groupMembers, (row) => groupLine(row, names))],
  ]);
  return [...lists].flatMap(([list, lines]) => (lines === undefined ? [] : [[list, lines]]));
}

/** A channel has at most 50 bookmarks (Mattermost: server/public/model/channel_bookmark.go, MaxBookmarksPerChannel). */
function bookmarkPages(source: Pick<Source, 'bookmarks'>, { hasBookmarks }: KeptRows) {
  if (!hasBookmarks) return undefined;
  return async function* bookmarks() {
    yield await source.bookmarks();
  };
}

function linesOf<Row>(
  pages: (() => AsyncIterable<readonly Row[]>) | undefined,
  lineOf: (row: Row) => readonly string[] | undefined,
): Lines | undefined {
  return pages === undefined ? undefined : inTurn(pages(), lineOf);
}

async function* inTurn<Row>(
  pages: AsyncIterable<readonly Row[]>,
  lineOf: (row: Row) => readonly string[] | undefined,
): AsyncGenerator<readonly string[]> {
  for await (const page of pages) {
    for (const row of page) {
      const line = lineOf(row);
      if (line !== undefined) yield line;
    }
  }
}
