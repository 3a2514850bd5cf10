import type { Line } from '../../errors/errors.ts';
import type { SampledText, StoredText } from '../../model/encoding.ts';
import type { Database } from '../database/database.ts';
import { isAscii, undoLatin1 } from '../database/latin1.ts';
import { openReader, type Reader } from '../database/reader.ts';
import { repairTexts } from '../database/repair.ts';
import { count, text } from '../database/rows.ts';
import { FIRST_LETTERS } from './schema.ts';

/** Decides from stored texts how often they are undone, with what to tell people; throws when a run may not go on. */
export type JudgeTexts = (texts: readonly StoredText[]) => {
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
  const { rounds, warnings } = repair(await readStoredTexts(reader));
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

/** Some hundred names, and posts from all over the table by their keys, each text once. */
export async function readStoredTexts({
  database,
  tables,
}: Reader): Promise<readonly StoredText[]> {
  const found = new Map<string, StoredText>();
  for (const [table, columns] of Object.entries(NAMES)) {
    const rows = await database.query(
      `SELECT ${tables.columns(table, columns)} FROM ${tables.name(table)} ORDER BY Id LIMIT ${MAX_NAMED}`,
    );
    for (const name of rows.flat().map(text)) {
      found.set(`name ${name}`, { text: name, isName: true, createAtMs: 0, place: table });
    }
  }
  const columns = 'Id, CreateAt, Message';
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
  for (const [id, createAt, message] of rows) {
    const post = {
      text: text(message),
      isName: false,
      createAtMs: count(createAt),
      place: text(id),
    };
    const known = found.get(`post ${post.text}`);
    if (known === undefined || known.createAtMs > post.createAtMs)
      found.set(`post ${post.text}`, post);
  }
  return [...found.values()];
}

/** Judges the stored texts that are not ASCII: whether each is UTF-8 that was read as latin1. */
export const textSample = (texts: readonly StoredText[]): readonly SampledText[] =>
  texts.flatMap(({ text: stored, isName, createAtMs }) => sampledText(stored, isName, createAtMs));

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
