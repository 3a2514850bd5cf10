import {
  type ChecklistFacts,
  checklistsOf,
  type TaskFacts,
} from '../../mapping/plugins/checklists.ts';
import { isDeleted, momentText, textIn, timeIn } from '../../mapping/plugins/values.ts';
import type { PlaybookRows, PluginRow, RunRows } from '../../model/plugin-rows.ts';
import { fill } from '../figures.ts';
import { blocks, factLines, indented, literal, literalLines } from './literal.ts';
import { type PluginPage, placeFacts } from './shown-place.ts';

/** The page of a playbook. */
export function playbookPage(
  { playbook, members, metrics }: PlaybookRows,
  page: PluginPage,
): readonly string[] {
  const { texts, personName } = page;
  const { facts, playbooks, untitled } = texts;
  const section = sectionOf(playbook);
  return blocks(
    `# ${literal(textIn(playbook, 'title')) || untitled}`,
    literalLines(textIn(playbook, 'description')),
    factLines([
      ...placeFacts(page),
      [facts.created, moment(playbook, 'createat')],
      [facts.isArchived, moment(playbook, 'deleteat')],
      [
        facts.members,
        members.map((member) => literal(personName(textIn(member, 'memberid')))).join(', '),
      ],
    ]),
    ...checklistBlocks(playbook, page, false),
    ...metricBlocks(metrics, texts),
    ...section(playbooks.updateTemplate, 'remindermessagetemplate'),
    ...section(playbooks.retrospectiveTemplate, 'retrospectivetemplate'),
  );
}

/** The page of a run. */
export function runPage(
  { run, playbook, people, statusPosts, timeline, metrics }: RunRows,
  page: PluginPage,
): readonly string[] {
  const { texts, personName } = page;
  const { facts, playbooks, untitled } = texts;
  const section = sectionOf(run);
  const person = (row: PluginRow, column: string): string | undefined => {
    const id = textIn(row, column);
    return id === '' ? undefined : literal(personName(id));
  };
  const participants = people.filter((row) => row['isparticipant'] !== false);
  return blocks(
    `# ${literal(textIn(run, 'name')) || untitled}`,
    factLines([
      ...placeFacts(page),
      [facts.status, statusText(run, texts)],
      [facts.playbook, playbook === undefined ? undefined : literal(textIn(playbook, 'title'))],
      [facts.owner, person(run, 'commanderuserid')],
      [facts.reporter, person(run, 'reporteruserid')],
      [facts.participants, participants.flatMap((row) => person(row, 'userid') ?? []).join(', ')],
      [facts.started, moment(run, 'createat')],
      [facts.ended, moment(run, 'endat')],
    ]),
    ...section(playbooks.summary, 'description'),
    ...checklistBlocks(run, page, true),
    ...updateBlocks(statusPosts, page),
    ...timelineBlocks(timeline, page),
    ...metricBlocks(metrics, texts),
    ...section(playbooks.retrospective, 'retrospective'),
    run['retrospectivewascanceled'] === true ? playbooks.canceled : undefined,
    publishedText(run, texts),
  );
}

type Block = readonly string[] | string | undefined;
type Words = PluginPage['texts'];

const moment = (row: PluginRow, column: string): string | undefined => {
  const ms = timeIn(row, column);
  return ms === undefined ? undefined : momentText(ms);
};

const sectionOf =
  (row: PluginRow) =>
  (heading: string, column: string): readonly Block[] => {
    const lines = literalLines(textIn(row, column));
    return lines.length === 0 ? [] : [`## ${heading}`, lines];
  };

/** Before 2021 a run was active or not; then it had a status (Playbooks: server/sqlstore/migrations). */
function statusText(run: PluginRow, { playbooks }: Words): string {
  const { InProgress, Finished } = playbooks.statuses;
  const status = textIn(run, 'currentstatus');
  if (status === 'InProgress') return InProgress;
  if (status === 'Finished') return Finished;
  if (status !== '') return literal(status);
  return timeIn(run, 'endat') === undefined ? InProgress : Finished;
}

