import type { Line } from '../../errors/errors.ts';
import type { SampledText } from '../../model/encoding.ts';
import type { Database } from '../database/database.ts';
import { isAscii, undoLatin1 } from '../database/latin1.ts';
import { openReader, type Reader } from '../database/reader.ts';
import { repairTexts } from '../database/repair.ts';
import { count, text } from '../database/rows.ts';
import { FIRST_LETTERS } from './schema.ts';

/** Decides from a sample how often texts are undone, with what to tell people; throws when a run may not go on. */
export type JudgeTexts = (sample: readonly SampledText[]) => {
  readonly rounds: number;
  readonly warnings: readonly Line[];
};

/** How often texts are undone, or what decides it. */
export type TextRepair = number | JudgeTexts;

/** A reader whose texts are undone so often. */
export interface RepairedReader extends Reader {
  readonly rounds: number;
}

/** Reads the schema behind a connection, as `openReader`, whose texts are then repaired as a sample of them demands. */
export async function openRepairedReader(
  database: Database,
  repair: TextRepair = 0,
): Promise<RepairedReader> {
  const reader = await openReader(database);
  if (typeof repair === 'number') {
    return { ...reader, database: repairTexts(database, repair), rounds: repair };
  }
  const { rounds, warnings } = repair(await readTextSample(reader));
  const tables = { ...reader.tables, warnings: [...reader.tables.warnings, ...warnings] };
  return { ...reader, database: repairTexts(database, rounds), tables, rounds };
}

const NAMES = {
  Users: ['Username', 'FirstName', 'LastName', 'Nickname', 'Position'],
  Teams: ['DisplayName'],
  Channels: ['DisplayName'],
} as const;
const MAX_NAMED = 1000;
/** Ids of another kind than Mattermost's may all begin with one letter. */
const POSTS_AT_FIRST = 256;
const POSTS_A_LETTER = 8;
/** A text that was restored wrongly once more than this would say so as well. */
const MAX_ROUNDS = 3;

/** Some hundred names, and posts from all over the table by their keys: of them those that are not ASCII, each once. */
export async function readTextSample({
  database,
  tables,
}: Reader): Promise<readonly SampledText[]> {
  const names = new Set<string>();
  for (const [table, columns] of Object.entries(NAMES)) {
    const rows = await database.query(
      `SELECT ${tables.columns(table, columns)} FROM ${tables.name(table)} ORDER BY Id LIMIT ${MAX_NAMED}`,
    );
    for (const name of rows.flat()) names.add(text(name));
  }
  const columns = 'CreateAt, Message';
  const posts = tables.name('Posts');
  const rows = [
    ...(await database.query(
      `SELECT ${columns} FROM ${posts} ORDER BY Id LIMIT ${POSTS_AT_FIRST}`,
    )),
  ];
  for (const letter of FIRST_LETTERS) {
    const some = await database.query(
      `SELECT ${columns} FROM ${posts} WHERE Id >= ? ORDER BY Id LIMIT ${POSTS_A_LETTER}`,
      [letter],
    );
    rows.push(...some);
  }
  // A text that a program posts every day says no more than once.
  const firstMs = new Map<string, number>();
  for (const [createAt, message] of rows) {
    const [said, createAtMs] = [text(message), count(createAt)];
    firstMs.set(said, Math.min(createAtMs, firstMs.get(said) ?? createAtMs));
  }
  return [
    ...[...names].flatMap((name) => sampledText(name, true, 0)),
    ...[...firstMs].flatMap(([said, createAtMs]) => sampledText(said, false, createAtMs)),
  ];
}

/** Judges one text: nothing of one that is ASCII. */
export function sampledText(
  stored: string,
  isName: boolean,
  createAtMs: number,
): readonly SampledText[] {
  if (isAscii(stored)) return [];
  const undone: number[] = [];
  for (
    let text = undoLatin1(stored);
    text !== undefined && undone.length < MAX_ROUNDS;
    text = undoLatin1(text)
  ) {
    undone.push([...text].filter((sign) => !isAscii(sign)).length);
  }
  return [{ isName, createAtMs, undone }];
}
