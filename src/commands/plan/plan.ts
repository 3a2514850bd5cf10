import { basename, join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { type Line, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { Source } from '../../exporters/source.ts';
import { readZipTarget } from '../../importers/archive/read-archive.ts';
import {
  type FindSlackPlace,
  rememberedWorkspace,
  withSlackPlaces,
} from '../../importers/site/slack-places.ts';
import { readSlackMembers, readSlackTarget } from '../../importers/slack/read-target.ts';
import type { Reading } from '../../importers/slack/reading.ts';
import type { Account } from '../../mapping/account.ts';
import type { LeftBehind } from '../../mapping/database/left-behind.ts';
import type { LossSummary } from '../../mapping/losses.ts';
import { type DiffAgainst, diffPlan } from '../../mapping/plan/diff.ts';
import { type PlanDiff, postChanges } from '../../mapping/plan/diff-model.ts';
import type { Plan } from '../../mapping/plan/plan.ts';
import { NO_TARGET, type TargetFacts } from '../../mapping/plan/target.ts';
import type { RepairedTexts } from '../../mapping/text-encoding.ts';
import type { SourceLack } from '../../model/source-kind.ts';
import { lineTexts } from '../../reports/notices.ts';
import { planHtml } from '../../reports/plan/html.ts';
import { planMarkdown } from '../../reports/plan/markdown.ts';
import { type PlanReport, planReport } from '../../reports/plan/report.ts';
import { planWords } from '../../reports/plan/words.ts';
import { temporaryPathOf } from '../../system/atomic-file.ts';
import { collectGarbage, isWide } from '../../system/memory.ts';
import type { CommandContext } from '../run/context.ts';
import { type FollowedEdits, readNamedPlan } from '../run/decisions.ts';
import { hasSavedPosts, writeSavedPosts } from '../run/saved-posts.ts';
import { openScope, type Scope } from '../run/scope.ts';
import { askSlack, clockWarnings, slackReading } from '../run/slack-access.ts';
import { type OpenSource, openCountedSource, withFiles } from '../run/source.ts';
import { makeConsentList } from './consent-list.ts';
import { writePlanFiles } from './files.ts';
import { writeKeptLists } from './kept-lists.ts';
import { writeKeptPlugins } from './kept-plugins.ts';
import { type MadePlan, makePlan, type PlanReference } from './make.ts';
import type { PluginCounts } from './plugin-files.ts';

export interface PlanCommandOptions {
  readonly target: PlanTargetFlag;
  /** An older plan to compare with. */
  readonly against: string | undefined;
  /** True when the reports may contain names of private conversations and e-mail addresses. */
  readonly withText: boolean;
}

/** Number of channels in a chart. */
const TOP_CHANNELS = 15;

/** Report of `plan`. */
export interface PlanCommandReport {
  readonly command: 'plan';
  readonly shown: PlanReport;
  readonly diff: PlanDiff;
  readonly account: Account;
  /** What a bulk export cannot hold; undefined for a database. */
  readonly lacks: readonly SourceLack[] | undefined;
  readonly losses: readonly LossSummary[];
  readonly leftBehind: readonly LeftBehind[];
  /** Those that `shown` words. */
  readonly warnings: readonly Line[];
  readonly repairedTexts: RepairedTexts;
  /** Number of applied lines of the team's files. */
  readonly edits: FollowedEdits;
  /** What of Boards and Playbooks is in files; nothing for a plugin that the source lacks. */
  readonly pluginFiles: readonly PluginCounts[];
  readonly files: readonly string[];
}

/**
 * Computes the whole migration without a write to a target; writes the plan, the lists that the team edits, and the
 * reports into the work directory.
 */
export async function planCommand(
  config: Config,
  options: PlanCommandOptions,
  context: CommandContext,
  open: OpenSource = openCountedSource,
): Promise<PlanCommandReport> {
  const older = options.against === undefined ? undefined : await readNamedPlan(options.against);
  const { signal, output, progress } = context;
  const reading =
    options.target.kind === 'slack'
      ? slackReading(config.slack, signal, { output, lang: progress.lang })
      : undefined;
  const target = await readTarget(reading, options);
  const { made, list, edits, kept, plugins } = await withFiles(
    open,
    config,
    signal,
    (source, store) => planSource(config, { source, store }, { target, older }, context),
  );
  // The look-ups of the source are not needed any more, and would stay beside the report.
  if (isWide(made.plan.people.length + made.plan.channels.length)) collectGarbage();
  const there = await withMembers(reading, target, made.plan);
  const skew = reading === undefined ? [] : clockWarnings(reading.client);
  const diff = diffPlan(made.plan, against(options, there, older, made));
  const warnings = [...made.warnings, ...(list?.warnings ?? []), ...skew];
  const shown = planReport({ ...made.plan, warnings: lineTexts(warnings, config.lang) }, diff, {
    withText: options.withText,
    lang: config.lang,
    topChannels: TOP_CHANNELS,
    database: made.database,
  });
  const words = planWords(config.lang);
  const reports = { markdown: planMarkdown(shown, words), html: planHtml(shown, words) };
  const files = await writePlanFiles(config.workDirectory, made.plan, reports, list?.lines);
  const { account, lacks, leftBehind, repairedTexts } = made;
  return {
    command: 'plan',
    ...{ shown, diff, account, lacks },
    losses: made.plan.forecast.losses,
    ...{ leftBehind, warnings, repairedTexts, edits },
    pluginFiles: plugins.counts,
    files: [...files, ...kept, ...plugins.folders],
  };
}

/** Makes the plan, and writes what of the source is kept beside it: lists, saved posts, boards and playbooks. */
async function planSource(
  config: Config,
  { source, store }: { readonly source: Source; readonly store: FileStore | undefined },
  { target, older }: PlanReference,
  context: CommandContext,
) {
  const scope = await openScope(config, source, { target });
  const list = await makeConsentList(config, scope);
  const made = await makePlan(config, scope, { target, older }, context);
  const lists = await writeKeptLists(config.workDirectory, scope);
  const saved = await writePlannedPosts(config, scope, target.url);
  const plugins = await writeKeptPlugins(config, scope, store);
  return { made, list, edits: scope.edits, kept: [...lists, ...saved], plugins };
}

/** Writes the pages of saved posts, with the places that the work directory knows of an earlier move. */
async function writePlannedPosts(
  { workDirectory, lang, rewriteLinksTo }: Config,
  scope: Scope,
  targetUrl: string | undefined,
): Promise<readonly string[]> {
  const workspaceUrl = targetUrl ?? rememberedWorkspace(workDirectory) ?? rewriteLinksTo;
  const write = (findPlace: FindSlackPlace | undefined) =>
    writeSavedPosts(workDirectory, scope, { lang, findPlace, workspaceUrl });
  const store = temporaryPathOf(join(workDirectory, 'slack-places.db'));
  // Places are collected of all posts that are in Slack, which takes a while.
  const folder = (await hasSavedPosts(scope))
    ? await withSlackPlaces(workDirectory, store, write)
    : await write(undefined);
  return folder === undefined ? [] : [folder];
}

async function readTarget(
  reading: Reading | undefined,
  { target, against }: PlanCommandOptions,
): Promise<TargetFacts> {
  if (against !== undefined && target.kind === 'zip') {
    throw new UsageError(notice('against-and-target-zip'));
  }
  if (reading !== undefined) return await askSlack(() => readSlackTarget(reading));
  return target.kind === 'zip' ? await readZipTarget(target.file) : NO_TARGET;
}

/** Reads members of the channels that conversations are merged into, and of no others. */
async function withMembers(
  reading: Reading | undefined,
  target: TargetFacts,
  plan: Plan,
): Promise<TargetFacts> {
  const merged = plan.channels.filter(({ action }) => action === 'merge');
  if (reading === undefined || merged.length === 0) return target;
  const ids = new Set(merged.map(({ slackId }) => slackId));
  return await askSlack(() => readSlackMembers(reading, ids, target));
}

/** Compares with the older plan when one is given; the workspace then served for its people and channels only. */
function against(
  options: PlanCommandOptions,
  target: TargetFacts,
  older: Plan | undefined,
  made: MadePlan,
): DiffAgainst {
  if (older !== undefined && options.against !== undefined) {
    const changes = postChanges(older, made.plan, made.editedSince);
    return { kind: 'plan', label: basename(options.against), plan: older, changes };
  }
  return target.kind === 'none' ? { kind: 'none' } : { kind: 'target', target };
}

/** Target that `--target` names. */
export type PlanTargetFlag =
  | { readonly kind: 'none' | 'slack' }
  | { readonly kind: 'zip'; readonly file: string };

/** Parses `slack`, or `zip` and a file; UsageError for anything else. */
export function parsePlanTarget(words: readonly string[] | undefined): PlanTargetFlag {
  if (words === undefined) return { kind: 'none' };
  const [kind, file, ...others] = words;
  if (kind === 'slack' && file === undefined) return { kind };
  if (kind === 'zip' && file !== undefined && others.length === 0) return { kind, file };
  throw new UsageError(notice('target-flag-wrong', { words: words.join(' ') }));
}
