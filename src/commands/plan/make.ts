import type { ReplaySettings } from '../../config/config.ts';
import type { DecisionRules, OutputShape } from '../../config/mapping-rules.ts';
import type { SlackAccess } from '../../config/slack.ts';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Account } from '../../mapping/account.ts';
import { listsBookmarks } from '../../mapping/bookmarks.ts';
import { topicLosses, topicText } from '../../mapping/conversations.ts';
import { type DatabaseAccount, databaseAccount } from '../../mapping/database/account.ts';
import { type LeftBehind, leftBehind } from '../../mapping/database/left-behind.ts';
import type { ChannelDecision } from '../../mapping/decisions.ts';
import { migrationAccount } from '../../mapping/migration-account.ts';
import { privateToMerge } from '../../mapping/plan/check-plan.ts';
import { forecast } from '../../mapping/plan/forecast.ts';
import { addressWarnings, alikeDirectMessages } from '../../mapping/plan/people-warnings.ts';
import {
  channelsById,
  PLAN_VERSION,
  type Plan,
  type PlannedChannel,
  type PlanTarget,
} from '../../mapping/plan/plan.ts';
import type { TargetFacts } from '../../mapping/plan/target.ts';
import { unlistedWarning } from '../../mapping/plan/users-csv.ts';
import { uniquePeople } from '../../mapping/same-people.ts';
import { type RepairedTexts, repairedTexts } from '../../mapping/text-encoding.ts';
import { makeSlackUserIds } from '../../mapping/users.ts';
import { membersOf } from '../../mapping/workspace.ts';
import type { Channel, ChannelId, PostCount, SourceCounts, UserId } from '../../model/model.ts';
import type { SourceLack } from '../../model/source-kind.ts';
import { lineTexts } from '../../reports/notices.ts';
import { limitsOver } from '../../slack/methods.ts';
import { collectGarbage } from '../../system/memory.ts';
import { type PlanSettings, planOptions } from '../run/apply-plan.ts';
import { recordedConsent } from '../run/consent.ts';
import type { CommandContext } from '../run/context.ts';
import { countBeside } from '../run/count-beside.ts';
import type { LossTally } from '../run/loss-log.ts';
import { readAllMembers } from '../run/members.ts';
import { messageContexts } from '../run/message-context.ts';
import { startProgress } from '../run/progress.ts';
import { lossesBesidePosts } from '../run/rows-left-out.ts';
import { isOfWideServer, lacksOf, livePosts, type Scope } from '../run/scope.ts';
import { runHere } from '../run/workers/threads.ts';
import { ChannelTally } from './channel-tally.ts';
import { addUp, type PassResult } from './pass.ts';
import { countingThreads, type PlanThreadSettings } from './threads.ts';
import { countUnits } from './unit.ts';

/** Settings of a plan, beside those of its scope. */
export interface PlanMakingSettings
  extends PlanSettings,
    PlanThreadSettings,
    Pick<DecisionRules, 'planDefaults' | 'slackPlan'>,
    Pick<OutputShape, 'zipBookmarks'> {
  readonly slack: Pick<SlackAccess, 'limits'>;
  readonly replay: Pick<ReplaySettings, 'reactions'>;
}

/** Target and older plan that a plan is compared with. */
export interface PlanReference {
  readonly target: TargetFacts;
  /** An older plan, to count the posts edited since. */
  readonly older: Plan | undefined;
}

export interface MadePlan {
  readonly plan: Plan;
  /** Warnings of the plan, for a report in any language. */
  readonly warnings: readonly Line[];
  readonly account: Account;
  readonly lacks: readonly SourceLack[] | undefined;
  readonly repairedTexts: RepairedTexts;
  readonly editedSince: ReadonlyMap<ChannelId, number>;
  /** Undefined where the rows of tables were not counted. */
  readonly database: DatabaseAccount | undefined;
  /** What stays of it, by code. */
  readonly leftBehind: readonly LeftBehind[];
}

