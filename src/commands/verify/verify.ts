import { setMaxListeners } from 'node:events';
import type { Config, SourceSettings } from '../../config/config.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import { verifyHtml } from '../../reports/verify/html.ts';
import { verifyJson } from '../../reports/verify/json.ts';
import { verifyMarkdown } from '../../reports/verify/markdown.ts';
import type { CommandContext } from '../run/context.ts';
import { askSlackOrStop } from '../run/slack-access.ts';
import { openLiveSource, openSource, withSource } from '../run/source.ts';
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
import { readGivenArchives } from './manifests.ts';
import type { VerifyOptions, VerifyRun } from './run.ts';
import { refuseUnlikeArchives } from './unlike-archives.ts';
import { verifyWorkspace } from './workspace.ts';
import { verifyZip } from './zip.ts';

/**
 * Reads the target back and compares it with the source in both directions. Writes only into the first work directory;
 * `version` is the program's.
 */
export async function verifyCommand(
  config: Config,
  { zips, ...options }: VerifyOptions,
  context: CommandContext,
  version: string,
): Promise<VerifyReport> {
  setMaxListeners(0, context.signal);
  if (zips.length === 0) await requireLedgers(options.workDirectories);
  const archives = await readGivenArchives(zips, options.workDirectories);
  refuseUnlikeArchives(archives, config);
  const startedAtMs = context.todayMs();
  const work = await openWorkFiles(config.workDirectory, VERIFY_WORK_FILES);
  try {
    const program = { version, startedAtMs };
    const lines = summedLines(work.of.differences);
    const given = { ...options, archives };
    const run: VerifyRun = { settings: config, options: given, context, program, lines };
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
  const { archives } = run.options;
  if (archives.length === 0) return await againstWorkspace(run, settings);
  const { signal } = run.context;
  const imports = await csvSources(archives, run.settings.csvQuoting);
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
