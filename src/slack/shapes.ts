/**
 * Slack's ids, and the blocks of its messages, as far as they are written here.
 * Field lists: exports of Slack itself and `@slack/types` 3.2; `offset` and `language` are in Slack's
 * documentation of rich text but not yet in those types.
 */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type SlackUserId = Branded<'SlackUserId'>;
export type SlackChannelId = Branded<'SlackChannelId'>;
export type SlackFileId = Branded<'SlackFileId'>;
export type SlackBotId = Branded<'SlackBotId'>;
export type SlackTeamId = Branded<'SlackTeamId'>;
/** Seconds, a dot, six digits; the message's id within its conversation. */
export type SlackTs = Branded<'SlackTs'>;

/** Brands a text that is an id of Slack, as the five below do; nothing is checked. */
export const slackUserId = (text: string): SlackUserId => text as SlackUserId;
export const slackChannelId = (text: string): SlackChannelId => text as SlackChannelId;
export const slackFileId = (text: string): SlackFileId => text as SlackFileId;
export const slackBotId = (text: string): SlackBotId => text as SlackBotId;
export const slackTeamId = (text: string): SlackTeamId => text as SlackTeamId;
export const slackTs = (text: string): SlackTs => text as SlackTs;

/** The workspace that an archive names; a real one gives its own id at import. */
export const WORKSPACE_ID: SlackTeamId = slackTeamId('T0MATTERMOST');

export interface TextStyle {
  bold?: true;
  italic?: true;
  strike?: true;
  code?: true;
}

export type RichTextInline =
  | { type: 'text'; text: string; style?: TextStyle }
  | { type: 'link'; url: string; text?: string; style?: TextStyle }
  | RichTextEmoji
  | { type: 'user'; user_id: SlackUserId; style?: TextStyle }
  | { type: 'channel'; channel_id: SlackChannelId; style?: TextStyle }
  | { type: 'usergroup'; usergroup_id: string; style?: TextStyle }
  | { type: 'broadcast'; range: 'here' | 'channel' | 'everyone'; style?: TextStyle };

/** An export has the skin tone apart from the name, the API takes `name::skin-tone-N`. */
export interface RichTextEmoji {
  type: 'emoji';
  name: string;
  /** Lower-case hexadecimal code points with hyphens. */
  unicode?: string;
  /** From 2, the lightest. */
  skin_tone?: number;
  style?: TextStyle;
}

export interface RichTextSection {
  type: 'rich_text_section';
  elements: RichTextInline[];
}

/** A nested list is a sibling with a higher `indent`, not a child; the first number is `offset` + 1. */
export interface RichTextList {
  type: 'rich_text_list';
  style: 'bullet' | 'ordered';
  indent: number;
  offset?: number;
  border?: 0 | 1;
  elements: RichTextSection[];
}

export interface RichTextQuote {
  type: 'rich_text_quote';
  border?: 0 | 1;
  elements: RichTextInline[];
}

export interface RichTextPreformatted {
  type: 'rich_text_preformatted';
  border?: 0 | 1;
  language?: string;
  elements: RichTextInline[];
}

export type RichTextElement = RichTextSection | RichTextList | RichTextQuote | RichTextPreformatted;

export interface RichTextBlock {
  type: 'rich_text';
  elements: RichTextElement[];
}

export interface TableCellText {
  type: 'raw_text';
  text: string;
}
export interface TableCellRich {
  type: 'rich_text';
  elements: RichTextElement[];
}
export interface TableBlock {
  type: 'table';
  rows: (TableCellText | TableCellRich)[][];
  column_settings?: { align?: 'left' | 'center' | 'right'; is_wrapped?: boolean }[];
}

export type SlackBlock = RichTextBlock | TableBlock;

const NEEDS_ESCAPE = /[&<>]/;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Slack's three control characters as entities; nothing else is escaped in `text` (docs.slack.dev, formatting). */
export function escapeText(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}

const CHARACTERS: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Reverses `escapeText`; Slack returns topics and purposes escaped. */
export function unescapeText(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => CHARACTERS[entity] ?? entity);
}
