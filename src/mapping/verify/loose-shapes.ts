import { z } from 'zod';

/* What is not as it should be is to become a difference, no error. */

export const text = z.string().catch('');
export const items = z.array(z.unknown()).catch([]);
export const sizeBytes = z.number().optional().catch(undefined);
export const reactions = z
  .array(z.looseObject({ name: text, users: z.array(text).catch([]) }))
  .catch([]);
