import type { Line } from '../../errors/errors.ts';
import type { SampledText } from '../../model/encoding.ts';
import type { Database } from '../database/database.ts';
import { isAscii, undoRepeatedly } from '../database/latin1.ts';
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

/** Reads the schema behind a connection, as `openReader`, whose texts are then repaired as a sample of them demands. */
export async function openRepairedReader(
  database: Database,
  repair: TextRepair = 0,
): Promise<Reader> {
  const reader = await openReader(database);
  if (typeof repair === 'number') return { ...reader, database: repairTexts(database, repair) };
  const { rounds, warnings } = repair(await readTextSample(reader));
  const tables = { ...reader.tables, warnings: [...reader.tables.warnings, ...warnings] };
  return { database: repairTexts(database, rounds), tables };
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

/** Some hundred names, and posts from all over the table, each by its key: of them those that are not ASCII. */
export async function readTextSample({
  database,
  tables,
}: Reader): Promise<readonly SampledText[]> {
  const texts: SampledText[] = [];
  for (const [table, columns] of Object.entries(NAMES)) {
    const rows = await database.query(
      `SELECT ${tables.columns(table, columns)} FROM ${tables.name(table)} ORDER BY Id LIMIT ${MAX_NAMED}`,
    );
    for (const name of rows.flat()) texts.push(...sampled(text(name), true, 0));
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
  const byId = new Map(
    rows.map(([id, createAt, message]) => [
      text(id),
      sampled(text(message), false, count(createAt)),
    ]),
  );
  return [...texts, ...[...byId.values()].flat()];
}

function sampled(stored: string, isName: boolean, createAtMs: number): readonly SampledText[] {
  if (isAscii(stored)) return [];
  const once = undoRepeatedly(stored, 1);
  const { rounds } = undoRepeatedly(stored, MAX_ROUNDS);
  const undone = rounds === 0 ? 0 : [...once.text].filter((sign) => !isAscii(sign)).length;
  return [{ isName, createAtMs, rounds, undone }];
}