/** Reads the whole source once, in one snapshot, and makes the plan. */
export async function makePlan(
  settings: PlanMakingSettings,
  scope: Scope,
  { target, older }: PlanReference,
  context: CommandContext,
): Promise<MadePlan> {
  const pass = await runPass(settings, scope, older, context);
  // What the pass leaves behind would stay beside the members and the plan.
  if (isOfWideServer(scope)) collectGarbage();
  const ids = scope.conversations.map(({ channel }) => channel.id);
  const members = await readAllMembers(scope.source, ids);
  await recordLossesBesidePosts(scope, pass.losses);
  const warnings: readonly Line[] = [
    ...scope.warnings,
    ...(target.mayHideChannels ? [notice('hidden-channels')] : []),
    ...unlistedWarning(scope.decisions.people),
    ...addressWarnings(scope.decisions.people),
    ...alikeDirectMessages(scope.conversations, scope.workspace.samePeople),
  ];
  const { databaseRows } = scope.source;
  const database =
    databaseRows === undefined
      ? undefined
      : databaseAccount(databaseRows, listsBookmarks(settings, scope.range));
  const plan = assemblePlan(settings, scope, {
    database,
    target,
    members,
    pass,
    // The file is a contract, in English whatever the run's language.
    warnings: lineTexts(warnings, 'en'),
    madeAtMs: context.todayMs(),
  });
  return {
    plan,
    warnings,
    account: planAccount(await scope.counts(), scope, pass),
    lacks: lacksOf(scope.description),
    repairedTexts: repairedTexts(
      { ...scope.read, channels: scope.selectedChannels },
      plan.forecast.losses,
    ),
    editedSince: pass.editedSince,
    database,
    leftBehind:
      database === undefined
        ? []
        : leftBehind(database, { users: scope.read.users, todayMs: plan.madeAtMs }),
  };
}

/** From so many posts on the estimate of the archive is made from some of its day files. */
const MANY_POSTS = 100_000;

async function runPass(
  settings: PlanMakingSettings,
  scope: Scope,
  older: Plan | undefined,
  context: CommandContext,
): Promise<PassResult> {
  const { workspace, conversations, source, range } = scope;
  const people = makeSlackUserIds(workspace);
  const counts = await scope.postCounts();
  const posts = livePosts(counts, conversations);
  const before = new Map(
    older === undefined
      ? []
      : [...channelsById(older)].map(([id, channel]) => [id, channel.counts] as const),
  );
  const channels = conversations.map(({ channel }) => channel.id);
  const contextOf = messageContexts(settings, scope, people);
  const runner =
    countingThreads(settings, scope, { before, posts, signal: context.signal }) ??
    runHere(countUnits({ scope, source, contextOf, before }), context.signal);
  const progress = await startProgress(posts, context);
  try {
    // Threads load their program, and rows are counted, while the posts are divided.
    const counting = countBeside(scope);
    const units = await source.divide(channels, range, counts);
    const isOfMany = posts >= MANY_POSTS;
    const tasks = units.map((unit, index) => ({
      unit,
      estimated: { isFirst: index === 0, isOfMany },
    }));
    return await addUp(scope, deletedPosts(counts), counting(runner.run(tasks)), progress);
  } finally {
    progress.stop();
    await runner.close();
  }
}

function deletedPosts(counts: readonly PostCount[]): ReadonlyMap<ChannelId, number> {
  const deleted = new Map<ChannelId, number>();
  for (const { channelId, state, rows } of counts) {
    if (channelId !== undefined && state === 'deleted') deleted.set(channelId, rows);
  }
  return deleted;
}

/** Computes the account that `zip` would report. */
const planAccount = (counts: SourceCounts, scope: Scope, { tally }: PassResult): Account =>
  migrationAccount(counts, scope, {
    posts: tally,
    emojiAdded: 0,
    emojiReason: 'not-in-a-zip',
    isSinceLast: false,
  });

