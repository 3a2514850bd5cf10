import type { DatabaseRows } from '../model/database-rows.ts';
import type { SavedPost } from '../model/kept-rows.ts';
import { userId } from '../model/model.ts';
import type { Row } from './database/database.ts';
import { rowsInTurn } from './database/decode-rows.ts';
import { byCharacters, type Reader } from './database/reader.ts';
import { text } from './database/rows.ts';
import type { ColumnOf } from './database/tables.ts';
import { isBlank } from './ids.ts';
import { FILE_COLUMNS, filesOf } from './posts/attached.ts';
import { legacyFiles } from './posts/legacy-files.ts';
import { makePost, NO_THREAD, NONE } from './posts/make-post.ts';
import { POST_COLUMNS, postRow } from './posts/post-row.ts';

/** Reads the posts that people saved, in pages, by person and then the newest post first. */
export type ReadSavedPosts = () => AsyncIterable<readonly SavedPost[]>;

/**
 * Makes the reader of saved posts; undefined where the source has no such table or may not read it. Without counted rows
 * the statement itself finds out what may be read.
 */
export function savedPosts(
  reader: Reader,
  counted: DatabaseRows | undefined,
): ReadSavedPosts | undefined {
  const isClosed = counted?.tables.some(
    ({ name, precision }) => name.toLowerCase() === 'preferences' && precision === 'not-readable',
  );
  if (isClosed === true || !reader.tables.has('Preferences', 'Category')) return undefined;
  return () => readSavedPosts(reader);
}

const SAVER: ColumnOf = ['Preferences', 's', 'UserId'];
const SAVED: ColumnOf = ['Preferences', 's', 'Name'];
const POST: ColumnOf = ['Posts', 'p', 'Id'];
const POST_CHANNEL: ColumnOf = ['Posts', 'p', 'ChannelId'];
const MEMBER_CHANNEL: ColumnOf = ['ChannelMembers', 'm', 'ChannelId'];
const MEMBER: ColumnOf = ['ChannelMembers', 'm', 'UserId'];
const FILE_POST: ColumnOf = ['FileInfo', 'f', 'PostId'];

/**
 * A saved post is a preference with the post's id as its name (Mattermost: server/public/model/preference.go,
 * PreferenceCategoryFlaggedPost). Only live posts of conversations of which the person is a member now: Mattermost shows
 * no others.
 */
async function* readSavedPosts(reader: Reader): AsyncGenerator<readonly SavedPost[]> {
  const { database, tables } = reader;
  const exactUser = byCharacters(reader, SAVER);
  const exactId = byCharacters(reader, POST);
  const sql = `SELECT ${tables.columns('Preferences', ['UserId'], 's')},
      ${tables.columns('Posts', POST_COLUMNS, 'p')}, ${tables.columns('FileInfo', FILE_COLUMNS, 'f')}
    FROM ${tables.name('Preferences')} s
    JOIN ${tables.name('Posts')} p ON ${tables.match(POST, SAVED)}
    JOIN ${tables.name('ChannelMembers')} m
      ON ${tables.match(MEMBER_CHANNEL, POST_CHANNEL)} AND ${tables.match(MEMBER, SAVER)}
    LEFT JOIN ${tables.name('FileInfo')} f
      ON ${tables.match(FILE_POST, POST)} AND (f.DeleteAt = 0 OR f.DeleteAt IS NULL)
    WHERE s.Category = 'flagged_post' AND (p.DeleteAt = 0 OR p.DeleteAt IS NULL)
      AND (p.OriginalId = '' OR p.OriginalId IS NULL)
    ORDER BY ${exactUser}, p.CreateAt DESC, ${exactId}`;
  let group: readonly Row[] = [];
  for await (const rows of rowsInTurn(database, sql)) {
    const page: SavedPost[] = [];
    for (const row of rows) {
      if (group[0] !== undefined && !isOfSame(group[0], row)) {
        page.push(...savedPost(reader, group));
        group = [];
      }
      group = [...group, row];
    }
    yield page;
  }
  yield savedPost(reader, group);
}

const POST_ID = 1 + POST_COLUMNS.indexOf('Id');
const FILES_AT = 1 + POST_COLUMNS.length;

const isOfSame = (a: Row, b: Row): boolean =>
  text(a[0]) === text(b[0]) && text(a[POST_ID]) === text(b[POST_ID]);

/** The post of the rows of one post and person, which differ by file; none where the post is not known by its id. */
function savedPost(reader: Reader, rows: readonly Row[]): readonly SavedPost[] {
  const [first] = rows;
  if (first === undefined) return [];
  const row = postRow(first.slice(1, FILES_AT));
  if (isBlank(row.id) || reader.doubled.posts.ambiguous.has(row.id)) return [];
  // Without its key a table may have a membership, or the post, twice.
  const files = new Map(
    rows
      .map((each) => each.slice(FILES_AT))
      .map((file) => [JSON.stringify(file.map(String)), file]),
  );
  const post = makePost(row, {
    tie: { rank: 0, count: 1 },
    thread:
      row.rootId === undefined
        ? NO_THREAD
        : { kind: 'lost-reply', rootId: row.rootId, reason: 'outside-range' },
    reactions: NONE,
    // Pages name files and link to none.
    files: filesOf(reader, [...files.values()]).get(row.id) ?? legacyFiles(row, []),
    priority: undefined,
    linked: NONE,
  });
  return [{ userId: userId(text(first[0])), post }];
}
