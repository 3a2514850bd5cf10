import type { Config } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Source, SourceDescription } from '../../exporters/source.ts';
import { type Account, zipAccount } from '../../mapping/account.ts';
import { topicLosses, topicText } from '../../mapping/conversations.ts';
import type { ChannelDecision } from '../../mapping/decisions.ts';
import { privateToMerge } from '../../mapping/plan/check-plan.ts';
import type { DecisionInputs } from '../../mapping/plan/decide.ts';
import { forecast } from '../../mapping/plan/forecast.ts';
import {
  channelsById,
  PLAN_VERSION,
  type Plan,
  type PlannedChannel,
  type PlanTarget,
} from '../../mapping/plan/plan.ts';
import type { TargetFacts } from '../../mapping/plan/target.ts';
import { unlistedWarning } from '../../mapping/plan/users-csv.ts';
import { makeSlackUserIds } from '../../mapping/users.ts';
import { membersOf } from '../../mapping/workspace.ts';
import type { Channel, ChannelId, SourceCounts, UserId } from '../../model/model.ts';
import { lineTexts } from '../../reports/notices.ts';
import { limitsOver } from '../../slack/methods.ts';
import { planOptions } from '../run/apply-plan.ts';
import type { CommandContext } from '../run/context.ts';
import type { LossTally } from '../run/loss-log.ts';
import { messageContexts } from '../run/message-context.ts';
import { startProgress } from '../run/progress.ts';
import {
  livePosts,
  orphanPosts,
  type ReadWorkspace,
  readAllMembers,
  readWorkspace,
  selectedConversations,
} from '../run/scope.ts';
import { ChannelTally, type PassResult, passOverPosts } from './pass.ts';

export interface PlanRun {
  readonly source: Source;
  readonly config: Config;
  readonly context: CommandContext;
  readonly deciding: DecisionInputs;
  /** An older plan, to tell what was edited since. */
  readonly older: Plan | undefined;
}

export interface MadePlan {
  readonly plan: Plan;
  /** Those of the plan, for a report in any language. */
  readonly warnings: readonly Line[];
  readonly account: Account;
  readonly editedSince: ReadonlyMap<ChannelId, number>;
}

/** Reads the whole source once, in one snapshot, and decides everything. */
export async function makePlan(run: PlanRun): Promise<MadePlan> {
  const { source, config, context } = run;
  const description = await source.describe();
  const read = await readWorkspace(source, config, run.deciding);
  const counts = await source.counts({ fromMs: config.fromMs, toMs: config.toMs });
  const conversations = selectedConversations(read);
  const members = await readAllMembers(
    source,
    conversations.map(({ channel }) => channel.id),
  );
  const pass = await runPass(run, read, counts);
  await recordLossesBesidePosts({ source, read, counts, losses: pass.losses });
  const { target } = run.deciding;
  const warnings: readonly Line[] = [
    ...config.warnings,
    ...description.warnings,
    ...target.warnings,
    ...(target.mayHideChannels ? [notice('hidden-channels')] : []),
    ...unlistedWarning(read.decided.people),
  ];
  const plan = assemblePlan({
    config,
    description,
    read,
    deciding: run.deciding,
    members,
    pass,
    // The file is a contract, in English whatever the run's language.
    warnings: lineTexts(warnings, 'en'),
    madeAtMs: context.todayMs(),
  });
  return {
    plan,
    warnings,
    account: planAccount(read, counts, pass),
    editedSince: pass.editedSince,
  };
}

/** Rough sizes of an entry of users.json and of channels.json, and of a member in it; not compressed. */
const USER_BYTES = 800;
const CHANNEL_BYTES = 400;

async function runPass(
  { source, config, context, older }: PlanRun,
  read: ReadWorkspace,
  counts: SourceCounts,
): Promise<PassResult> {
  const conversations = selectedConversations(read);
  const { workspace, permalink } = read;
  const people = makeSlackUserIds(workspace.users, workspace.skipped);
  const progress = startProgress(livePosts(counts, conversations), {
    isQuiet: config.quiet || config.json,
    nowMs: context.nowMs,
  });
  try {
    return await passOverPosts({
      source,
      range: { fromMs: config.fromMs, toMs: config.toMs },
      conversations,
      messageContext: messageContexts(config, read, people),
      permalink,
      progress,
      signal: context.signal,
      deletedPosts: deletedPosts(counts),
      before: new Map(
        older === undefined
          ? []
          : [...channelsById(older)].map(([id, channel]) => [id, channel.counts]),
      ),
      listBytes: workspace.users.size * USER_BYTES + conversations.length * CHANNEL_BYTES,
    });
  } finally {
    progress.stop();
  }
}

