import { setMaxListeners } from 'node:events';
import type { Config, SourceSettings } from '../../config/config.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import { sourceKind } from '../../model/source-kind.ts';
import { verifyHtml } from '../../reports/verify/html.ts';
import { verifyJson } from '../../reports/verify/json.ts';
import { verifyMarkdown } from '../../reports/verify/markdown.ts';
import type { CommandContext } from '../run/context.ts';
import { askSlackOrStop } from '../run/slack-access.ts';
import { openLiveSource, openSource, withSource } from '../run/source.ts';
import { recordedRepair, refuseOtherRepair } from '../run/text-encoding.ts';
import {
  closeWorkFiles,
  commitWorkFiles,
  discardWorkFiles,
  openWorkFiles,
} from '../run/work-files.ts';
import {
  differencesHead,
  type ListOwner,
  listOwner,
  summedLines,
} from '../workspace/difference-list.ts';
import { type SessionSettings, withSession } from '../workspace/session.ts';
import { verifyCsv } from './csv.ts';
import { csvSources } from './csv-sources.ts';
import { VERIFY_WORK_FILES } from './files.ts';
import { keepOtherReports, removeKeptReports } from './kept-reports.ts';
import { requireLedgers } from './ledgers.ts';
import { archiveSource, otherwiseRepaired, redactedArchive } from './manifests.ts';
import type { VerifyOptions, VerifyRun } from './run.ts';
import { verifyWorkspace } from './workspace.ts';
import { verifyZip } from './zip.ts';
import { otherwiseListed } from './zip-bookmarks.ts';

/**
 * Reads the target back and compares it with the source in both directions. Writes only into the first work directory;
 * `version` is the program's.
 */
export async function verifyCommand(
  config: Config,
  options: VerifyOptions,
  context: CommandContext,
  version: string,
): Promise<VerifyReport> {
  setMaxListeners(0, context.signal);
  if (options.zips.length === 0) await requireLedgers(options.workDirectories);
  await refuseUnredacted(options, config);
  await refuseOtherSource(options, config);
  await refuseOtherArchives(options, config);
  const startedAtMs = context.todayMs();
  const work = await openWorkFiles(config.workDirectory, VERIFY_WORK_FILES);
  try {
    const program = { version, startedAtMs };
    const lines = summedLines(work.of.differences);
    const run: VerifyRun = { settings: config, options, context, program, lines };
    const { report, owner } = await compare(run, config);
    await work.of.head.write(differencesHead(owner, lines));
    await work.of.markdown.write(verifyMarkdown(report, config.lang));
    await work.of.html.write(verifyHtml(report, config.lang));
    await work.of.json.write(verifyJson(report, config.lang));
    await closeWorkFiles(work);
    await keepOtherReports(config.workDirectory, report.kind);
    await commitWorkFiles(work);
    await removeKeptReports(config.workDirectory, report.kind);
    return report;
  } catch (error) {
    await discardWorkFiles(work);
    throw error;
  }
}

interface Compared {
  readonly report: VerifyReport;
  /** Undefined for archives. */
  readonly owner: ListOwner | undefined;
}

async function compare(
  run: VerifyRun,
  settings: SourceSettings & SessionSettings,
): Promise<Compared> {
  if (run.options.zips.length === 0) return await againstWorkspace(run, settings);
  const { signal } = run.context;
  const { zips, workDirectories } = run.options;
  const imports = await csvSources(zips, workDirectories, run.settings.csvQuoting);
  const report = await withSource(openSource, settings, signal, (source) =>
    imports.length === 0 ? verifyZip(run, source) : verifyCsv(run, source, imports),
  );
  return { report, owner: undefined };
}

async function againstWorkspace(
  run: VerifyRun,
  settings: SourceSettings & SessionSettings,
): Promise<Compared> {
  return await withSession(
    settings,
    run.context,
    { command: 'verify', access: 'reads' },
    (session) =>
      withSource(openLiveSource, settings, session.signal, (source) =>
        askSlackOrStop(async () => ({
          report: await verifyWorkspace(run, session, source),
          owner: await listOwner(session, source),
        })),
      ),
  );
}

/**
 * Throws UsageError when an archive was made with another repair of texts, as nearly every text would be a difference, or
 * with another setting for bookmarks, as every list would be.
 */
async function refuseOtherArchives(
  { zips, workDirectories }: Pick<VerifyOptions, 'zips' | 'workDirectories'>,
  { source, zipBookmarks }: Pick<Config, 'source' | 'zipBookmarks'>,
): Promise<void> {
  const repair = recordedRepair(source) ?? 'none';
  const other = await otherwiseRepaired(zips, workDirectories, repair);
  if (other !== undefined) refuseOtherRepair(source, other.repair, other.name);
  const listed = await otherwiseListed(zips, workDirectories, zipBookmarks);
  if (listed !== undefined) throw new UsageError(notice('archive-has-other-bookmarks', listed));
}

/**
 * Throws UsageError when an archive was made with --redact-secrets and this run lacks the flag: every credential
 * would be a difference, and be written into differences.jsonl. An archive without a manifest passes.
 */
async function refuseUnredacted(
  { zips, workDirectories }: Pick<VerifyOptions, 'zips' | 'workDirectories'>,
  { redactSecrets }: Pick<Config, 'redactSecrets'>,
): Promise<void> {
  if (redactSecrets) return;
  const name = await redactedArchive(zips, workDirectories);
  if (name !== undefined) throw new UsageError(notice('archive-is-redacted', { name }));
}

/**
 * Throws UsageError when an archive was made from the other kind of source: its ids are others, and nothing would match.
 */
async function refuseOtherSource(
  { zips, workDirectories }: Pick<VerifyOptions, 'zips' | 'workDirectories'>,
  { source }: Pick<Config, 'source'>,
): Promise<void> {
  const kind = sourceKind(source.engine);
  for (const zip of zips) {
    const known = await archiveSource(zip, workDirectories);
    if (known === undefined || known === kind) continue;
    throw new UsageError(notice('archive-of-other-source', { path: zip, known, kind }));
  }
}
