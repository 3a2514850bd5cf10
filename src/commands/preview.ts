import type { Config } from '../config.ts';
import type { Source } from '../exporters/source.ts';
import { AtomicFile } from '../importers/atomic-file.ts';
import { makeSlackUserIds } from '../mapping/slack-user-ids.ts';
import type { CommandContext } from './context.ts';
import { livePosts } from './live-posts.ts';
import { messageContexts } from './message-context.ts';
import { type OpenSource, openSource } from './open-source.ts';
import { type PreviewReport, previewReport } from './preview/preview-report.ts';
import type { Samples } from './preview/sample-book.ts';
import { findPost, samplePosts } from './preview/sample-posts.ts';
import type { PlacedPost, PreviewRun } from './preview/shown-posts.ts';
import { startProgress } from './progress.ts';
import { readDeciding } from './read-deciding.ts';
import { type ReadWorkspace, readWorkspace } from './read-workspace.ts';
import { refuseExisting } from './refuse-existing.ts';
import { makeSlackNames } from './report/preview/slack-names.ts';
import { previewHtml } from './report/preview-html.ts';
import { PREVIEW_TEXTS } from './report/preview-texts.ts';
import { selectedConversations } from './selected-conversations.ts';
import { withSource } from './with-source.ts';

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
  const { deciding } = await readDeciding(config, {});
  const read = await readWorkspace(source, config, deciding);
  const { workspace, permalink } = read;
  const samples = await readSamples(source, read, config, options, context);
  const linkOf = (sample: PlacedPost): string =>
    permalink(sample.conversation.channel, sample.post.id);
  const page = previewHtml({
    lang: config.lang,
    texts: PREVIEW_TEXTS[config.lang],
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
