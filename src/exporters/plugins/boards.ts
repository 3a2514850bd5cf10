import { isUncheckedObject } from '../../model/json.ts';
import type {
  BlockFile,
  BlockPage,
  BoardRows,
  BoardsReading,
  CardPage,
  PluginRow,
} from '../../model/plugin-rows.ts';
import { inList } from '../database/database.ts';
import { rowsInTurn } from '../database/decode-rows.ts';
import { count, mendText, text } from '../database/rows.ts';
import {
  byTime,
  type PluginTable,
  type PluginTables,
  pluginRow,
  readIds,
  rowsBy,
  selectList,
  someAtATime,
} from './table-rows.ts';

const BLOCKS = 'focalboard_blocks';
const BOARDS = 'focalboard_boards';
const CARDS_AT_ONCE = 200;

/** A letter's case is the writer's own (Boards: server/model/blocktype.go, BlockTypeFromString). */
const TYPE = "LOWER(COALESCE(b.type, ''))";
const byMaking = byTime('create_at', 'id');

/** The tables, and the column by which a block names its board. */
interface BoardTables {
  readonly tables: PluginTables;
  readonly blocks: PluginTable;
  /** Undefined before Boards 7.0, whose boards are blocks of a type of their own. */
  readonly boards: PluginTable | undefined;
  readonly members: PluginTable | undefined;
  readonly boardColumn: 'board_id' | 'root_id';
}

/**
 * Reads boards from the tables of the plugin Boards, whichever version of it left them (Boards:
 * server/services/store/sqlstore/migrations). Undefined when they are not there or may not be read.
 */
export function boardsReading(tables: PluginTables): BoardsReading | undefined {
  const needed = ['id', 'parent_id', 'type', 'create_at'];
  const boards = tables.table(BOARDS, ['id']);
  const boardColumn = boards === undefined ? 'root_id' : 'board_id';
  const blocks = tables.table(BLOCKS, [...needed, boardColumn]);
  if (blocks === undefined) return undefined;
  const members = tables.table('focalboard_board_members', ['board_id', 'user_id']);
  const all = { tables, blocks, boards, members, boardColumn } as const;
  return {
    boards: () => readBoards(all),
    cards: (boardId) => readCards(all, boardId),
    otherBlocks: (boardId) => readOtherBlocks(all, boardId),
    strayBlocks: () => readStrayBlocks(all),
  };
}

async function* readBoards(all: BoardTables): AsyncGenerator<BoardRows> {
  const { tables, members } = all;
  const ids = all.boards === undefined ? await oldBoardIds(all) : await readIds(tables, all.boards);
  for (const some of someAtATime(ids)) {
    const boards = await rowsBy(tables, all.boards ?? all.blocks, 'id', some);
    const people = await rowsBy(tables, members, 'board_id', some);
    for (const id of some) {
      for (const board of boards.get(id) ?? []) {
        const byPerson = [...(people.get(id) ?? [])].sort(byTime('', 'user_id'));
        yield { board, members: byPerson, views: await readViews(all, id) };
      }
    }
  }
}

async function oldBoardIds({ tables: { reader } }: BoardTables): Promise<readonly string[]> {
  const { database, tables } = reader;
  const sql = `SELECT b.id FROM ${tables.name(BLOCKS)} b WHERE ${TYPE} = 'board'`;
  const ids = new Set<string>();
  for await (const rows of rowsInTurn(database, sql)) {
    for (const [id] of rows) ids.add(text(id));
  }
  return [...ids].sort();
}

/** Blocks of a board that a condition selects, in no order. */
async function* blocksOf(
  { tables: plugins, blocks, boardColumn }: BoardTables,
  boardId: string,
  condition: string,
  values: readonly string[] = [],
): AsyncGenerator<readonly PluginRow[]> {
  const { database, tables } = plugins.reader;
  const columns = selectList(plugins, blocks, 'b');
  const where = `b.${boardColumn} = ?`;
  const sql = `SELECT ${columns} FROM ${tables.name(BLOCKS)} b WHERE ${where} AND ${condition}`;
  for await (const rows of rowsInTurn(database, sql, [boardId, ...values])) {
    const made = rows.map((row) => pluginRow(blocks.columns, row));
    yield made.filter((block) => block[boardColumn] === boardId);
  }
}

async function readViews(all: BoardTables, boardId: string): Promise<readonly PluginRow[]> {
  const views: PluginRow[] = [];
  for await (const rows of blocksOf(all, boardId, `${TYPE} = 'view'`)) views.push(...rows);
  return views.sort(byMaking);
}

/** Only the ids of all cards are held: a board may have very many, each with texts. */
async function* readCards(all: BoardTables, boardId: string): AsyncGenerator<CardPage> {
  const ids = await cardIds(all, boardId);
  for (const some of someAtATime(ids, CARDS_AT_ONCE)) {
    const list = inList(some);
    const found: PluginRow[] = [];
    const ofCards = `${TYPE} = 'card' AND b.id IN (${list.marks})`;
    for await (const rows of blocksOf(all, boardId, ofCards, list.values)) found.push(...rows);
    const children = new Map<string, PluginRow[]>(some.map((id) => [id, []]));
    const ofParents = `${TYPE} NOT IN ('card', 'view', 'board') AND b.parent_id IN (${list.marks})`;
    for await (const rows of blocksOf(all, boardId, ofParents, list.values)) {
      for (const block of rows) children.get(text(block['parent_id']))?.push(block);
    }
    const places = new Map(some.map((id, index) => [id, index]));
    const placeOf = (card: PluginRow): number => places.get(text(card['id'])) ?? 0;
    const known = found.filter((card) => places.has(text(card['id'])));
    yield {
      cards: known
        .sort((a, b) => placeOf(a) - placeOf(b))
        .map((card) => ({
          card,
          blocks: (children.get(text(card['id'])) ?? []).sort(byMaking),
        })),
      files: await filesOf(all, [...children.values()].flat()),
    };
  }
}

