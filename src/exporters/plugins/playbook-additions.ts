import type { PlaybookAdditions, PluginRow } from '../../model/plugin-rows.ts';
import { jsonColumn } from './json-column.ts';
import { byTime, type PluginTables, rowsBy } from './table-rows.ts';

/** What a thing is to its attributes, by the column that names it in a condition. */
const TARGET_TYPES = { playbookid: 'playbook', runid: 'run' } as const;

/**
 * Reads attributes and conditions of playbooks or runs. Attributes are properties of Mattermost's, whose target they are
 * (Playbooks: server/app/property_service.go); a run has copies of the conditions of its playbook (Playbooks:
 * server/sqlstore/condition.go).
 */
export async function readAdditions(
  tables: PluginTables,
  column: keyof typeof TARGET_TYPES,
  ids: readonly string[],
): Promise<(id: string) => PlaybookAdditions> {
  const targeted = ['id', 'targetid', 'targettype'];
  const fields = tables.table('PropertyFields', targeted);
  const values = tables.table('PropertyValues', targeted);
  const conditions = tables.table('IR_Condition', ['id', 'playbookid', 'runid']);
  const fieldsOf = await rowsBy(tables, fields, 'targetid', ids);
  const valuesOf = await rowsBy(tables, values, 'targetid', ids);
  const conditionsOf = await rowsBy(tables, conditions, column, ids);
  const isOwn = (row: PluginRow): boolean => row['targettype'] === TARGET_TYPES[column];
  const isOfPlaybook = (row: PluginRow): boolean => column === 'runid' || !row['runid'];
  return (id) => ({
    attributes: inOrder((fieldsOf.get(id) ?? []).filter(isOwn)),
    attributeValues: inOrder((valuesOf.get(id) ?? []).filter(isOwn)).map(parsedValue),
    conditions: inOrder((conditionsOf.get(id) ?? []).filter(isOfPlaybook)),
  });
}

const inOrder = (rows: readonly PluginRow[]): readonly PluginRow[] =>
  rows.toSorted(byTime('createat', 'id'));

/** Other tables have a column of this name that is no JSON. */
const parsedValue = (row: PluginRow): PluginRow =>
  typeof row['value'] === 'string' ? { ...row, value: jsonColumn(row['value']) } : row;
