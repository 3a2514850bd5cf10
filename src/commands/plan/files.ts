import { join } from 'node:path';
import { BYTE_ORDER_MARK, csvLine } from '../../mapping/csv.ts';
import { CHANNELS_CSV_HEADER, channelLine } from '../../mapping/plan/channels-csv.ts';
import { CONSENT_CSV_HEADER } from '../../mapping/plan/consent-csv.ts';
import type { Plan, PlannedChannel, PlannedPerson } from '../../mapping/plan/plan.ts';
import { planPieces } from '../../mapping/plan/plan-json.ts';
import {
  isUnmatched,
  listedPeople,
  USERS_CSV_HEADER,
  userLine,
} from '../../mapping/plan/users-csv.ts';
import { consentRequestText } from '../../reports/consent-request.ts';
import { type AtomicFile, copyWhole } from '../../system/atomic-file.ts';
import { exists } from '../../system/files.ts';
import { CHANNELS_FILE, CONSENT_FILE, PLAN_FILE, USERS_FILE } from '../run/decisions.ts';
import {
  closeWorkFiles,
  commitWorkFiles,
  discardWorkFiles,
  openWorkFiles,
  type WorkFiles,
} from '../run/work-files.ts';

/** Texts of the reports, by format. */
export interface PlanReports {
  readonly markdown: string;
  readonly html: AsyncIterable<string>;
}

const NAMES = {
  plan: PLAN_FILE,
  users: USERS_FILE,
  channels: CHANNELS_FILE,
  unmatched: 'unmatched-people.csv',
  markdown: 'plan.md',
  html: 'plan.html',
} as const;

/** The list of direct and group messages, and the text that asks their people. */
const CONSENT_NAMES = {
  consent: CONSENT_FILE,
  requestEn: 'dms-request.en.txt',
  requestJa: 'dms-request.ja.txt',
} as const;

/** Copy of the previous plan, for `--against`. */
const PREVIOUS_PLAN = 'plan.previous.json';

/**
 * Writes the plan, the lists and the reports into the work directory, all or none; returns their paths. The previous
 * plan becomes plan.previous.json. `consent`: lines of dms.csv; undefined to leave it as it is.
 */
export async function writePlanFiles(
  workDirectory: string,
  plan: Plan,
  reports: PlanReports,
  consent: readonly (readonly string[])[] | undefined,
): Promise<readonly string[]> {
  const files = await openWorkFiles(workDirectory, NAMES);
  const list = consent === undefined ? undefined : await openList(workDirectory, files);
  try {
    for (const piece of planPieces(plan)) await files.of.plan.write(piece);
    const sorted = people(plan);
    await writeTable(files.of.users, USERS_CSV_HEADER, listedPeople(sorted).listed, userLine);
    await writeTable(files.of.channels, CHANNELS_CSV_HEADER, channels(plan), channelLine);
    const unmatched = sorted.filter((person) => isUnmatched(person, plan.target.kind));
    await writeTable(files.of.unmatched, USERS_CSV_HEADER, unmatched, userLine);
    await files.of.markdown.write(reports.markdown);
    for await (const piece of reports.html) await files.of.html.write(piece);
    await closeWorkFiles(files);
    if (list !== undefined) {
      await writeTable(list.of.consent, CONSENT_CSV_HEADER, consent ?? [], (line) => line);
      await list.of.requestEn.write(consentRequestText('en'));
      await list.of.requestJa.write(consentRequestText('ja'));
      await closeWorkFiles(list);
    }
    await keepPreviousPlan(workDirectory);
    await commitWorkFiles(files);
    if (list !== undefined) await commitWorkFiles(list);
    const names = { ...NAMES, ...(list === undefined ? {} : CONSENT_NAMES) };
    return Object.values(names).map((name) => join(workDirectory, name));
  } catch (error) {
    if (list !== undefined) await discardWorkFiles(list);
    await discardWorkFiles(files);
    throw error;
  }
}

async function openList(workDirectory: string, files: WorkFiles<keyof typeof NAMES>) {
  try {
    return await openWorkFiles(workDirectory, CONSENT_NAMES);
  } catch (error) {
    await discardWorkFiles(files);
    throw error;
  }
}

async function writeTable<Entry>(
  file: AtomicFile,
  header: readonly string[],
  entries: readonly Entry[],
  lineOf: (entry: Entry) => readonly string[],
): Promise<void> {
  await file.write(BYTE_ORDER_MARK + csvLine(header));
  for (const entry of entries) await file.write(csvLine(lineOf(entry)));
}

/** Copies rather than renames, so that plan.json is never missing, whenever the run stops. */
async function keepPreviousPlan(directory: string): Promise<void> {
  const current = join(directory, PLAN_FILE);
  if (await exists(current)) await copyWhole(current, join(directory, PREVIOUS_PLAN));
}

const people = (plan: Plan): readonly PlannedPerson[] =>
  [...plan.people].sort((a, b) => (a.username < b.username ? -1 : 1));

/** By type, team and name. */
const channels = (plan: Plan): readonly PlannedChannel[] =>
  [...plan.channels].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));

const TYPE_ORDER = { public: '0', private: '1', group: '2', direct: '3' } as const;
const sortKey = ({ type, team, name, channelId }: PlannedChannel): string =>
  [TYPE_ORDER[type], team, name, channelId].join('\0');
