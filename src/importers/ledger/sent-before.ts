import type Database from 'libsql';
import { z } from 'zod';

const tsRow = z.object({ ts: z.string() });

/**
 * Reads the `ts` of the app's newest message that was entered before an action of the same channel; '' for none. Rows are
 * numbered in the order of their first intents.
 */
export function readSentBefore(database: Database.Database, key: string): string {
  const found: unknown = database
    .prepare(
      `SELECT before.ts AS ts FROM action AS own JOIN action AS before
         ON before.kind = 'message' AND before.channel_id = own.channel_id AND before.number < own.number
       WHERE own.key = ? AND before.slack_channel = own.slack_channel
         AND before.state = 'done' AND before.origin = 'app' AND before.ts <> ''
       ORDER BY before.number DESC LIMIT 1`,
    )
    .get(key);
  return found === undefined ? '' : tsRow.parse(found).ts;
}
