import type { ChannelBookmark } from '../../model/model.ts';
import type { ExportMessage, ExportPin } from '../../slack/export-format.ts';
import { LINK_URL_CHARACTERS } from '../../slack/limits.ts';
import { type RichTextInline, WORKSPACE_ID } from '../../slack/shapes.ts';
import { type BookmarkWords, fileWords } from '../bookmarks.ts';
import { BOLD, PLAIN, pushText } from '../markdown/elements/text-style.ts';
import type { FlowElement } from '../markdown/elements/writer.ts';
import { newRenderState, type RenderState } from '../markdown/render-state.ts';
import { renderFlow } from '../markdown/render-text.ts';
import { formatWords } from '../markdown/words.ts';
import { SLACKBOT } from './authors.ts';
import type { MessageContext } from './map-post.ts';
import { microsOf, tsFromMicros } from './timestamps.ts';

/**
 * Makes the list of a channel's bookmarks: a message of Slackbot, pinned, or several where it exceeds Slack's limits, of
 * which the first is pinned. `lastMicros`: the place of what the channel has before it.
 */
export function bookmarkMessages(
  bookmarks: readonly ChannelBookmark[],
  words: BookmarkWords,
  lastMicros: number,
  { conversation, text }: Pick<MessageContext, 'conversation' | 'text'>,
): readonly ExportMessage[] {
  const first = microsBehind(lastMicros);
  const parts = renderFlow(listFlow(bookmarks, words, newRenderState(text)), text);
  return parts.map((part, index) => ({
    type: 'message',
    user: SLACKBOT,
    text: part.text,
    blocks: part.blocks,
    ts: tsFromMicros(first + index),
    team: WORKSPACE_ID,
    ...(index === 0 ? { pinned_to: [conversation.slackId] } : {}),
  }));
}

/** Makes the pin of a list, as that of a post without another time. */
export const pinOfList = ({ ts }: ExportMessage): ExportPin => ({
  id: ts,
  type: 'C',
  created: Math.floor(microsOf(ts) / 1_000_000),
  user: SLACKBOT,
  owner: SLACKBOT,
});

/** The last rank of a millisecond, which no post has unless a thousand rows share it: a later archive may add some. */
const LAST_RANK = 999;

const microsBehind = (lastMicros: number): number =>
  Math.max(Math.floor(lastMicros / 1000) * 1000 + LAST_RANK, lastMicros + 1);

/** What a list stands behind where nothing else is before it; times outside of these are no times of a message. */
export const beginningMicros = (beginMs: number): number =>
  Math.min(Math.max(beginMs, 1), LAST_TIME_MS) * 1000;

/** From the year 2255 on microseconds are no exact numbers. */
const LAST_TIME_MS = 8_999_999_999_999;

function listFlow(
  bookmarks: readonly ChannelBookmark[],
  words: BookmarkWords,
  state: RenderState,
): readonly FlowElement[] {
  const heading: RichTextInline[] = [];
  pushText(heading, words.heading, BOLD);
  return [
    { type: 'rich_text_section', elements: heading },
    {
      type: 'rich_text_list',
      style: 'bullet',
      indent: 0,
      elements: bookmarks.map((bookmark) => ({
        type: 'rich_text_section',
        elements: itemElements(bookmark, words, state),
      })),
    },
  ];
}

/** Emoji, title as a link, and name of the file. What is no name of an emoji is left away, and no word is a mention. */
function itemElements(
  { title, url, fileName, emoji }: ChannelBookmark,
  words: BookmarkWords,
  state: RenderState,
): RichTextInline[] {
  const elements: RichTextInline[] = [];
  const [, name] = EMOJI.exec(emoji) ?? [];
  if (name !== undefined) {
    formatWords(elements, `:${name}:`, PLAIN, state);
    pushText(elements, ' ', PLAIN);
  }
  const address = oneLine(url);
  const file = oneLine(fileName);
  const label = oneLine(title) || file || address || NAMELESS;
  const link = webAddress(url);
  if (link === undefined) {
    pushText(elements, label, PLAIN);
    if (address !== '' && address !== label) pushText(elements, ` (${address})`, PLAIN);
  } else {
    elements.push({ type: 'link', url: link, ...(label === link ? {} : { text: label }) });
  }
  if (file !== '') pushText(elements, ` (${fileWords(words, file)})`, PLAIN);
  return elements;
}

const EMOJI = /^\s*:?([a-z0-9_+-]+):?\s*$/i;
/** Shown of a bookmark that says nothing, as one whose address held a credential. */
const NAMELESS = '—';

const oneLine = (text: string): string =>
  text.replaceAll('\0', '\ufffd').replace(/\s+/g, ' ').trim();

/** An address that people may open; Mattermost makes bookmarks of no other (model/channel_bookmark.go, IsValid). */
const WEB = /^https?:\/\/[^\s]/i;

function webAddress(url: string): string | undefined {
  const typed = url.replaceAll('\0', '\ufffd').trim().replace(/\s/g, encodeURIComponent);
  return WEB.test(typed) && typed.length <= LINK_URL_CHARACTERS ? typed : undefined;
}
