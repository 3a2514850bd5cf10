import type { Line } from '../../errors/errors.ts';

/** A fault of an entry of an archive, as a notice or in words of Node. */
export class EntryFault extends Error {
  readonly reason: Line;

  constructor(reason: Line) {
    super();
    this.reason = reason;
  }
}

/** Words for why an entry cannot be read. */
export function reasonOf(error: unknown): Line {
  if (error instanceof EntryFault) return error.reason;
  return error instanceof Error ? error.message : String(error);
}
