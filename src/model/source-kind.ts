import type { Engine } from './model.ts';

/** What a source is read from: a server's database, or a bulk export that was staged into an embedded SQLite file. */
export type SourceEngine = Engine | 'bulk';

/** What ids come from: a server's own, or derived ones of a bulk export. */
export type SourceKind = 'database' | 'bulk';

export const sourceKind = (engine: SourceEngine): SourceKind =>
  engine === 'bulk' ? 'bulk' : 'database';
