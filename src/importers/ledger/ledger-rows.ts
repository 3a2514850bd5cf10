import { z } from 'zod';
import { ACTION_KINDS } from './ledger.ts';

export const countRow = z.object({
  kind: z.enum(ACTION_KINDS),
  state: z.enum(['intended', 'done', 'failed']),
  rows: z.number(),
});

export const metaRow = z.object({ value: z.string() });
export const markRow = z.object({
  channel_id: z.string(),
  synced_to_ms: z.number(),
  compared_at_ms: z.number(),
});
export const numberRow = z.looseObject({ number: z.number() });
