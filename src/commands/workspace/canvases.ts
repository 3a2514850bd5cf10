import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';
import { canvasKey } from '../../importers/ledger/keys.ts';
import { makeCanvas } from '../../importers/workspace/canvases.ts';
import { unarchiveIfArchived } from '../../importers/workspace/removal.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import {
  type ChannelPage,
  joinPages,
  type LeftPage,
  PAGES_FILE,
  PAGES_FORMAT,
  sharePages,
} from '../../mapping/plugins/channel-pages.ts';
import { folderOf } from '../../mapping/plugins/file-names.ts';
import { readIfPresent } from '../../system/files.ts';
import { channelPlace } from '../run/loss-log.ts';
import { refusal } from './channels.ts';
import { type ChannelFinishing, isClosedByOthers } from './finishing.ts';
import type { WorkspaceScope } from './scope.ts';

/** Settings of canvases. */
export interface CanvasSettings {
  readonly workDirectory: string;
  readonly redactSecrets: boolean;
  readonly slack: { readonly canvases: boolean };
}

/** What making canvases needs of the last steps of a run. */
export interface CanvasFinishing extends Omit<ChannelFinishing, 'scope'> {
  readonly scope: Pick<WorkspaceScope, 'conversations' | 'places' | 'permalink'>;
}

/** A page and the path of its file. */
interface PageFile extends ChannelPage {
  readonly path: string;
}

/**
 * Makes a canvas of each channel to which boards and runs belong, of the pages that `plan` wrote, once; a channel has one
 * canvas. Returns a warning and makes none when there are no pages, or pages with the credentials that the run redacts.
 * UsageError or TargetError when a list or a page cannot be read.
 */
export async function makeCanvases(
  finishing: CanvasFinishing,
  { workDirectory, redactSecrets, slack }: CanvasSettings,
): Promise<readonly Notice[]> {
  if (!slack.canvases) return [];
  const folders = [...new Set((['board', 'run'] as const).map(folderOf))];
  const lists = await Promise.all(folders.map((folder) => readPages(join(workDirectory, folder))));
  const known = lists.filter((list) => list !== undefined);
  if (known.length === 0) return [notice('canvases-without-pages', { directory: workDirectory })];
  if (redactSecrets && known.some(({ isRedacted }) => !isRedacted)) {
    return [notice('pages-not-redacted', { directory: workDirectory })];
  }
  const { conversations } = finishing.scope;
  const pages = known.flatMap((list) => list.pages);
  const { byChannel, left } = sharePages(pages, conversations);
  await recordLeft(finishing, left);
  for (const conversation of conversations) {
    const own = byChannel.get(conversation.channel.id);
    if (own !== undefined) await makeOne(finishing, conversation, own);
  }
  return [];
}

async function makeOne(
  { session, scope, channels, losses }: CanvasFinishing,
  { channel, name }: Conversation,
  pages: readonly PageFile[],
): Promise<void> {
  const slackChannel = channels.get(channel.id);
  if (slackChannel === undefined) return;
  if (session.ledger.get(canvasKey(channel.id)) === undefined) {
    if (isClosedByOthers(session, channel.id, scope.places.get(channel.id))) {
      const why = 'archived-channel';
      return await recordLeft(
        { losses },
        pages.map((page) => ({ page, why })),
      );
    }
    await unarchiveIfArchived(session, channel.id);
  }
  const texts: (readonly [PageFile, string])[] = [];
  for (const page of pages) texts.push([page, await readPage(page.path)]);
  const { markdown, left } = joinPages(texts);
  await recordLeft({ losses }, left);
  if (markdown === '') return;
  const title = pages.length === 1 && pages[0]?.title ? pages[0].title : name;
  const action = await makeCanvas(session, {
    channelId: channel.id,
    slackChannel,
    title,
    markdown,
  });
  await losses.record(channelPlace(channel, scope.permalink), refusal(action, title));
}

async function recordLeft(
  { losses }: Pick<CanvasFinishing, 'losses'>,
  left: readonly LeftPage<PageFile>[],
): Promise<void> {
  for (const { page, why } of left) {
    const place = { postId: undefined, channelId: page.channelId, link: page.page };
    await losses.record(place, [{ code: 'canvas_left_out', old: page.title, new: why }]);
  }
}

interface PageList {
  readonly isRedacted: boolean;
  readonly pages: readonly PageFile[];
}

const listShape = z.looseObject({
  format: z.literal(PAGES_FORMAT),
  isRedacted: z.boolean(),
  pages: z.array(
    z.looseObject({
      page: z.string(),
      kind: z.enum(['board', 'run']),
      title: z.string(),
      channelId: z.string(),
      isPrivate: z.boolean(),
    }),
  ),
});

/** Reads the list of a folder; undefined where there is none. */
async function readPages(folder: string): Promise<PageList | undefined> {
  const path = join(folder, PAGES_FILE);
  const bytes = await readIfPresent(path);
  if (bytes === undefined) return undefined;
  try {
    const { isRedacted, pages } = listShape.parse(JSON.parse(bytes.toString('utf8')));
    return { isRedacted, pages: pages.map((page) => ({ ...page, path: join(folder, page.page) })) };
  } catch (error) {
    throw new TargetError(notice('pages-unreadable', { path }), { cause: error });
  }
}

async function readPage(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new TargetError(notice('pages-unreadable', { path }), { cause: error });
  }
}
