import type { SlackBlock, SlackChannelId, SlackUserId } from '../slack/shapes.ts';
import type { LossNote } from './losses.ts';

/** What the text of one post may refer to. Names are looked up in lower case. */
export interface TextContext {
  /** `live` writes Slack's own mention (an import), `text` writes plain names (a replay: nobody is notified). */
  readonly mentions: 'live' | 'text';
  readonly user: (username: string) => SlackUserId | undefined;
  /** A channel of the post's own team. */
  readonly channel: (name: string) => SlackChannelId | undefined;
  /** True when a user group of that name may be mentioned; Slack has no such group yet, so it stays text. */
  readonly isGroup: (name: string) => boolean;
  /** Mattermost's emoji name to Slack's, custom ones included; undefined when nobody knows it. */
  readonly emoji: (name: string) => string | undefined;
  /** The new place of a link to the old server, where it is known. */
  readonly rewriteLink: (url: string) => string | undefined;
  readonly latex: { readonly block: boolean; readonly inline: boolean };
}

/** One Slack message's worth of a text: `text` is mrkdwn with & < > escaped, `blocks` says the same. */
export interface RenderedPart {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/** A text becomes several parts when it is over Slack's limits; an empty text is one empty part without blocks. */
export interface RenderedText {
  readonly parts: readonly RenderedPart[];
  readonly losses: readonly LossNote[];
}
