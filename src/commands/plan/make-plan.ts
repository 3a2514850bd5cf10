import type { Config } from '../../config.ts';
import type { Source } from '../../exporters/source.ts';
import type { Account } from '../../mapping/account.ts';
import type { Deciding } from '../../mapping/plan/decide.ts';
import { unlistedWarning } from '../../mapping/plan/listed-people.ts';
import { channelsById, type Plan } from '../../mapping/plan/plan.ts';
import { makeSlackUserIds } from '../../mapping/slack-user-ids.ts';
import type { ChannelId, SourceCounts } from '../../model.ts';
import type { CommandContext } from '../context.ts';
import { livePosts } from '../live-posts.ts';
import { messageContexts } from '../message-context.ts';
import { startProgress } from '../progress.ts';
import { type ReadWorkspace, readAllMembers, readWorkspace } from '../read-workspace.ts';
import { selectedConversations } from '../selected-conversations.ts';
import { zipAccount } from '../zip/zip-account.ts';
import { assemblePlan } from './assemble-plan.ts';
import { recordLossesBesidePosts } from './losses-beside-posts.ts';
import { type PassResult, passOverPosts } from './plan-pass.ts';

export interface PlanRun {
  readonly source: Source;
  readonly config: Config;
  readonly context: CommandContext;
  readonly deciding: Deciding;
  /** An older plan, to tell what was edited since. */
  readonly older: Plan | undefined;
}

export interface MadePlan {
  readonly plan: Plan;
  readonly account: Account;
  readonly editedSince: ReadonlyMap<ChannelId, number>;
}

const HIDDEN_CHANNELS =
  'Private channels that the app is not in have names too, which are taken: name them in channels.takenNames; a replay takes the next name by itself';

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
  const warnings = [
    ...config.warnings,
    ...description.warnings,
    ...target.warnings,
    ...(target.mayHideChannels ? [HIDDEN_CHANNELS] : []),
    ...unlistedWarning(read.decided.people),
  ];
  const plan = assemblePlan({
    config,
    description,
    read,
    deciding: run.deciding,
    members,
    pass,
    warnings,
    madeAtMs: context.todayMs(),
  });
  return { plan, account: planAccount(read, counts, pass), editedSince: pass.editedSince };
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
