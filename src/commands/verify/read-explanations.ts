import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { UsageError } from '../../errors.ts';
import { type Explanations, makeExplanations } from '../../mapping/verify/explained.ts';
import { readIfThere } from '../read-if-there.ts';

export const PENDING_FILE = 'pending-changes.csv';

const lossLine = z.looseObject({
  code: z.string(),
  post: z.string().nullish(),
  channel: z.string().nullish(),
});

const pendingRow = z.looseObject({
  change: z.string(),
  post: z.string().default(''),
  channel: z.string().default(''),
  link: z.string().default(''),
  ts: z.string().default(''),
});

/**
 * What earlier commands recorded in the work directory, line by line. UsageError naming file and line when one
 * cannot be read; a file that is not there has recorded nothing.
 */
export async function readExplanations(
  workDirectory: string,
  lossFiles: readonly string[],
): Promise<Explanations> {
  const explanations = makeExplanations();
  for (const name of lossFiles) await addLosses(explanations, join(workDirectory, name));
  await addPending(explanations, join(workDirectory, PENDING_FILE));
  return explanations;
}

async function addLosses(explanations: Explanations, path: string): Promise<void> {
  if (!(await isThere(path))) return;
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    number += 1;
    if (line.trim() === '') continue;
    const { code, post, channel } = readLoss(line, `${path}, line ${number}`);
    const place = { postId: post ?? '', channelId: channel ?? '', ts: '', name: '' };
    explanations.add(code, place);
  }
}

function readLoss(line: string, place: string): z.infer<typeof lossLine> {
  try {
    return lossLine.parse(JSON.parse(line));
  } catch (error) {
    throw new UsageError(`${place}: is no recorded loss`, { cause: error });
  }
}

async function addPending(explanations: Explanations, path: string): Promise<void> {
  const bytes = await readIfThere(path);
  if (bytes === undefined) return;
  const rows = z.array(pendingRow).safeParse(parse(bytes, { columns: true, bom: true }));
  if (!rows.success) throw new UsageError(`${path}: is no list of pending changes`);
  for (const { change, post, channel, link, ts } of rows.data) {
    explanations.add(change, { postId: post, channelId: channel, ts, name: link });
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