function deletedPosts(counts: SourceCounts): ReadonlyMap<ChannelId, number> {
  const deleted = new Map<ChannelId, number>();
  for (const { channelId, state, rows } of counts.posts) {
    if (channelId !== undefined && state === 'deleted') deleted.set(channelId, rows);
  }
  return deleted;
}

/** The account that `zip` would give. */
function planAccount(read: ReadWorkspace, counts: SourceCounts, pass: PassResult): Account {
  const { workspace } = read;
  return zipAccount({
    counts,
    totals: { ...pass.totals, conversations: pass.channels.size },
    channels: workspace.conversations.map(({ channel }) => channel),
    selected: read.selection.channels,
    skippedChannels: read.skippedChannels,
    usersWritten: workspace.users.size - workspace.skipped.size,
    usersSkipped: workspace.skipped.size,
    liveEmoji: read.liveEmoji,
    isSinceLast: false,
  });
}

interface LossesBesidePosts {
  readonly source: Source;
  readonly read: ReadWorkspace;
  readonly counts: SourceCounts;
  readonly losses: LossTally;
}

/** Losses that hang on no post that moves: long headers, and posts of channels without a row. */
async function recordLossesBesidePosts(facts: LossesBesidePosts): Promise<void> {
  const { source, read, counts, losses } = facts;
  const moving = selectedConversations(read);
  for (const list of LISTS_WITH_TOPICS) {
    for (const { channel } of moving.filter((conversation) => conversation.list === list)) {
      losses.add(topicLosses(channel), () => read.permalink(channel, undefined));
    }
  }
  const { conversations } = read.workspace;
  for (const { id } of await orphanPosts(source, counts, conversations)) {
    losses.add([{ code: 'channel_unknown' }], () => id);
  }
}

/** In the order of an archive's lists; direct messages have no topic there. */
const LISTS_WITH_TOPICS = ['channels', 'groups', 'mpims'] as const;

/** Everything that a plan is put together from. */
interface PlanParts {
  readonly config: Config;
  readonly description: SourceDescription;
  readonly read: ReadWorkspace;
  readonly deciding: DecisionInputs;
  readonly members: ReadonlyMap<ChannelId, readonly UserId[]>;
  readonly pass: PassResult;
  readonly warnings: readonly string[];
  /** Milliseconds since the epoch. */
  readonly madeAtMs: number;
}

function assemblePlan(parts: PlanParts): Plan {
  const { config, description, read, deciding, pass } = parts;
  const channels = plannedChannels(parts);
  const people = read.decided.people.map((person) => ({
    ...person,
    posts: pass.postsByPerson.get(person.userId) ?? 0,
  }));
  const target = planTarget(deciding.target, config);
  const { engine, databaseVersion, mattermostVersion } = description;
  const { siteUrl } = config;
  return {
    version: PLAN_VERSION,
    madeAtMs: parts.madeAtMs,
    source: { engine, databaseVersion, mattermostVersion, siteUrl, seenUpToMs: pass.seenUpToMs },
    target,
    options: planOptions(config),
    defaults: config.planDefaults,
    people,
    channels,
    emoji: read.workspace.emoji.all.map(({ from, to }) => ({ name: from, slackName: to })),
    userGroups: read.userGroups.map(({ name, displayName }) => ({ name, displayName })),
    forecast: forecast({
      months: pass.months,
      losses: pass.losses.summary(),
      zip: pass.zip,
      channels,
      people,
      target,
      privateToMerge: privateToMerge(deciding.target, channels),
      userGroups: read.userGroups.length,
      limits: limitsOver(config.slack.limits),
      isAppReacting: config.replay.reactions === 'app',
    }),
    warnings: parts.warnings,
  };
}

/** The configuration says the plan of a workspace whose API does not. */
function planTarget(target: TargetFacts, config: Config): PlanTarget {
  const { kind, label, teamId, slackPlan } = target;
  return { kind, label, teamId, slackPlan: slackPlan ?? config.slackPlan };
}

function plannedChannels({ read, members, pass }: PlanParts): readonly PlannedChannel[] {
  const decisions = new Map(read.decided.channels.map((entry) => [entry.channelId, entry]));
  const skipped = read.workspace.skipped;
  return read.selection.channels.flatMap((channel) => {
    const decision = decisions.get(channel.id);
    if (decision === undefined) return [];
    const rows = membersOf(channel, members.get(channel.id) ?? []);
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
  return { ...decision, topic, purpose: topicText(channel.purpose), ...rest };
}
