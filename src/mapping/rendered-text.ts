import type { SlackBlock, SlackChannelId, SlackUserId, TableBlock } from '../slack/shapes.ts';
import type { EmojiCodePoints } from './emoji/standard.ts';
import type { LossNote } from './losses.ts';

/** Look-ups for the text of a post. Names are given in lower case. */
export interface TextContext {
  /** `live` writes mentions that notify (for an import), `text` writes plain names (for a replay). */
  readonly mentions: 'live' | 'text';
  readonly user: (username: string) => SlackUserId | undefined;
  /** Finds a channel of the post's own team. */
  readonly channel: (name: string) => SlackChannelId | undefined;
  /** True when a user group of that name exists; its mention stays text, because Slack has no such group yet. */
  readonly isGroup: (name: string) => boolean;
  /** Converts Mattermost's emoji name to Slack's, custom ones included; undefined when unknown. */
  readonly emoji: (name: string) => string | undefined;
  /** New address for a link to the Mattermost server; undefined when unknown. */
  readonly rewriteLink: (url: string) => string | undefined;
  readonly latex: { readonly block: boolean; readonly inline: boolean };
  readonly tables: TablePlace;
  /** How Slack's exports write what its API takes by name alone; undefined for messages by API. */
  readonly exportForm?: ExportForm | undefined;
}

/** What Slack's exports say of an emoji and a channel besides its id; see docs/export-facts.md. */
export interface ExportForm {
  /** Code points of a standard emoji, by Slack's name with its skin tone; undefined for a custom one. */
  readonly codePoints: (slackName: string) => EmojiCodePoints | undefined;
  /** Name of a public channel; undefined for one that is not public. */
  readonly publicName: (channel: SlackChannelId) => string | undefined;
}

/**
 * Where the first table of a text stands: in a block at its place, in an attachment below the text, or as text in
 * columns. Which of them an import takes is not documented (docs/unconfirmed.md).
 */
export type TablePlace = 'block' | 'attachment' | 'text';

/** Text of one Slack message: `text` is mrkdwn with & < > escaped; `blocks` has the same content. */
export interface RenderedPart {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  /** The table that stands in an attachment, as block and as mrkdwn. */
  readonly table?: AttachedTable;
}

export interface AttachedTable {
  readonly block: TableBlock;
  readonly text: string;
}

/**
 * Rendered text of a post. It has several parts when it exceeds Slack's limits; an empty text is one empty part
 * without blocks.
 */
export interface RenderedText {
  readonly parts: readonly RenderedPart[];
  readonly losses: readonly LossNote[];
}
