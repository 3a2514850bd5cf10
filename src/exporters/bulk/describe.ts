import type { Line } from '../../errors/errors.ts';
import { type Notice, type NoticeCode, notice } from '../../errors/notices.ts';
import type { SourceLack } from '../../model/source-kind.ts';
import type { Database } from '../database/database.ts';
import { text } from '../database/rows.ts';
import type { FindingCode } from './findings.ts';
import { parseMeta, READ_META, type StageMeta } from './meta.ts';

const ALWAYS: readonly SourceLack[] = [
  'deleted-posts',
  'edit-history',
  'ids',
  'creators',
  'times-of-making',
  'reactions-of-direct-roots',
  'integrations',
  'bookmarks',
  'user-groups',
  'sidebar-categories',
];

/** What is lacking when no line of the files has a thing, and the warning where the target changes by it. */
const UNLESS_SEEN: readonly (readonly [
  seen: string,
  lack: SourceLack,
  code: NoticeCode | undefined,
])[] = [
  ['channel.deleted_at', 'archived-channels', 'bulk-lacks-archived'],
  ['post.type', 'post-types', 'bulk-lacks-types'],
  ['post.edit_at', 'edit-times', 'bulk-lacks-edit-times'],
  ['post.is_pinned', 'pins', 'bulk-lacks-pins'],
  ['post.props', 'props', 'bulk-lacks-props'],
  ['reply.props', 'props-of-replies', 'bulk-lacks-reply-props'],
  ['bot', 'bots', 'bulk-lacks-bots'],
  ['emoji', 'custom-emoji', 'bulk-lacks-emoji'],
  ['user.favorite', 'favourites', undefined],
  ['post.flagged_by', 'saved-posts', undefined],
];

/** What a report says about a bulk export. */
export interface BulkFacts {
  readonly lacks: readonly SourceLack[];
  readonly warnings: readonly Line[];
}

/** Reads what a staged export lacks and what was odd about its lines. */
export async function readBulkFacts(database: Database): Promise<BulkFacts> {
  const [row] = await database.query(READ_META);
  const meta = parseMeta(text(row?.[0]));
  if (meta === undefined) return { lacks: ALWAYS, warnings: [notice('bulk-lacks')] };
  const seen = new Set(meta.seen);
  const lacking = UNLESS_SEEN.filter(([thing]) => !seen.has(thing));
  const withoutBytes = seen.has('attachments') && !(await hasEntries(database, meta));
  return {
    lacks: [
      ...ALWAYS,
      ...lacking.map(([, lack]) => lack),
      ...(withoutBytes ? ['file-bytes' as const] : []),
    ],
    warnings: [
      notice('bulk-lacks'),
      ...lacking.flatMap(([, , code]): readonly Notice[] =>
        code === undefined ? [] : [{ code, values: {} }],
      ),
      ...(withoutBytes ? [notice('bulk-lacks-bytes')] : []),
      ...meta.findings.map(findingNotice),
    ],
  };
}

/** A JSONL file has its bytes in a folder, which the file store looks into. */
async function hasEntries(database: Database, { files }: StageMeta): Promise<boolean> {
  if (files.some(({ path }) => !/\.zip$/i.test(path))) return true;
  const rows = await database.query('SELECT 1 FROM BulkEntries LIMIT 1');
  return rows.length > 0;
}

const NOTICES: Readonly<Record<FindingCode, (finding: StageFinding) => Notice>> = {
  'unknown-lines': ({ name, count, first }) => notice('bulk-unknown-lines', { name, count, first }),
  'unknown-fields': ({ name, count, first }) =>
    notice('bulk-unknown-fields', { name, count, first }),
  'repeated-reactions': ({ count, first }) => notice('bulk-repeated-reactions', { count, first }),
  'shared-file-lists': ({ count, first }) => notice('bulk-shared-file-lists', { count, first }),
  'same-members': ({ count, first }) => notice('bulk-same-members', { count, first }),
  'people-without-line': ({ count }) => notice('bulk-people-without-line', { count }),
  'posts-without-channel': ({ count }) => notice('bulk-posts-without-channel', { count }),
  'bots-by-address': ({ count, first }) => notice('bulk-bots-by-address', { count, first }),
  'other-jsonl': ({ name }) => notice('bulk-other-jsonl', { name }),
};

type StageFinding = StageMeta['findings'][number];

const findingNotice = (finding: StageFinding): Notice => NOTICES[finding.code](finding);
