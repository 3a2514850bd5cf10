import { isObject } from '../../model/json.ts';
import type { Json } from '../../model/model.ts';
import type { PluginRow } from '../../model/plugin-rows.ts';
import { listOf } from '../text.ts';
import type { PersonName } from './properties.ts';
import { own, textIn, timeIn } from './values.ts';

/** A task of a checklist (Playbooks: server/app/playbook.go, ChecklistItem). */
export interface TaskFacts {
  readonly title: string;
  readonly description: string;
  /** `closed`, `skipped`, '' for open, or what a newer version has. */
  readonly state: string;
  /** '' for nobody. */
  readonly assignee: string;
  /** Of a playbook it is a span of time. */
  readonly dueMs: number | undefined;
  readonly command: string;
}

export interface ChecklistFacts {
  readonly title: string;
  readonly tasks: readonly TaskFacts[];
}

/** Reads the checklists of a playbook or a run; undefined when their JSON cannot be read. */
export function checklistsOf(
  row: PluginRow,
  personName: PersonName,
): readonly ChecklistFacts[] | undefined {
  const value = own(row, 'checklistsjson');
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) return undefined;
  return listOf(value)
    .filter(isObject)
    .map((list) => ({
      title: textIn(list, 'title'),
      tasks: listOf(own(list, 'items'))
        .filter(isObject)
        .map((item) => task(item, personName)),
    }));
}

function task(item: Readonly<Record<string, Json>>, personName: PersonName): TaskFacts {
  const assignee = textIn(item, 'assignee_id');
  return {
    title: textIn(item, 'title'),
    description: textIn(item, 'description'),
    state: textIn(item, 'state').toLowerCase(),
    assignee: assignee === '' ? '' : personName(assignee),
    dueMs: timeIn(item, 'due_date'),
    command: textIn(item, 'command'),
  };
}
