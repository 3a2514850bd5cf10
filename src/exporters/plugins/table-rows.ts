import type { DatabaseRows } from '../../model/database-rows.ts';
import type { Json } from '../../model/model.ts';
import type { PluginRow } from '../../model/plugin-rows.ts';
import { inList, type Row } from '../database/database.ts';
import { rowsInTurn } from '../database/decode-rows.ts';
import { quoted } from '../database/quoted.ts';
import type { Reader } from '../database/reader.ts';
import { flag, mendText, RepairedText, text } from '../database/rows.ts';
import { jsonColumn } from './json-column.ts';

/** A plugin's table as this server has it. */
export interface PluginTable {
  readonly name: string;
  /** As the catalogue spells them, in the order in which they are read. */
  readonly columns: readonly string[];
}

/** Reads tables of plugins with all columns that this server's version of them has. */
export interface PluginTables {
  readonly reader: Reader;
  /** Undefined where it is not there, may not be read, or lacks one of the columns. */
  table(name: string, needed: readonly string[]): PluginTable | undefined;
}

/** Reads tables of plugins as JSON objects; a table without the columns that are needed is taken for absent. */
export function pluginTables(reader: Reader, { tables: counted }: DatabaseRows): PluginTables {
  const { database, tables } = reader;
  return {
    reader,
    table(name, needed) {
      if (!tables.has(name) || needed.some((column) => !tables.has(name, column))) return undefined;
      const spelled = tables.name(name);
      const found = counted.find((table) => quoted(database.engine, table.name) === spelled);
      if (found === undefined || found.precision === 'not-readable') return undefined;
      return { name, columns: found.columns.filter((column) => !isLeftOut(column)) };
    },
  };
}

/** Addresses that let anybody post are credentials; the moment of a row's writing is the server's own. */
const isLeftOut = (column: string): boolean =>
  /^insert_at$/i.test(column) || /^(?:concatenated)?webhookon\w*urls?$/i.test(column);

const JSON_COLUMNS: ReadonlySet<string> = new Set([
  ...['fields', 'properties', 'card_properties', 'checklistsjson', 'channelidtorootid'],
  ...['attrs', 'conditionexpr', 'propertyfieldids', 'propertyoptionsids'],
]);
const FLAG_COLUMNS: ReadonlySet<string> = new Set([
  ...['show_description', 'is_template', 'scheme_admin', 'scheme_editor', 'scheme_commenter'],
  ...['scheme_viewer', 'isactive', 'isfollower', 'isparticipant', 'public', 'published'],
  ...['createpublicincident', 'inviteusersenabled', 'defaultcommanderenabled'],
  ...['announcementchannelenabled', 'webhookoncreationenabled', 'messageonjoinenabled'],
  ...['retrospectivewascanceled', 'webhookonstatusupdateenabled', 'signalanykeywordsenabled'],
  ...['exportchannelonarchiveenabled', 'exportchannelonfinishedenabled'],
  ...['categorizechannelenabled', 'broadcastenabled', 'statusupdateenabled'],
  ...['retrospectiveenabled', 'runsummarytemplateenabled', 'adminonlyedit'],
  ...['statusupdatebroadcastchannelsenabled', 'statusupdatebroadcastwebhooksenabled'],
  ...['createchannelmemberonnewparticipant', 'removechannelmemberonremovedparticipant'],
  ...['ownergrouponlyactions', 'newchannelonly', 'autoarchivechannel', 'autoarchivedchannel'],
  'channelcreatedbyrun',
]);

/** The columns as a select list. */
export function selectList(
  { reader: { database } }: PluginTables,
  { columns }: PluginTable,
  alias: string,
): string {
  return columns.map((column) => `${alias}.${quoted(database.engine, column)}`).join(', ');
}

/** Makes a row of values that came in the order of the columns. */
export function pluginRow(columns: readonly string[], row: Row): PluginRow {
  return Object.fromEntries(
    columns.map((column, index) => {
      const name = column.toLowerCase();
      return [name, columnValue(name, row[index])];
    }),
  );
}

function columnValue(name: string, value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (JSON_COLUMNS.has(name)) return jsonColumn(value);
  if (FLAG_COLUMNS.has(name)) return flag(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value === 'object' && !(value instanceof RepairedText) && !Buffer.isBuffer(value))
    return jsonColumn(value);
  return mendText(text(value));
}

/** Ids that are looked up by one statement. */
const IDS_AT_ONCE = 50;

/** Ids of a table in code-unit order, each once. A row without an id has none. */
export async function readIds(
  { reader: { database, tables } }: PluginTables,
  { name }: PluginTable,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  const sql = `SELECT ${tables.columns(name, ['id'])} FROM ${tables.name(name)}`;
  for await (const rows of rowsInTurn(database, sql)) {
    for (const [id] of rows) ids.add(text(id));
  }
  ids.delete('');
  return [...ids].sort();
}

/** Ids some at a time. */
export function* someAtATime(ids: readonly string[], size = IDS_AT_ONCE): Generator<string[]> {
  for (let at = 0; at < ids.length; at += size) yield ids.slice(at, at + size);
}

/** Rows of a table by a column of ids, in no order; those of an id that differs in its characters are not among them. */
export async function rowsBy(
  plugins: PluginTables,
  table: PluginTable | undefined,
  column: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly PluginRow[]>> {
  const byId = new Map<string, PluginRow[]>(ids.map((id) => [id, []]));
  if (table === undefined || ids.length === 0) return byId;
  const { database, tables } = plugins.reader;
  const list = inList(ids);
  const columns = selectList(plugins, table, 't');
  const where = `t.${column}`;
  const sql = `SELECT ${columns} FROM ${tables.name(table.name)} t WHERE ${where} IN (${list.marks})`;
  for await (const rows of rowsInTurn(database, sql, list.values)) {
    for (const row of rows) {
      const made = pluginRow(table.columns, row);
      byId.get(String(made[column] ?? ''))?.push(made);
    }
  }
  return byId;
}

/** By a time, then by an id, in code-unit order. */
export const byTime =
  (time: string, id: string) =>
  (a: PluginRow, b: PluginRow): number =>
    Number(a[time] ?? 0) - Number(b[time] ?? 0) ||
    (String(a[id] ?? '') < String(b[id] ?? '') ? -1 : 1);
