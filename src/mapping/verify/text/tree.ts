/*
 * A text as Slack can show it, read from either side: the source's Markdown after the stated losses, or the blocks of
 * a message. See docs/verify.md.
 */

/** Marks as bits; nested marks are combined with `|`. */
export const BOLD = 1;
export const ITALIC = 2;
export const STRIKE = 4;
export const CODE = 8;
export const UNDERLINE = 16;

export interface TextRun {
  readonly kind: 'text';
  text: string;
  readonly marks: number;
}

/** A link; without a label it shows its address. */
export interface LinkRun {
  readonly kind: 'link';
  readonly url: string;
  readonly label: string;
  readonly marks: number;
}

/** An emoji by Slack's name. */
export interface EmojiRun {
  readonly kind: 'emoji';
  readonly name: string;
  readonly marks: number;
}

/** A mention: `@alice`, `#dev`, or `@!everyone` for a group that is notified. */
export interface MentionRun {
  readonly kind: 'mention';
  readonly name: string;
  readonly marks: number;
}

/** Something that nothing of a post becomes. */
export interface ForeignRun {
  readonly kind: 'foreign';
  readonly content: string;
  readonly marks: number;
}

export type Run = TextRun | LinkRun | EmojiRun | MentionRun | ForeignRun;

export interface TextBlock {
  readonly kind: 'text';
  readonly isQuoted: boolean;
  readonly runs: readonly Run[];
}

/** Code, kept to the byte. */
export interface CodeBlock {
  readonly kind: 'code';
  readonly isQuoted: boolean;
  readonly language: string;
  readonly text: string;
}

/** An item of a list with its own number; a list is the items in a row. */
export interface ItemBlock {
  readonly kind: 'item';
  readonly isQuoted: boolean;
  readonly indent: number;
  /** Undefined for a bullet. */
  readonly number: number | undefined;
  readonly runs: Run[];
}

export interface TableBlock {
  readonly kind: 'table';
  /** A letter for each column: `l`, `c`, `r`. */
  readonly aligned: string;
  readonly rows: readonly (readonly (readonly Run[])[])[];
}

/** A block that nothing of a post becomes, such as an image. */
export interface ForeignBlock {
  readonly kind: 'foreign';
  readonly content: string;
}

export type Block = TextBlock | CodeBlock | ItemBlock | TableBlock | ForeignBlock;

/** Appends text, joined to text before it that has the same marks. */
export function pushText(runs: Run[], text: string, marks: number): void {
  if (text === '') return;
  const last = runs.at(-1);
  if (last?.kind === 'text' && last.marks === marks) last.text += text;
  else runs.push({ kind: 'text', text, marks });
}

/** Names for Slack's ids of the target; an unknown id is its own name. */
export interface TargetNames {
  readonly user: (slackId: string) => string;
  readonly channel: (slackId: string) => string;
  /** Name of a public channel, which a link to it may show; undefined for any other. */
  readonly publicChannel: (slackId: string) => string | undefined;
  /** True for what a link to a channel showed when an archive was made; absent where names are those of now. */
  readonly isFormerChannel?: (slackId: string, label: string) => boolean;
  /** True in a workspace, where a channel's link may have been written before the channel was there. */
  readonly areChannelsText: boolean;
  /** Present name of an emoji that older messages name otherwise; absent where there is none. */
  readonly emoji?: ((name: string) => string) | undefined;
  /**
   * True where a standard emoji must have its code points and a link to a public channel its name: in archives, but not
   * in those of version 0.1.
   */
  readonly areWhole: boolean;
}

/** Appends a link to a channel, or its name where links to channels are compared as text. */
export function pushChannel(runs: Run[], name: string, marks: number, names: TargetNames): void {
  if (names.areChannelsText) pushText(runs, `~${name}`, marks);
  else runs.push({ kind: 'mention', name: `#${name}`, marks });
}
