import type { SlackBlock, SlackChannelId, SlackUserId } from '../slack/shapes.ts';
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

/** Text of one Slack message: `text` is mrkdwn with & < > escaped; `blocks` has the same content. */
export interface RenderedPart {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/**
 * Rendered text of a post. It has several parts when it exceeds Slack's limits; an empty text is one empty part
 * without blocks.
 */
export interface RenderedText {
  readonly parts: readonly RenderedPart[];
  readonly losses: readonly LossNote[];
}
