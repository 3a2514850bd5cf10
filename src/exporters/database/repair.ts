import type { Database, Row } from './database.ts';
import { undoRepeatedly } from './latin1.ts';
import { RepairedText } from './rows.ts';

/**
 * The database with every text that was read as latin1 given as it was meant, as a RepairedText, wherever it is read.
 * `rounds`: how often it may have been read so. What cannot be undone is given as it is.
 */
export function repairTexts(database: Database, rounds: number): Database {
  if (rounds === 0) return database;
  return {
    engine: database.engine,
    beginSnapshot: () => database.beginSnapshot(),
    close: () => database.close(),
    async query(sql, values) {
      const rows = await database.query(sql, values);
      return rows.map((row) => repairRow(row, rounds));
    },
    async *blocks(sql, values, access) {
      for await (const block of database.blocks(sql, values, access)) {
        yield { ...block, repairRounds: rounds };
      }
    },
  };
}

/**
 * Repairs the texts of a row, `rounds` times each; a value that changes becomes a RepairedText, which keeps what is
 * stored.
 */
export function repairRow(row: Row, rounds: number): Row {
  let repaired: unknown[] | undefined;
  for (const [index, value] of row.entries()) {
    if (typeof value !== 'string') continue;
    const text = repairText(value, rounds);
    if (text === value) continue;
    repaired ??= [...row];
    repaired[index] = new RepairedText(text, value);
  }
  return repaired ?? row;
}

/** A text as it was meant. Of JSON each string by itself, because a server goes on writing into what it has read. */
export function repairText(stored: string, rounds: number): string {
  const whole = undoRepeatedly(stored, rounds);
  if (whole.rounds > 0) return whole.text;
  return isJson(stored)
    ? stored.replace(JSON_STRING, (string) => undoRepeatedly(string, rounds).text)
    : stored;
}

const JSON_STRING = /"(?:[^"\\]|\\.)*"/g;

const MAY_BE_JSON = /^\s*[[{](?=[\s\S]*[^\0-\x7f])/;

function isJson(stored: string): boolean {
  if (!MAY_BE_JSON.test(stored)) return false;
  try {
    JSON.parse(stored);
    return true;
  } catch {
    return false;
  }
}
