import type { DatabaseRows } from '../../model/database-rows.ts';
import type { PluginReading } from '../../model/plugin-rows.ts';
import type { Reader } from '../database/reader.ts';
import { boardsReading } from './boards.ts';
import { playbooksReading } from './playbooks.ts';
import { pluginTables } from './table-rows.ts';

/** Makes the readers of what plugins keep in tables of their own. */
export function pluginReading(reader: Reader, counted: DatabaseRows): PluginReading {
  const tables = pluginTables(reader, counted);
  return { boards: boardsReading(tables), playbooks: playbooksReading(tables) };
}
