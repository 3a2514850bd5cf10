import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { LossCode } from '../../mapping/losses.ts';

/** Losses that only a run which uploads can tell. */
const OF_DELIVERY: ReadonlySet<string> = new Set<LossCode>([
  'refused_by_slack',
  'file_message_missing',
]);

const lossLine = z.looseObject({ code: z.string() });

/** Reads the losses of deliveries in a former file, line by line, for a run that uploads nothing; none when there is no file. */
export async function* deliveryLosses(path: string): AsyncGenerator<string> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const { data } = lossLine.safeParse(parsed(line));
    if (data !== undefined && OF_DELIVERY.has(data.code)) yield line;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
