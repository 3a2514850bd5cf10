import type { HealthFinding } from '../../model/inventory-facts.ts';
import type { Database } from '../database.ts';
import { count, text } from '../rows.ts';
import type { Tables } from '../tables.ts';
import { HEALTH_CHECKS, type HealthCheck } from './health-checks.ts';

const SAMPLES = 5;
/** Clocks of servers and of this machine differ a little. */
const CLOCK_MS = 86_400_000;

/** Counts what is wrong with the rows, by the database. The file store is another matter. */
export async function readHealth(
  database: Database,
  tables: Tables,
  todayMs: number,
): Promise<readonly HealthFinding[]> {
  const findings: HealthFinding[] = [];
  for (const check of HEALTH_CHECKS) {
    findings.push(await made(database, tables, check, todayMs + CLOCK_MS));
  }
  return findings;
}

async function made(
  database: Database,
  tables: Tables,
  { code, tables: needed, sample, from }: HealthCheck,
  nowMs: number,
): Promise<HealthFinding> {
  if (!needed.every((table) => tables.has(table))) return { code, count: undefined, samples: [] };
  const rows = from(tables, database.engine).replaceAll('{now}', String(nowMs));
  const [counted] = await database.query(`SELECT COUNT(*) FROM ${rows}`);
  const found = count(counted?.[0]);
  if (found === 0) return { code, count: 0, samples: [] };
  const some = await database.query(
    `SELECT ${sample} FROM ${rows} ORDER BY ${sample} LIMIT ${SAMPLES}`,
  );
  return { code, count: found, samples: some.map(([id]) => text(id)) };
}
