import type { Config } from '../../config/config.ts';
import type { Source } from '../../exporters/source.ts';
import { makeSlackUserIds } from '../../mapping/users.ts';
import { previewHtml } from '../../reports/preview/html.ts';
import { makeSlackNames, type PlacedPost, type Samples } from '../../reports/preview/samples.ts';
import { AtomicFile } from '../../system/atomic-file.ts';
import { refuseExisting } from '../../system/files.ts';
import type { CommandContext } from '../run/context.ts';
import { loadDecisionInputs } from '../run/decisions.ts';
import { messageContexts } from '../run/message-context.ts';
import { startProgress } from '../run/progress.ts';
import {
  livePosts,
  type ReadWorkspace,
  readWorkspace,
  selectedConversations,
} from '../run/scope.ts';
import { type OpenSource, openSource, withSource } from '../run/source.ts';
import { findPost, type PreviewRun, samplePosts } from './posts.ts';
import { type PreviewReport, previewReport } from './report.ts';

export interface PreviewOptions {
  /** The page to write. */
  readonly html: string;
  readonly isForced: boolean;
  /** Id or permalink of the only post to show. */
  readonly post: string | undefined;
  /** How many posts of each construct, post type and loss are shown. */
  readonly samplesPerKind: number;
}

/**
 * Writes one page with posts beside what `zip` would make of them. It holds the texts of posts, so its owner
 * alone may read it. UsageError when the one wanted post is not there; then nothing is left behind.
 */
export async function previewCommand(
  config: Config,
  options: PreviewOptions,
  context: CommandContext,
  open: OpenSource = openSource,
): Promise<PreviewReport> {
  await refuseExisting(options.html, options.isForced);
  const file = await AtomicFile.create(options.html);
  try {
    const { page, report } = await withSource(open, config, context.signal, (source) =>
      makePreview(source, config, options, context),
    );
    await file.write(page);
    await file.close();
    await file.commit();
    return report;
  } catch (error) {
    await file.discard();
    throw error;
  }
}

async function makePreview(
  source: Source,
  config: Config,
  options: PreviewOptions,
  context: CommandContext,
): Promise<{ readonly page: string; readonly report: PreviewReport }> {
  const description = await source.describe();
  const { deciding } = await loadDecisionInputs(config, {});
  const read = await readWorkspace(source, config, deciding);
  const { workspace, permalink } = read;
  const samples = await readSamples(source, read, config, options, context);
  const linkOf = (sample: PlacedPost): string =>
    permalink(sample.conversation.channel, sample.post.id);
  const page = previewHtml({
    lang: config.lang,
    samples,
    names: makeSlackNames(workspace),
    nameOf: (id) => workspace.users.get(id)?.username ?? id,
    linkOf,
  });
  const warnings = [...config.warnings, ...description.warnings];
  return { page, report: previewReport(options.html, samples, linkOf, warnings) };
}

async function readSamples(
  source: Source,
  read: ReadWorkspace,
  config: Config,
  { post, samplesPerKind }: PreviewOptions,
  context: CommandContext,
): Promise<Samples> {
  const range = { fromMs: config.fromMs, toMs: config.toMs };
  const conversations = selectedConversations(read);
  const people = makeSlackUserIds(read.workspace.users, read.workspace.skipped);
  const total = livePosts(await source.counts(range), conversations);
  const isQuiet = config.quiet || config.json;
  const progress = startProgress(total, { isQuiet, nowMs: context.nowMs });
  const run: PreviewRun = {
    source,
    range,
    conversations,
    messageContext: messageContexts(config, read, people),
    progress,
    signal: context.signal,
  };
  try {
    return post === undefined ? await samplePosts(run, samplesPerKind) : await findPost(run, post);
  } finally {
    progress.stop();
  }
}
