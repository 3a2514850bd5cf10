import type { TestDatabase } from '../servers/databases.ts';

export const BURST_MS = Date.UTC(2024, 1, 1, 12);
/** Rows of the burst, all of one millisecond. */
const ROWS = 2_300;

/** A text that several messages take, for some posts of the burst and behind it. */
const textOf = (number: number): string =>
  number % 23 === 5 || number > ROWS + 4
    ? `post ${number} ${'word '.repeat(3_200)}`
    : `post ${number}`;

/**
 * Adds a root, more rows in a later millisecond than a `ts` has places for, some of them deleted and replies to the root
 * among them, and posts and replies in the milliseconds after.
 */
export async function addBurst(
  database: TestDatabase,
  { channelId, userId }: { readonly channelId: string; readonly userId: string },
): Promise<void> {
  const no = database.engine === 'mysql' ? '0' : 'false';
  const idOf = (number: number): string => `burst${String(number).padStart(21, '0')}`;
  const row = (number: number, atMs: number, isReply: boolean): string =>
    [
      `('${idOf(number)}', ${atMs}, ${atMs}, 0, ${number % 7 === 3 ? BURST_MS + 9_000 : 0}, ${no}`,
      `'${userId}', '${channelId}', '${isReply ? idOf(0) : ''}', '', '${textOf(number)}', '', '{}', ''`,
      `'[]', '[]', ${no})`,
    ].join(', ');
  const rows = [
    row(0, BURST_MS - 5_000, false),
    ...Array.from({ length: ROWS }, (_, at) => row(at + 1, BURST_MS, at % 100 === 99)),
    ...Array.from({ length: 8 }, (_, at) =>
      row(ROWS + 1 + at, BURST_MS + 1 + Math.floor(at / 2), at % 2 === 0),
    ),
  ];
  await database.run(`INSERT INTO Posts (Id, CreateAt, UpdateAt, EditAt, DeleteAt, IsPinned, UserId, ChannelId,
      RootId, OriginalId, Message, Type, Props, Hashtags, Filenames, FileIds, HasReactions)
    VALUES ${rows.join(', ')}`);
}
