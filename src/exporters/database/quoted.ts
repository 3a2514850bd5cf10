import type { SourceEngine } from '../../model/source-kind.ts';

/** Quotes a name of a database, schema, table or user, whatever characters it has. */
export function quoted(engine: SourceEngine, name: string): string {
  const mark = engine === 'mysql' ? '`' : '"';
  return `${mark}${name.replaceAll(mark, mark + mark)}${mark}`;
}