function publishedText(run: PluginRow, { playbooks }: Words): string | undefined {
  const time = moment(run, 'retrospectivepublishedat');
  return time === undefined ? undefined : fill(playbooks.published, { time });
}

function checklistBlocks(
  row: PluginRow,
  { texts, personName }: PluginPage,
  isRun: boolean,
): readonly Block[] {
  const lists = checklistsOf(row, personName);
  const { playbooks, untitled } = texts;
  if (lists === undefined) return [`## ${playbooks.checklists}`, playbooks.unreadable];
  if (lists.length === 0) return [];
  const each = ({ title, tasks }: ChecklistFacts): readonly Block[] => [
    `### ${literal(title) || untitled}`,
    tasks.flatMap((task) => taskLines(task, texts, isRun)),
  ];
  return [`## ${playbooks.checklists}`, ...lists.flatMap(each)];
}

/** A due time of a playbook is a span, which its JSON alone tells. */
function taskLines(
  { title, description, state, assignee, dueMs, command }: TaskFacts,
  { playbooks, untitled }: Words,
  isRun: boolean,
): readonly string[] {
  const remarks = [
    state === 'skipped' ? playbooks.skipped : [],
    ['', 'closed', 'skipped'].includes(state)
      ? []
      : fill(playbooks.state, { state: literal(state) }),
    assignee === '' ? [] : fill(playbooks.assignee, { person: literal(assignee) }),
    isRun && dueMs !== undefined ? fill(playbooks.due, { time: momentText(dueMs) }) : [],
    command === '' ? [] : fill(playbooks.command, { command: literal(command) }),
  ].flat();
  const remark = remarks.length === 0 ? '' : ` (${remarks.join('; ')})`;
  return [
    `- [${state === 'closed' ? 'x' : ' '}] ${literal(title) || untitled}${remark}`,
    ...indented(literalLines(description)),
  ];
}

function updateBlocks(posts: readonly PluginRow[], page: PluginPage): readonly Block[] {
  const { playbooks } = page.texts;
  const live = posts.filter((post) => !isDeleted(post, 'deleteat'));
  if (live.length === 0) return [];
  const each = (post: PluginRow): readonly Block[] => {
    const person = literal(page.personName(textIn(post, 'userid')));
    const time = moment(post, 'createat') ?? '?';
    return [`### ${time}, ${person}`, literalLines(textIn(post, 'message'))];
  };
  return [`## ${playbooks.updates}`, ...live.flatMap(each)];
}

function timelineBlocks(events: readonly PluginRow[], page: PluginPage): readonly Block[] {
  const live = events.filter((event) => !isDeleted(event, 'deleteat'));
  if (live.length === 0) return [];
  const each = (event: PluginRow): string => {
    const people = [...new Set([textIn(event, 'subjectuserid'), textIn(event, 'creatoruserid')])]
      .filter((id) => id !== '')
      .map((id) => literal(page.personName(id)));
    const said = literal(textIn(event, 'summary')) || literal(textIn(event, 'details'));
    const what = literal(textIn(event, 'eventtype').replaceAll('_', ' '));
    const time = moment(event, 'eventat') ?? moment(event, 'createat') ?? '?';
    return `- ${[`${time}, ${what}`, said, people.join(', ')].filter((part) => part !== '').join(': ')}`;
  };
  return [`## ${page.texts.playbooks.timeline}`, live.map(each)];
}

function metricBlocks(metrics: readonly PluginRow[], { playbooks }: Words): readonly Block[] {
  const live = metrics.filter((metric) => !isDeleted(metric, 'deleteat'));
  if (live.length === 0) return [];
  return [
    `## ${playbooks.metrics}`,
    factLines(
      live.map((metric) => [
        literal(textIn(metric, 'title')) || literal(textIn(metric, 'metricconfigid')),
        [textIn(metric, 'value') || textIn(metric, 'target') || '?', textIn(metric, 'type')]
          .map(literal)
          .join(' '),
      ]),
    ),
  ];
}
