import type { CountedRows, DatabaseRows, TablePart, TableRows } from '../../model/database-rows.ts';
import { unknownColumns } from './columns.ts';
import { type Fate, PART_FATES, PLACE_OF, PLACES, type Place, TABLE_FATES } from './places.ts';

/** One table of the source and what becomes of it. */
export interface TableLine extends CountedRows {
  /** In the spelling of MySQL where it is known. */
  readonly table: string;
  readonly place: Place;
  readonly fate: Fate;
  /** Columns with no place in the account; a server of another version, or somebody's own. */
  readonly unknownColumns: readonly string[];
}

/** Rows that are a thing of their own, and what becomes of them. */
export interface PartLine extends CountedRows {
  readonly part: TablePart;
  readonly place: Place;
  readonly fate: Fate;
}

/** Every table of the source, with its rows, in a place. */
export interface DatabaseAccount {
  readonly tables: readonly TableLine[];
  readonly parts: readonly PartLine[];
}

/**
 * Gives every table and part its place; tables in order of place, then of name. `areListed`: the archive has lists of
 * bookmarks.
 */
export function databaseAccount(
  { tables, parts }: DatabaseRows,
  areListed: boolean,
): DatabaseAccount {
  const lines = tables.map((table) => tableLine(table, areListed));
  return {
    tables: lines.sort(
      (a, b) =>
        PLACES.indexOf(a.place) - PLACES.indexOf(b.place) ||
        (a.table.toLowerCase() < b.table.toLowerCase() ? -1 : 1),
    ),
    parts: parts.map(({ part, rows, precision }) => {
      const fate = chosenFate(PART_FATES[part], areListed);
      return { part, rows, precision, place: PLACE_OF[fate], fate };
    }),
  };
}

const chosenFate = (fate: Fate, areListed: boolean): Fate =>
  fate === 'bookmarks-file' && areListed ? 'bookmarks-message' : fate;

function tableLine({ name, columns, rows, precision }: TableRows, areListed: boolean): TableLine {
  const { name: table, fate: usual } = tableFate(name);
  const fate = chosenFate(usual, areListed);
  return {
    table,
    rows,
    precision,
    place: PLACE_OF[fate],
    fate,
    unknownColumns: unknownColumns(table, columns),
  };
}

/** Returns the known spelling and the fate of a table. */
export function tableFate(name: string): { readonly name: string; readonly fate: Fate } {
  return TABLE_FATES.get(name.toLowerCase()) ?? { name, fate: 'unknown-table' };
}
