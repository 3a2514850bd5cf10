import type { DatabaseAccount } from '../../mapping/database/account.ts';
import {
  type ChannelAction,
  PERSON_ACTIONS,
  type PersonAction,
  type PersonState,
} from '../../mapping/decisions.ts';
import type { LossCode } from '../../mapping/losses.ts';
import type { PlanDiff } from '../../mapping/plan/diff-model.ts';
import type {
  ForecastTotals,
  MethodCalls,
  MonthCounts,
  Plan,
  PlannedChannel,
  PlannedPerson,
  PlanTarget,
  Recommendation,
  ZipEstimate,
} from '../../mapping/plan/plan.ts';
import { isUnmatched } from '../../mapping/plan/users-csv.ts';
import type { ChannelType } from '../../model/model.ts';
import type { Language } from '../../texts/language.ts';
import {
  type ReportDiff,
  type ReportName,
  type ReportNames,
  reportDiff,
  reportNames,
} from './names.ts';

export interface PlanReportOptions {
  /** True if names of private conversations and e-mail addresses may be shown. */
  readonly withText: boolean;
  readonly lang: Language;
  /** Number of the largest channels that are listed. */
  readonly topChannels: number;
  /** Undefined where the rows of tables were not counted. */
  readonly database?: DatabaseAccount | undefined;
}

/** Content of the plan for terminal, JSON, Markdown and page. Contains nothing that must not be shared. */
export interface PlanReport {
  readonly withText: boolean;
  /** Milliseconds since the epoch. */
  readonly madeAtMs: number;
  readonly source: Pick<Plan['source'], 'engine' | 'databaseVersion' | 'mattermostVersion'>;
  readonly target: Pick<PlanTarget, 'kind' | 'label' | 'slackPlan'>;
  readonly totals: ReportTotals;
  readonly diff: ReportDiff;
  /** Without gaps between months. */
  readonly months: readonly MonthCounts[];
  /** Channels to migrate, most posts first. */
  readonly largestChannels: readonly ReportChannel[];
  /** Most frequent first. */
  readonly losses: readonly ReportLoss[];
  readonly forecast: ReportForecast;
  readonly recommendation: Recommendation;
  readonly warnings: readonly string[];
  readonly peopleByAction: Readonly<Record<PersonAction, number>>;
  /** People whose account must be sorted out (`isUnmatched`), most posts first. */
  readonly unmatched: readonly ReportPerson[];
  readonly people: readonly ReportPerson[];
  readonly channels: readonly ReportChannel[];
  /** Every table of the source and what becomes of it. */
  readonly database: DatabaseAccount | undefined;
}

export interface ReportTotals extends ForecastTotals {
  readonly people: number;
  /** Conversations of all types to migrate. */
  readonly conversations: number;
  readonly skippedConversations: number;
  readonly emoji: number;
}

export interface ReportForecast {
  readonly zip: ZipEstimate;
  readonly calls: readonly MethodCalls[];
  readonly totalCalls: number;
  readonly seconds: number;
  readonly boundBy: string;
  readonly longestChannel: { readonly name: ReportName; readonly seconds: number } | undefined;
  /** Estimated end of a replay that starts when the plan is made. */
  readonly endsAtMs: number;
}

export interface ReportLoss {
  readonly code: LossCode;
  readonly count: number;
  /** Channels with this loss, most frequent first. */
  readonly channels: readonly { readonly name: ReportName; readonly count: number }[];
}

export interface ReportPerson {
  readonly username: string;
  readonly fullName: string;
  /** '' if addresses are not shown. */
  readonly email: string;
  readonly state: PersonState;
  readonly action: PersonAction;
  readonly slackId: string;
  readonly reason: string;
  readonly posts: number;
}

export interface ReportChannel {
  readonly name: ReportName;
  readonly type: ChannelType;
  readonly team: string;
  /** '' if it is not shown or does not exist. */
  readonly slackName: string;
  readonly action: ChannelAction;
  readonly archive: boolean;
  readonly members: number;
  readonly posts: number;
  readonly files: number;
  readonly fileBytes: number;
  readonly reason: string;
}

