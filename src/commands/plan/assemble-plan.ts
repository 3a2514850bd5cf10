import type { Config } from '../../config.ts';
import type { SourceDescription } from '../../exporters/source.ts';
import { limitsOver } from '../../mapping/api-limits.ts';
import { topicText } from '../../mapping/conversations.ts';
import type { Deciding } from '../../mapping/plan/decide.ts';
import type { ChannelDecision } from '../../mapping/plan/decisions.ts';
import { forecast } from '../../mapping/plan/forecast.ts';
import {
  PLAN_VERSION,
  type Plan,
  type PlannedChannel,
  type PlanTarget,
} from '../../mapping/plan/plan.ts';
import { privateToMerge } from '../../mapping/plan/private-to-merge.ts';
import type { TargetFacts } from '../../mapping/plan/target-facts.ts';
import { membersOf } from '../../mapping/workspace.ts';
import type { Channel, ChannelId, UserId } from '../../model.ts';
import type { ReadWorkspace } from '../read-workspace.ts';
import { ChannelTally } from './channel-tally.ts';
import { planOptions } from './plan-options.ts';
import type { PassResult } from './plan-pass.ts';

/** Everything that a plan is put together from. */
export interface PlanParts {
  readonly config: Config;
  readonly description: SourceDescription;
  readonly read: ReadWorkspace;
  readonly deciding: Deciding;
  readonly members: ReadonlyMap<ChannelId, readonly UserId[]>;
  readonly pass: PassResult;
  readonly warnings: readonly string[];
  /** Milliseconds since the epoch. */
  readonly madeAtMs: number;
}

export function assemblePlan(parts: PlanParts): Plan {
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
