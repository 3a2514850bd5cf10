import type { Config } from '../../config/config.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import { makeSlackUserIds } from '../../mapping/users.ts';
import { previewHtml } from '../../reports/preview/html.ts';
import { makeSlackNames, type PlacedPost, type Samples } from '../../reports/preview/samples.ts';
import { AtomicFile } from '../../system/atomic-file.ts';
import { refuseExisting } from '../../system/files.ts';
import type { CommandContext } from '../run/context.ts';
import { type MessageSettings, messageContexts } from '../run/message-context.ts';
import { postPages } from '../run/post-pages.ts';
import { startProgress } from '../run/progress.ts';
import { livePosts, openScope, type Scope } from '../run/scope.ts';
import { type OpenSource, openSource, withSource } from '../run/source.ts';
import { findPost, type PreviewRun, samplePosts } from './posts.ts';
import { type PreviewReport, previewReport } from './report.ts';

export interface PreviewOptions {
  /** Path of the page to write. */
  readonly html: string;
  readonly isForced: boolean;
  /** Id or permalink of the only post to show; undefined for samples of all kinds. */
  readonly post: string | undefined;
  /** Number of posts shown of each construct, post type and loss. */
  readonly samplesPerKind: number;
}

/**
 * Writes a page with posts beside the messages that `zip` would make of them. It contains texts of posts, so only its
 * owner may read it. UsageError when the wanted post is not found; then no file is left.
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
    const { page, report } = await withSource(open, config, context.signal, async (source) =>
      makePreview(config, await openScope(config, source, {}), options, context),
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

/** Settings that shape a preview. */
interface PreviewSettings extends MessageSettings, Pick<OutputShape, 'lang'> {}

async function makePreview(
  settings: PreviewSettings,
  scope: Scope,
  options: PreviewOptions,
  context: CommandContext,
): Promise<{ readonly page: string; readonly report: PreviewReport }> {
  const { workspace, permalink, warnings } = scope;
  const samples = await readSamples(settings, scope, options, context);
  const linkOf = (sample: PlacedPost): string =>
    permalink(sample.conversation.channel, sample.post.id);
  const page = previewHtml({
    lang: settings.lang,
    samples,
    names: makeSlackNames(workspace),
    nameOf: (id) => workspace.users.get(id)?.username ?? id,
    linkOf,
  });
  return { page, report: previewReport(options.html, samples, linkOf, warnings) };
}

async function readSamples(
  settings: MessageSettings,
  scope: Scope,
  { post, samplesPerKind }: PreviewOptions,
  context: CommandContext,
): Promise<Samples> {
  const { conversations, workspace } = scope;
  const people = makeSlackUserIds(workspace);
  const progress = await startProgress(livePosts(await scope.postCounts(), conversations), context);
  const run: PreviewRun = {
    conversations,
    pages: postPages(scope, progress, context.signal),
    contextOf: messageContexts(settings, scope, people),
  };
  try {
    return post === undefined ? await samplePosts(run, samplesPerKind) : await findPost(run, post);
  } finally {
    progress.stop();
  }
}
