import { type Notice, notice } from '../../errors/notices.ts';
import { canvasKey } from '../../importers/ledger/keys.ts';
import { isCanvasCurrent, keepCanvas, pagesOnCanvas } from '../../importers/workspace/canvases.ts';
import { unarchiveIfArchived } from '../../importers/workspace/removal.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import {
  joinPages,
  type LeftPage,
  type NoCanvas,
  sharePages,
} from '../../mapping/plugins/channel-pages.ts';
import { channelPlace } from '../run/loss-log.ts';
import { refusal } from './channels.ts';
import { type ChannelFinishing, isClosedByOthers, whenComplete } from './finishing.ts';
import { type PageFile, readPage, readPageLists } from './page-lists.ts';
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

/**
 * Makes a canvas of each channel to which boards and runs belong, of the pages that `plan` wrote last, and replaces the
 * text of one whose pages have changed since; a channel has one canvas. Returns a warning and makes none when there are
 * no pages, or pages with the credentials that the run redacts. TargetError when a list or a page cannot be read.
 */
export async function makeCanvases(
  finishing: CanvasFinishing,
  { workDirectory, redactSecrets, slack }: CanvasSettings,
): Promise<readonly Notice[]> {
  if (!slack.canvases) return [];
  const lists = await readPageLists(workDirectory);
  if (lists.length === 0) return [notice('canvases-without-pages', { directory: workDirectory })];
  if (redactSecrets && lists.some(({ isRedacted }) => !isRedacted)) {
    return [notice('pages-not-redacted', { directory: workDirectory })];
  }
  const { conversations } = finishing.scope;
  const pages = lists.flatMap((list) => list.pages);
  const { byChannel, left } = sharePages(pages, conversations);
  await recordLeft(finishing, left);
  const ids = new Set(pages.map(({ id }) => id));
  for (const conversation of conversations) {
    const own = byChannel.get(conversation.channel.id) ?? [];
    if (isToBeKept(finishing, conversation, ids, own)) {
      await recordKept(finishing, conversation, 'page-gone');
    } else if (own.length > 0) {
      await whenComplete(finishing, conversation, () => keepOne(finishing, conversation, own));
    }
  }
  return [];
}

/** Reads the lists that canvases will be made of, so that a run with one that is refused has done nothing yet. */
export async function checkPages({ workDirectory, slack }: CanvasSettings): Promise<void> {
  if (slack.canvases) await readPageLists(workDirectory);
}

/**
 * True for a canvas with a page that is in no list any more, or whose channel has no page: what it says is nowhere else.
 */
function isToBeKept(
  { session: { ledger } }: CanvasFinishing,
  { channel }: Conversation,
  ids: ReadonlySet<string>,
  own: readonly PageFile[],
): boolean {
  if (ledger.get(canvasKey(channel.id))?.state !== 'done') return false;
  return own.length === 0 || pagesOnCanvas(ledger, channel.id).some((id) => !ids.has(id));
}

async function keepOne(
  finishing: CanvasFinishing,
  conversation: Conversation,
  pages: readonly PageFile[],
): Promise<void> {
  const { session, scope, channels, losses } = finishing;
  const { channel, name } = conversation;
  const slackChannel = channels.get(channel.id);
  if (slackChannel === undefined) return;
  const { markdown, left } = await joined(pages);
  await recordLeft(finishing, left);
  if (markdown === '') return;
  const wanted = { channelId: channel.id, slackChannel, markdown };
  if (!isCanvasCurrent(session, wanted)) {
    if (isClosedByOthers(session, channel.id, scope.places.get(channel.id))) {
      const why = 'archived-channel';
      return await recordLeft(
        finishing,
        pages.map((page) => ({ page, why })),
      );
    }
    await unarchiveIfArchived(session, channel.id);
  }
  const title = pages.length === 1 && pages[0]?.title ? pages[0].title : name;
  const pageIds = pages.map(({ id }) => id).filter((id) => id !== '');
  const kept = await keepCanvas(session, { ...wanted, title, pageIds });
  if (kept === 'edited-by-others') await recordKept(finishing, conversation, kept);
  else await losses.record(channelPlace(channel, scope.permalink), refusal(kept, title));
}

async function joined(pages: readonly PageFile[]): Promise<ReturnType<typeof joinPages<PageFile>>> {
  const texts: (readonly [PageFile, string])[] = [];
  const tooLong: LeftPage<PageFile>[] = [];
  for (const page of pages) {
    const text = await readPage(page);
    if (text === undefined) tooLong.push({ page, why: 'too-long' });
    else texts.push([page, text]);
  }
  const { markdown, left } = joinPages(texts);
  return { markdown, left: [...tooLong, ...left] };
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

/** Records that a canvas stays as it is. */
async function recordKept(
  { losses, scope }: Pick<CanvasFinishing, 'losses' | 'scope'>,
  { channel, name }: Conversation,
  why: NoCanvas,
): Promise<void> {
  const place = channelPlace(channel, scope.permalink);
  await losses.record(place, [{ code: 'canvas_left_out', old: name, new: why }]);
}
