import { z } from 'zod';
import type { LossCode } from '../../mapping/losses.ts';
import { jsonOfLine, linesOf } from '../../system/lines.ts';

/** Losses that only a run which uploads can tell. */
const OF_DELIVERY: ReadonlySet<string> = new Set<LossCode>([
  'refused_by_slack',
  'file_message_missing',
]);

const lossLine = z.looseObject({ code: z.string() });

/**
 * Reads the losses of deliveries in a former file, line by line, for a run that uploads nothing; none when there is no
 * file.
 */
export async function* deliveryLosses(path: string): AsyncGenerator<string> {
  for await (const line of linesOf(path)) {
    const { data } = lossLine.safeParse(jsonOfLine(line));
    if (data !== undefined && OF_DELIVERY.has(data.code)) yield line;
  }
}