/** Records losses that belong to no migrated post: long headers, and rows that are left out. */
async function recordLossesBesidePosts(scope: Scope, losses: LossTally): Promise<void> {
  const { conversations, permalink } = scope;
  for (const list of LISTS_WITH_TOPICS) {
    for (const { channel } of conversations.filter((conversation) => conversation.list === list)) {
      losses.add(topicLosses(channel), () => permalink(channel, undefined));
    }
  }
  for (const { place, loss } of await lossesBesidePosts(scope))
    losses.add([loss], () => place.link);
}

/** In the order of an archive's lists; direct messages have no topic there. */
const LISTS_WITH_TOPICS = ['channels', 'groups', 'mpims'] as const;

/** Parts of a plan, beside the scope. */
interface PlanParts {
  readonly database: DatabaseAccount | undefined;
  readonly target: TargetFacts;
  readonly members: ReadonlyMap<ChannelId, readonly UserId[]>;
  readonly pass: PassResult;
  readonly warnings: readonly string[];
  /** Milliseconds since the epoch. */
  readonly madeAtMs: number;
}

function assemblePlan(settings: PlanMakingSettings, scope: Scope, parts: PlanParts): Plan {
  const { pass } = parts;
  const { read, decisions, workspace } = scope;
  const channels = plannedChannels(scope, parts);
  const people = decisions.people.map((person) => ({
    ...person,
    posts: pass.postsByPerson.get(person.userId) ?? 0,
  }));
  const target = planTarget(parts.target, settings);
  const { engine, databaseVersion, mattermostVersion } = scope.description;
  const { siteUrl } = settings;
  return {
    version: PLAN_VERSION,
    madeAtMs: parts.madeAtMs,
    source: { engine, databaseVersion, mattermostVersion, siteUrl, seenUpToMs: pass.seenUpToMs },
    target,
    options: { ...planOptions(settings), consent: recordedConsent(scope) },
    defaults: settings.planDefaults,
    people,
    channels,
    emoji: workspace.emoji.all.map(({ from, to }) => ({ name: from, slackName: to })),
    userGroups: read.userGroups.map(({ name, displayName }) => ({ name, displayName })),
    forecast: forecast({
      months: pass.months,
      losses: pass.losses.summary(),
      zip: pass.zip,
      channels,
      people,
      target,
      privateToMerge: privateToMerge(parts.target, channels),
      userGroups: read.userGroups.length,
      limits: limitsOver(settings.slack.limits),
      isAppReacting: settings.replay.reactions === 'app',
    }),
    warnings: parts.warnings,
    database: parts.database,
  };
}

/** Uses the Slack plan of the settings when the workspace's API does not return it. */
function planTarget(
  { kind, label, teamId, slackPlan }: TargetFacts,
  settings: Pick<DecisionRules, 'slackPlan'>,
): PlanTarget {
  return { kind, label, teamId, slackPlan: slackPlan ?? settings.slackPlan };
}

function plannedChannels(
  { selectedChannels, decisionOf, workspace: { skipped, samePeople } }: Scope,
  { members, pass }: PlanParts,
): readonly PlannedChannel[] {
  return selectedChannels.flatMap((channel) => {
    const decision = decisionOf(channel.id);
    if (decision === undefined) return [];
    const rows = uniquePeople(membersOf(channel, members.get(channel.id) ?? []), samePeople);
    return plannedChannel(channel, decision, {
      members: [...rows].filter((id) => !skipped.has(id)).sort(),
      counts: pass.channels.get(channel.id) ?? new ChannelTally(undefined).counts(0),
    });
  });
}

function plannedChannel(
  channel: Channel,
  decision: ChannelDecision,
  rest: Pick<PlannedChannel, 'members' | 'counts'>,
): PlannedChannel {
  const topic = topicText(channel.header);
  // A spread would give each of very many channels a hidden class of its own, of a kilobyte.
  return Object.assign({}, decision, { topic, purpose: topicText(channel.purpose) }, rest);
}
