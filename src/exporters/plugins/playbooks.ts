import type {
  PlaybookRows,
  PlaybooksReading,
  PluginRow,
  RunRows,
} from '../../model/plugin-rows.ts';
import { inList } from '../database/database.ts';
import { rowsInTurn } from '../database/decode-rows.ts';
import { text } from '../database/rows.ts';
import { readAdditions } from './playbook-additions.ts';
import {
  byTime,
  type PluginTable,
  type PluginTables,
  pluginRow,
  readIds,
  rowsBy,
  someAtATime,
} from './table-rows.ts';

/** The tables; those of later versions may be missing. */
interface PlaybookTables {
  readonly tables: PluginTables;
  readonly playbooks: PluginTable | undefined;
  readonly runs: PluginTable | undefined;
}

/**
 * Reads playbooks and runs from the tables of the plugin Playbooks, which called them incidents (Playbooks:
 * server/sqlstore/migrations). Undefined when neither is there or may be read.
 */
export function playbooksReading(tables: PluginTables): PlaybooksReading | undefined {
  const playbooks = tables.table('IR_Playbook', ['id']);
  const runs = tables.table('IR_Incident', ['id']);
  if (playbooks === undefined && runs === undefined) return undefined;
  const all = { tables, playbooks, runs };
  return { playbooks: () => readPlaybooks(all), runs: () => readRuns(all) };
}

async function* readPlaybooks({ tables, playbooks }: PlaybookTables): AsyncGenerator<PlaybookRows> {
  if (playbooks === undefined) return;
  const memberTable = tables.table('IR_PlaybookMember', ['playbookid', 'memberid']);
  const metricTable = tables.table('IR_MetricConfig', ['id', 'playbookid']);
  for (const some of someAtATime(await readIds(tables, playbooks))) {
    const rows = await rowsBy(tables, playbooks, 'id', some);
    const members = await rowsBy(tables, memberTable, 'playbookid', some);
    const metrics = await rowsBy(tables, metricTable, 'playbookid', some);
    const additions = await readAdditions(tables, 'playbookid', some);
    for (const id of some) {
      for (const playbook of rows.get(id) ?? []) {
        yield {
          playbook,
          members: sorted(members.get(id), byColumn('memberid')),
          metrics: sorted(metrics.get(id), byTime('ordering', 'id')),
          ...additions(id),
        };
      }
    }
  }
}

async function* readRuns({ tables, playbooks, runs }: PlaybookTables): AsyncGenerator<RunRows> {
  if (runs === undefined) return;
  const peopleTable = tables.table('IR_Run_Participants', ['incidentid', 'userid']);
  const timelineTable = tables.table('IR_TimelineEvent', ['incidentid']);
  for (const some of someAtATime(await readIds(tables, runs))) {
    const rows = await rowsBy(tables, runs, 'id', some);
    const all = [...rows.values()].flat();
    const known = await rowsBy(tables, playbooks, 'id', idsIn(all, 'playbookid'));
    const people = await rowsBy(tables, peopleTable, 'incidentid', some);
    const timeline = await rowsBy(tables, timelineTable, 'incidentid', some);
    const statusPosts = await readStatusPosts(tables, some);
    const metrics = await readMetrics(tables, some);
    const additions = await readAdditions(tables, 'runid', some);
    for (const id of some) {
      for (const run of rows.get(id) ?? []) {
        const [playbook] = known.get(text(run['playbookid'])) ?? [];
        yield {
          run,
          playbook,
          people: sorted(people.get(id), byColumn('userid')),
          statusPosts: sorted(statusPosts.get(id), byTime('createat', 'id')),
          timeline: sorted(timeline.get(id), byTime('eventat', 'id')),
          metrics: sorted(metrics.get(id), byTime('ordering', 'metricconfigid')),
          ...additions(id),
        };
      }
    }
  }
}

const byColumn =
  (column: string) =>
  (a: PluginRow, b: PluginRow): number =>
    text(a[column]) < text(b[column]) ? -1 : 1;

const sorted = (
  rows: readonly PluginRow[] | undefined,
  inOrder: (a: PluginRow, b: PluginRow) => number,
): readonly PluginRow[] => [...(rows ?? [])].sort(inOrder);

const idsIn = (rows: readonly PluginRow[], column: string): readonly string[] => [
  ...new Set(rows.map((row) => text(row[column])).filter((id) => id !== '')),
];

const POST_COLUMNS = ['id', 'createat', 'deleteat', 'userid', 'message'] as const;
const STATUS_POST: readonly [string, string, string] = ['IR_StatusPosts', 's', 'PostID'];
const POST: readonly [string, string, string] = ['Posts', 'p', 'Id'];

/** The posts of status updates, by run. */
async function readStatusPosts(
  plugins: PluginTables,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PluginRow[]>> {
  const byRun = new Map<string, PluginRow[]>(runIds.map((id) => [id, []]));
  if (plugins.table('IR_StatusPosts', ['incidentid', 'postid']) === undefined) return byRun;
  const { database, tables } = plugins.reader;
  const list = inList(runIds);
  const columns = tables.columns('Posts', POST_COLUMNS, 'p');
  const on = tables.match(POST, STATUS_POST);
  const sql = `SELECT s.IncidentID, ${columns} FROM ${tables.name('IR_StatusPosts')} s
    JOIN ${tables.name('Posts')} p ON ${on} WHERE s.IncidentID IN (${list.marks})`;
  for await (const rows of rowsInTurn(database, sql, list.values)) {
    for (const [run, ...post] of rows) byRun.get(text(run))?.push(pluginRow(POST_COLUMNS, post));
  }
  return byRun;
}

/** The values of metrics with what they measure, by run. */
async function readMetrics(
  tables: PluginTables,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PluginRow[]>> {
  const values = tables.table('IR_Metric', ['incidentid', 'metricconfigid']);
  const configs = tables.table('IR_MetricConfig', ['id']);
  const byRun = await rowsBy(tables, values, 'incidentid', runIds);
  const wanted = idsIn([...byRun.values()].flat(), 'metricconfigid');
  const measured = await rowsBy(tables, configs, 'id', wanted);
  return new Map(
    [...byRun].map(([run, rows]) => [
      run,
      rows.map((row) => {
        const [config] = measured.get(text(row['metricconfigid'])) ?? [];
        const { title = null, type = null, ordering = null } = config ?? {};
        return { ...row, title, type, ordering };
      }),
    ]),
  );
}