/** Makes what the reports of a plan show. Without `withText` no name of a person or private channel is in it. */
export function planReport(plan: Plan, diff: PlanDiff, options: PlanReportOptions): PlanReport {
  const { withText, topChannels, lang } = options;
  const names = reportNames(plan, withText);
  const { engine, databaseVersion, mattermostVersion } = plan.source;
  const { kind, label, slackPlan } = plan.target;
  const people = plan.people.map((person) => reportPerson(person, names, withText));
  const moving = plan.channels.filter(({ action }) => action !== 'skip');
  const largest = [...moving].sort((a, b) => b.counts.posts - a.counts.posts).slice(0, topChannels);
  return {
    withText,
    madeAtMs: plan.madeAtMs,
    source: { engine, databaseVersion, mattermostVersion },
    target: { kind, label, slackPlan },
    totals: {
      ...plan.forecast.totals,
      people: people.filter(({ state, action }) => state !== 'bot' && action !== 'same-as').length,
      conversations: moving.length,
      skippedConversations: plan.channels.length - moving.length,
      emoji: plan.emoji.length,
    },
    diff: reportDiff(diff, names, { withText, lang }),
    months: everyMonth(plan.forecast.months, (month) => ({
      month,
      ...{ public: 0, private: 0, direct: 0, group: 0 },
    })),
    largestChannels: largest.map((channel) => reportChannel(channel, names, withText)),
    losses: reportLosses(plan, names),
    forecast: reportForecast(plan, names),
    recommendation: plan.forecast.recommendation,
    warnings: plan.warnings.map(names.text),
    peopleByAction: countActions(people),
    unmatched: plan.people
      .filter((person) => isUnmatched(person, kind))
      .map((person) => reportPerson(person, names, withText))
      .sort(byPosts),
    people,
    channels: plan.channels.map((channel) => reportChannel(channel, names, withText)),
    database: options.database,
  };
}

const byPosts = (a: ReportPerson, b: ReportPerson): number =>
  b.posts - a.posts || (a.username < b.username ? -1 : 1);

function countActions(people: readonly ReportPerson[]): Readonly<Record<PersonAction, number>> {
  const counts = { match: 0, invite: 0, bot: 0, 'name-only': 0, skip: 0, 'same-as': 0 };
  for (const action of PERSON_ACTIONS) {
    counts[action] = people.filter((person) => person.action === action).length;
  }
  return counts;
}

function reportForecast({ forecast, madeAtMs }: Plan, names: ReportNames): ReportForecast {
  const { calls, totalCalls, seconds, boundBy, longestChannel } = forecast.api;
  return {
    zip: forecast.zip,
    calls,
    totalCalls,
    seconds,
    boundBy,
    longestChannel:
      longestChannel === undefined
        ? undefined
        : { name: names.channelOfId(longestChannel.channelId), seconds: longestChannel.seconds },
    endsAtMs: madeAtMs + seconds * 1000,
  };
}

function reportLosses({ forecast, channels }: Plan, names: ReportNames): readonly ReportLoss[] {
  const losses = forecast.losses.map(({ code, count }): ReportLoss => {
    const places = channels
      .map((channel) => ({ name: names.channel(channel), count: channel.counts.losses[code] ?? 0 }))
      .filter((place) => place.count > 0)
      .sort((a, b) => b.count - a.count);
    return { code, count, channels: places };
  });
  return losses.sort((a, b) => b.count - a.count);
}

function reportPerson(
  { username, fullName, email, state, action, slackId, reason, posts }: PlannedPerson,
  names: ReportNames,
  withText: boolean,
): ReportPerson {
  return {
    username: names.text(username),
    fullName: names.text(fullName),
    email: withText ? email : '',
    state,
    action,
    slackId,
    reason: names.text(reason),
    posts,
  };
}

function reportChannel(
  channel: PlannedChannel,
  names: ReportNames,
  withText: boolean,
): ReportChannel {
  const { type, team, slackName, action, archive, members, counts, reason } = channel;
  const name = names.channel(channel);
  const isHidden = name.kind === 'hidden';
  const hasSlackName = channel.list === 'channels' || channel.list === 'groups';
  return {
    name,
    type,
    team,
    slackName: isHidden || !hasSlackName ? '' : slackName,
    action,
    archive,
    members: members.length,
    posts: counts.posts,
    files: counts.files,
    fileBytes: counts.fileBytes,
    // A reason may contain the name of this channel, or of another with the same name.
    reason: withText || !isHidden ? names.text(reason) : '',
  };
}

/** More than Mattermost exists: a wrong clock would add decades of empty months. */
const MAX_MONTHS = 240;

/** Fills gaps with empty months, from the first to the last. A list with too large gaps is returned unchanged. */
export function everyMonth<Counts extends { readonly month: string }>(
  months: readonly Counts[],
  emptyMonth: (month: string) => Counts,
): readonly Counts[] {
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) return [];
  const start = monthNumber(first.month);
  const length = monthNumber(last.month) - start + 1;
  if (!(length > months.length && length <= MAX_MONTHS)) return months;
  const known = new Map(months.map((month) => [month.month, month]));
  return Array.from({ length }, (_unused, index) => {
    const month = monthText(start + index);
    return known.get(month) ?? emptyMonth(month);
  });
}

function monthNumber(month: string): number {
  const [year = '', ofYear = ''] = month.split('-');
  return Number(year) * 12 + Number(ofYear) - 1;
}

function monthText(number: number): string {
  const year = String(Math.floor(number / 12)).padStart(4, '0');
  return `${year}-${String((number % 12) + 1).padStart(2, '0')}`;
}