async function cardIds(
  { tables: { reader }, boardColumn }: BoardTables,
  boardId: string,
): Promise<readonly string[]> {
  const { database, tables } = reader;
  const columns = tables.columns(BLOCKS, ['id', 'create_at', boardColumn], 'b');
  const where = `b.${boardColumn} = ?`;
  const sql = `SELECT ${columns} FROM ${tables.name(BLOCKS)} b WHERE ${where} AND ${TYPE} = 'card'`;
  const found = new Map<string, number>();
  for await (const rows of rowsInTurn(database, sql, [boardId])) {
    for (const [id, createAt, board] of rows) {
      if (text(board) === boardId) found.set(text(id), count(createAt));
    }
  }
  return [...found].sort(([idA, a], [idB, b]) => a - b || (idA < idB ? -1 : 1)).map(([id]) => id);
}

/** An id in the order of its characters on every engine. */
function idInOrder({ tables: { reader } }: BoardTables): string {
  const exact = reader.tables.exact([BLOCKS, 'b', 'id']);
  return reader.database.engine === 'postgres' ? `${exact} COLLATE "C"` : exact;
}

/**
 * Blocks that hang on nothing, on another block or, by an error, on themselves: each is read once, whatever its parent.
 */
async function* readOtherBlocks(all: BoardTables, boardId: string): AsyncGenerator<BlockPage> {
  const { tables } = all.tables.reader;
  const own = tables.match([BLOCKS, 'c', 'id'], [BLOCKS, 'b', 'parent_id']);
  const on = tables.match([BLOCKS, 'c', all.boardColumn], [BLOCKS, 'b', all.boardColumn]);
  const exactId = idInOrder(all);
  const condition = `${TYPE} NOT IN ('card', 'view', 'board') AND NOT EXISTS (SELECT 1
    FROM ${tables.name(BLOCKS)} c WHERE ${own} AND ${on} AND LOWER(c.type) = 'card')
    ORDER BY COALESCE(b.create_at, 0), ${exactId}`;
  for await (const blocks of blocksOf(all, boardId, condition)) {
    yield { blocks, files: await filesOf(all, blocks) };
  }
}

async function* readStrayBlocks(all: BoardTables): AsyncGenerator<readonly PluginRow[]> {
  const { database, tables } = all.tables.reader;
  const columns = selectList(all.tables, all.blocks, 'b');
  const table = all.boards === undefined ? BLOCKS : BOARDS;
  const on = tables.match([table, 'c', 'id'], [BLOCKS, 'b', all.boardColumn]);
  const condition = all.boards === undefined ? "AND LOWER(c.type) = 'board'" : '';
  const exactId = idInOrder(all);
  const sql = `SELECT ${columns} FROM ${tables.name(BLOCKS)} b WHERE NOT EXISTS (SELECT 1
    FROM ${tables.name(table)} c WHERE ${on} ${condition}) ORDER BY COALESCE(b.create_at, 0), ${exactId}`;
  for await (const rows of rowsInTurn(database, sql)) {
    yield rows.map((row) => pluginRow(all.blocks.columns, row));
  }
}

/** Where the rows of files are: Mattermost's table in newer versions, the plugin's own before. */
const FILE_TABLES = [
  ['FileInfo', 'Path'],
  ['focalboard_file_info', 'path'],
] as const;

/** Files that blocks name, each once, with what the tables know of them. */
async function filesOf(
  { tables: { reader, table } }: BoardTables,
  blocks: readonly PluginRow[],
): Promise<readonly BlockFile[]> {
  const ids = [...new Set(blocks.flatMap((block) => fileIdOf(block['fields']) ?? []))];
  const rowIds = [...new Set(ids.map(rowIdOf))].filter((id) => id !== '');
  const known = new Map<string, Omit<BlockFile, 'id'>>();
  for (const [name, path] of FILE_TABLES) {
    if (rowIds.length === 0 || table(name, ['id', 'name']) === undefined) continue;
    const { database, tables } = reader;
    for (const some of someAtATime(rowIds, CARDS_AT_ONCE)) {
      const list = inList(some);
      const columns = tables.columns(name, ['id', 'name', path]);
      const sql = `SELECT ${columns} FROM ${tables.name(name)} WHERE id IN (${list.marks})`;
      for (const [rowId, fileName, filePath] of await database.query(sql, list.values)) {
        known.set(text(rowId), { name: mendText(text(fileName)), path: mendText(text(filePath)) });
      }
    }
  }
  return ids.map((id) => ({ id, ...(known.get(rowIdOf(id)) ?? { name: '', path: '' }) }));
}

/** A block names a file by a letter, the id of its row, and its extension (Boards: server/app/files.go, GetFileInfo). */
const rowIdOf = (fileId: string): string => fileId.replace(/\..*$/, '').slice(1);

/** A file's id in the fields of an image or an attachment (Boards: webapp/src/blocks/attachmentBlock.tsx). */
function fileIdOf(fields: unknown): string | undefined {
  if (!isUncheckedObject(fields)) return undefined;
  const { fileId, attachmentId } = fields;
  const id = fileId ?? attachmentId;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
