import type { ServerFacts } from '../../config/config.ts';
import type { DecisionRules, OutputShape } from '../../config/mapping-rules.ts';
import type { Selection } from '../../config/selection.ts';
import { type Line, SourceError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { OrphanPost, Source, SourceDescription, TimeRange } from '../../exporters/source.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelDecision } from '../../mapping/decisions.ts';
import { makePermalink, type Permalink } from '../../mapping/permalinks.ts';
import { type Consent, channelsWithoutConsent } from '../../mapping/plan/consent.ts';
import { type Decided, decide } from '../../mapping/plan/decide.ts';
import { NO_TARGET, type TargetFacts } from '../../mapping/plan/target.ts';
import { selectChannels } from '../../mapping/selection.ts';
import { buildWorkspace, type Workspace } from '../../mapping/workspace.ts';
import type {
  Channel,
  ChannelId,
  CustomEmoji,
  PostCount,
  SourceCounts,
  Team,
  User,
  UserGroup,
} from '../../model/model.ts';
import type { SourceLack } from '../../model/source-kind.ts';
import { collectForWidth, isWide } from '../../system/memory.ts';
import {
  type AppliedPlan,
  checkAgainstPlan,
  refuseOtherSource,
  refuseOtherWorkspace,
} from './applied-plan.ts';
import { consentNotes, loadConsent } from './consent.ts';
import { readConversationPeople } from './consent-people.ts';
import { type FollowedEdits, loadDecisionInputs } from './decisions.ts';
import { readAllMembers } from './members.ts';
import { serverRelease } from './release.ts';

/** Settings for what a run reads and how it decides. */
export interface ScopeSettings
  extends Selection,
    DecisionRules,
    Pick<OutputShape, 'channelNames' | 'tables'>,
    Pick<ServerFacts, 'siteUrl' | 'latex' | 'mattermostVersion'> {
  readonly workDirectory: string;
  readonly warnings: readonly Line[];
}

/** Lists of the source that fit into memory. */
export interface SmallLists {
  readonly teams: readonly Team[];
  readonly users: readonly User[];
  readonly userGroups: readonly UserGroup[];
  /** Custom emoji that are not deleted. */
  readonly emoji: readonly CustomEmoji[];
}

/** One run's view of the source: what is read, selected and decided before the first post. */
export interface Scope {
  readonly source: Source;
  readonly range: TimeRange;
  readonly description: SourceDescription;
  readonly read: SmallLists;
  readonly decisions: Decided;
  readonly decisionOf: (channel: ChannelId) => ChannelDecision | undefined;
  /** Look-ups of people and conversations by id and name. */
  readonly workspace: Workspace;
  /** The direct and group messages that may be migrated; undefined when all that are selected may. */
  readonly consent: Consent | undefined;
  /** Direct and group messages that the settings select, and that stay because not everybody in them agreed. */
  readonly withoutConsent: readonly Channel[];
  /** Other channels that the settings select; a decision may skip some of them. */
  readonly selectedChannels: readonly Channel[];
  readonly skippedChannels: readonly Channel[];
  /** Conversations to migrate, in the order of their folders, which is the order of the archive. */
  readonly conversations: readonly Conversation[];
  /** Finds a conversation that is migrated. */
  readonly migrated: (id: ChannelId) => Conversation | undefined;
  readonly permalink: Permalink;
  /** Returns the database's own counts of the rows of posts; they are read once, at the first call. */
  readonly postCounts: () => Promise<readonly PostCount[]>;
  /** The same of all its rows. */
  readonly counts: () => Promise<SourceCounts>;
  /** Warnings about settings, source and target. */
  readonly warnings: readonly Line[];
  /** Lines of the report about applied lines of the team's files and about changes since the plan. */
  readonly notes: readonly Line[];
  readonly edits: FollowedEdits;
}

export interface ScopeOptions {
  /** Workspace or archive with the names and accounts that the decisions use. */
  readonly target?: TargetFacts;
  /** Undefined when the run makes its own decisions. */
  readonly applied?: AppliedPlan | undefined;
}

/**
 * Reads people, channels and emoji, decides ids and names, and checks the decisions against the plan. SourceError when
 * two ids collide; UsageError when a rule names a channel or team that does not exist, a line of the team's files
 * cannot be applied, or the plan no longer fits the source.
 */
export async function openScope(
  settings: ScopeSettings,
  source: Source,
  { target = NO_TARGET, applied }: ScopeOptions,
): Promise<Scope> {
  refuseOtherWorkspace(applied, target);
  const described = await source.describe();
  const { version, warnings } = serverRelease(described, settings);
  const description = { ...described, mattermostVersion: version };
  const loaded = await loadDecisionInputs(settings, { target, plan: applied?.plan });
  const { channels, ...read } = await readLists(source);
  const { teams, users } = read;
  const decisions = decide(
    { users, teams, channels, groupMembers: await groupNames(source, channels, users) },
    loaded.inputs,
  );
  const workspace = decidedWorkspace(settings, read, decisions);
  const readPeople = (some: readonly Channel[]) =>
    readConversationPeople(source, some, workspace.users);
  const consent = await loadConsent(settings, { channels, readPeople }, applied);
  const selection = selectedBy(settings, { channels, teams, decisions, consent });
  refuseOtherSource(applied, description);
  const changes =
    applied === undefined
      ? []
      : checkAgainstPlan(applied, {
          ...{ users, teams, selected: selection.selectedChannels },
          channels: workspace.conversations.map(({ channel }) => channel),
        });
  const range = { fromMs: settings.fromMs, toMs: settings.toMs };
  const conversations = conversationsToMigrate({ workspace, ...selection });
  const postCounts = once(() => source.postCounts(range));
  const migrated = new Set(conversations.map(({ channel }) => channel.id));
  return {
    ...{ source, range, description, read, decisions, workspace, consent, conversations },
    ...selection,
    migrated: (id) => (migrated.has(id) ? workspace.known.of(id) : undefined),
    permalink: makePermalink(settings.siteUrl, teams),
    postCounts,
    counts: once(async () => await source.counts(range, await postCounts())),
    warnings: [...settings.warnings, ...description.warnings, ...warnings, ...target.warnings],
    notes: [
      ...loaded.notes,
      ...consentNotes(settings, { ...selection, consent, applied }),
      ...changes,
    ],
    edits: loaded.edits,
  };
}

interface ReadLists extends SmallLists {
  readonly channels: readonly Channel[];
}

async function readLists(source: Source): Promise<ReadLists> {
  const teams = await source.teams();
  const channels = await source.channels();
  const emoji = await source.customEmoji();
  const users = await source.users();
  collectForWidth(users.length + channels.length);
  return { teams, channels, emoji, users, userGroups: await source.userGroups() };
}

/** Makes the look-ups by the decisions. SourceError when two ids of Mattermost are one in Slack. */
function decidedWorkspace(
  { latex, tables = 'text' }: Pick<ScopeSettings, 'latex' | 'tables'>,
  { users, userGroups: groups, emoji }: SmallLists,
  decisions: Decided,
): Workspace {
  const workspace = buildWorkspace({ users, groups, emoji, ...decisions }, { latex, tables });
  const [collision] = workspace.collisions;
  if (collision !== undefined) throw new SourceError(notice('ids-collide', { collision }));
  return workspace;
}

type Selected = Pick<
  Scope,
  'decisionOf' | 'withoutConsent' | 'selectedChannels' | 'skippedChannels'
>;

/** Selects channels by the settings, by who agreed, and by the decisions. */
function selectedBy(
  settings: Selection,
  {
    channels,
    teams,
    decisions,
    consent,
  }: Pick<ReadLists, 'channels' | 'teams'> & Pick<Scope, 'decisions' | 'consent'>,
): Selected {
  const chosen = chooseChannels(settings, channels, teams);
  const withoutConsent = channelsWithoutConsent(chosen, consent);
  const staying = new Set(withoutConsent.map(({ id }) => id));
  const selectedChannels = chosen.filter(({ id }) => !staying.has(id));
  const byChannel = new Map(decisions.channels.map((entry) => [entry.channelId, entry]));
  const decisionOf = (id: ChannelId): ChannelDecision | undefined => byChannel.get(id);
  const skippedChannels = selectedChannels.filter(({ id }) => decisionOf(id)?.action === 'skip');
  return { decisionOf, withoutConsent, selectedChannels, skippedChannels };
}

/** True for a server whose people and channels, and not its posts, take most of the memory. */
export const isOfWideServer = ({ read, workspace }: Pick<Scope, 'read' | 'workspace'>): boolean =>
  isWide(read.users.length + workspace.conversations.length);

/** What the source cannot hold; undefined for a database. */
export const lacksOf = ({
  lacks,
}: Pick<SourceDescription, 'lacks'>): readonly SourceLack[] | undefined =>
  lacks.length === 0 ? undefined : lacks;

function once<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let asked: Promise<Value> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

/**
 * Selects channels. UsageError when a rule names a channel or team that does not exist: a misspelt name to exclude
 * would migrate a channel that was meant to stay.
 */
export function chooseChannels(
  rules: Selection,
  channels: readonly Channel[],
  teams: readonly Team[],
): readonly Channel[] {
  const selection = selectChannels(channels, teams, rules);
  const [unknown] = selection.unknownNames;
  if (unknown !== undefined) {
    throw new UsageError(notice('name-not-selected', { name: unknown }));
  }
  return selection.channels;
}

/** Returns the usernames of a group message's members; the id of a person without a row. */
async function groupNames(
  source: Source,
  channels: readonly Channel[],
  users: readonly User[],
): Promise<(channel: ChannelId) => readonly string[]> {
  const groups = channels.filter((channel) => channel.type === 'group').map(({ id }) => id);
  const members = await readAllMembers(source, groups);
  const names = new Map(users.map(({ id, username }) => [id, username]));
  return (channel) => (members.get(channel) ?? []).map((id) => names.get(id) ?? id);
}

/** Returns the selected conversations that no decision skips, in the order of their folders. */
export function conversationsToMigrate({
  workspace,
  selectedChannels,
  skippedChannels,
}: Pick<Scope, 'workspace' | 'selectedChannels' | 'skippedChannels'>): readonly Conversation[] {
  const selected = new Set(selectedChannels.map(({ id }) => id));
  for (const { id } of skippedChannels) selected.delete(id);
  return workspace.conversations
    .filter(({ channel }) => selected.has(channel.id))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** Returns the number of live posts of the conversations, for the progress. */
export function livePosts(
  counts: readonly PostCount[],
  conversations: readonly Conversation[],
): number {
  const selected = new Set<string>(conversations.map(({ channel }) => channel.id));
  return counts
    .filter(({ channelId, state }) => state === 'live' && selected.has(channelId ?? ''))
    .reduce((sum, { rows }) => sum + rows, 0);
}

/** Enough samples to examine; the account has the whole number. */
const MAX_ORPHANS = 1000;

/** Reads posts whose channel has no row; asks the database only when the counts have any. */
export async function orphanPosts({
  source,
  postCounts,
  workspace,
}: Scope): Promise<readonly OrphanPost[]> {
  const known = new Set(workspace.conversations.map(({ channel }) => channel.id));
  const posts = await postCounts();
  const areThere = posts.some(({ channelId }) => channelId === undefined || !known.has(channelId));
  return areThere ? await source.orphanPosts(MAX_ORPHANS) : [];
}
