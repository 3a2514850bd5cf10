import type { ChannelId } from '../../model/model.ts';
import { CANVAS_CHARACTERS } from '../../slack/limits.ts';
import type { Conversation } from '../conversations.ts';

/** The list of pages in a folder of the work directory; a contract (FORMATS.md). */
export const PAGES_FILE = 'pages.json';
export const PAGES_FORMAT = 'mm2slack pages 1';

/** A page of a board or a run, and the channel that it belongs to. */
export interface ChannelPage {
  /** Relative to the folder of the list. */
  readonly page: string;
  /** Mattermost's; '' in a list of an older version. */
  readonly id: string;
  readonly kind: 'board' | 'run';
  readonly title: string;
  /** Mattermost's; '' for a thing of no channel. */
  readonly channelId: string;
  /** True when not everybody in the team may read it. */
  readonly isPrivate: boolean;
}

/** Why a page is in no canvas, or a canvas does not follow its pages. The codes are a contract. */
export type NoCanvas =
  | 'no-channel'
  | 'private-in-public-channel'
  | 'archived-channel'
  | 'too-long'
  /** A page of the canvas, or every one, is in no list any more. */
  | 'page-gone'
  | 'edited-by-others';

/** A page that no canvas has. */
export interface LeftPage<Page extends ChannelPage> {
  readonly page: Page;
  readonly why: NoCanvas;
}

/** Pages by their channels, in the order of the list. */
export interface SharedPages<Page extends ChannelPage> {
  readonly byChannel: ReadonlyMap<ChannelId, readonly Page[]>;
  readonly left: readonly LeftPage<Page>[];
}

/**
 * Shares pages among the channels of a run. Those of channels of other runs are in neither. What not everybody may read
 * is not shown to all who may join a public channel.
 */
export function sharePages<Page extends ChannelPage>(
  pages: readonly Page[],
  conversations: readonly Conversation[],
): SharedPages<Page> {
  const channels = new Map<string, Conversation>(
    conversations.map((conversation) => [conversation.channel.id, conversation]),
  );
  const byChannel = new Map<ChannelId, Page[]>();
  const left: LeftPage<Page>[] = [];
  for (const page of pages) {
    const channel = channels.get(page.channelId)?.channel;
    if (page.channelId === '') left.push({ page, why: 'no-channel' });
    if (channel === undefined) continue;
    if (page.isPrivate && channel.type === 'public') {
      left.push({ page, why: 'private-in-public-channel' });
    } else {
      byChannel.set(channel.id, [...(byChannel.get(channel.id) ?? []), page]);
    }
  }
  return { byChannel, left };
}

const BETWEEN = '\n---\n\n';

/** Joins the texts of pages to one of a canvas; those that do not fit any more are left out, each as a whole. */
export function joinPages<Page extends ChannelPage>(
  pages: readonly (readonly [page: Page, text: string])[],
): { readonly markdown: string; readonly left: readonly LeftPage<Page>[] } {
  let markdown = '';
  const left: LeftPage<Page>[] = [];
  for (const [page, text] of pages) {
    const joined = markdown === '' ? text : markdown + BETWEEN + text;
    if (joined.length > CANVAS_CHARACTERS) left.push({ page, why: 'too-long' });
    else markdown = joined;
  }
  return { markdown, left };
}
