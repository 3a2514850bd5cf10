import { join } from 'node:path';
import type { DecisionRules, OutputShape } from '../../config/mapping-rules.ts';
import { type Line, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { decodeSpreadsheet } from '../../mapping/csv.ts';
import { parseCleanUpCsv, type TakenProposal } from '../../mapping/inventory/clean-up-csv.ts';
import { changedChannels, changedPeople } from '../../mapping/plan/changed-lines.ts';
import { parseChannelsCsv } from '../../mapping/plan/channels-csv.ts';
import { takenById } from '../../mapping/plan/clean-up.ts';
import type { DecisionInputs } from '../../mapping/plan/decide.ts';
import { parsePeopleMapping } from '../../mapping/plan/people-mapping.ts';
import type { Plan } from '../../mapping/plan/plan.ts';
import { parsePlan } from '../../mapping/plan/plan-json.ts';
import type { TargetFacts } from '../../mapping/plan/target.ts';
import { parseUsersCsv } from '../../mapping/plan/users-csv.ts';
import { GROUP_MESSAGE_PEOPLE } from '../../slack/limits.ts';
import { readIfPresent } from '../../system/files.ts';

/** Files in the work directory that the team edits. */
export const PLAN_FILE = 'plan.json';
export const USERS_FILE = 'users.csv';
export const CHANNELS_FILE = 'channels.csv';
export const CLEAN_UP_FILE = 'cleanup.csv';
export const CONSENT_FILE = 'dms.csv';

/** Numbers of applied lines of the team's files. */
export interface FollowedEdits {
  readonly people: number;
  readonly channels: number;
  /** Proposals of the inventory that were taken over. */
  readonly cleanUp: number;
}

/** Inputs of the decisions, and the team's lines among them. */
export interface LoadedDecisionInputs {
  readonly inputs: DecisionInputs;
  readonly edits: FollowedEdits;
  /** Lines of the report about the applied files. */
  readonly notes: readonly Line[];
}

/** Settings for decisions about people and channels. */
export interface DecisionSettings extends DecisionRules, Pick<OutputShape, 'channelNames'> {
  readonly workDirectory: string;
}

/**
 * Loads the inputs of the decisions: rules of the settings, the mapping file, the proposals that were taken over in
 * cleanup.csv, and the lines of users.csv and channels.csv that the team changed. With a plan those files are ignored:
 * the plan contains them. UsageError with file and line when a line cannot be applied.
 */
export async function loadDecisionInputs(
  settings: DecisionSettings,
  { target, plan }: { readonly target: TargetFacts; readonly plan: Plan | undefined },
): Promise<LoadedDecisionInputs> {
  const { people, channels, taken } = plan === undefined ? await readEdits(settings) : NO_EDITS;
  return {
    edits: { people: people.length, channels: channels.length, cleanUp: taken.length },
    notes: [
      ...followed(USERS_FILE, people.length),
      ...followed(CHANNELS_FILE, channels.length),
      ...(taken.length === 0
        ? []
        : [notice('proposals-followed', { count: taken.length, file: CLEAN_UP_FILE })]),
    ],
    inputs: {
      target,
      plan,
      people: {
        domains: settings.domainRules,
        mapping: await readMapping(settings),
        edits: new Map(people.map((edit) => [edit.username.toLowerCase(), edit])),
        taken: takenById(taken),
      },
      channels: {
        preference: settings.channelNames,
        rename: settings.renameRules,
        archived: settings.archivedChannels,
        takenNames: settings.takenNames,
        groupPeople: GROUP_MESSAGE_PEOPLE,
      },
      channelEdits: channels,
    },
  };
}

const followed = (file: string, lines: number): readonly Line[] =>
  lines === 0 ? [] : [notice('lines-followed', { count: lines, file })];

const NO_EDITS = { people: [], channels: [], taken: [] } as const;

async function readEdits({ workDirectory }: Pick<DecisionSettings, 'workDirectory'>) {
  const previous = await readPlan(join(workDirectory, PLAN_FILE));
  const users = await readTable(join(workDirectory, USERS_FILE));
  const channels = await readTable(join(workDirectory, CHANNELS_FILE));
  return {
    taken: await readTaken(workDirectory),
    people: users === undefined ? [] : changedPeople(parseUsersCsv(users, USERS_FILE), previous),
    channels:
      channels === undefined
        ? []
        : changedChannels(parseChannelsCsv(channels, CHANNELS_FILE), previous),
  };
}

/** The proposals of the inventory that a person took over; UsageError when cleanup.csv is wrong. */
export async function readTaken(workDirectory: string): Promise<readonly TakenProposal[]> {
  const text = await readTable(join(workDirectory, CLEAN_UP_FILE));
  return text === undefined ? [] : parseCleanUpCsv(text, CLEAN_UP_FILE);
}

async function readMapping({
  peopleMapping,
}: Pick<DecisionRules, 'peopleMapping'>): Promise<ReadonlyMap<string, string>> {
  if (peopleMapping === undefined) return new Map();
  const text = await readTable(peopleMapping);
  if (text === undefined) {
    throw new UsageError(notice('mapping-file-missing', { path: peopleMapping }));
  }
  return parsePeopleMapping(text, peopleMapping);
}

/** Reads a file that a spreadsheet may have saved; undefined when it does not exist. */
export async function readTable(path: string): Promise<string | undefined> {
  const bytes = await readIfPresent(path);
  return bytes === undefined ? undefined : decodeSpreadsheet(bytes, path);
}

/** Reads a plan; undefined when the file does not exist. UsageError when it is not a plan, or of another version. */
async function readPlan(path: string): Promise<Plan | undefined> {
  const bytes = await readIfPresent(path);
  return bytes === undefined ? undefined : parsePlan(bytes, path);
}

/** Reads the plan that a flag names; UsageError when the file does not exist or is not a plan. */
export async function readNamedPlan(path: string): Promise<Plan> {
  const plan = await readPlan(path);
  if (plan === undefined) throw new UsageError(notice('plan-file-missing', { path }));
  return plan;
}
