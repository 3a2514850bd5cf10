import { plainPiece, tag } from './canonical.ts';

/*
 * An attachment as lines, a field each: `⟦title⟧Build 7`. Both sides write the same fields in the same order; an empty
 * one is not written.
 */

/** Fields in the order of the lines. `?` begins a field of the target that no attachment of a post becomes. */
export const ATTACHMENT_KEYS = [
  'pretext',
  'color',
  'author_name',
  'author_link',
  'author_icon',
  'title',
  'title_link',
  'text',
  'fields',
  'image_url',
  'thumb_url',
  'footer',
  'footer_icon',
  'ts',
  'mrkdwn_in',
  'fallback',
] as const;
export type AttachmentKey = (typeof ATTACHMENT_KEYS)[number];

/** Where attachments are read: in a workspace, Slack adds fields of its own. */
export type AttachmentPlace = 'archive' | 'workspace';

/** Fields that Slack itself may write anew in a workspace. */
const ARCHIVE_KEYS: ReadonlySet<AttachmentKey> = new Set(['mrkdwn_in', 'fallback']);

/** Fields that are compared. */
export const attachmentKeys = (place: AttachmentPlace): readonly AttachmentKey[] =>
  place === 'archive' ? ATTACHMENT_KEYS : ATTACHMENT_KEYS.filter((key) => !ARCHIVE_KEYS.has(key));

/** Values of an attachment's fields, in canonical form. */
export type AttachmentValues = Partial<Readonly<Record<AttachmentKey, string | undefined>>>;

/**
 * Text of an attachment, a line for each value that its place can hold. `foreign`: lines of fields of the target that no
 * attachment of a post becomes.
 */
export function attachmentLines(
  values: AttachmentValues,
  place: AttachmentPlace,
  foreign: readonly string[] = [],
): string {
  const lines = attachmentKeys(place).flatMap((key) => {
    const value = values[key] ?? '';
    return value === '' ? [] : [tag(key) + value];
  });
  return [tag('attachment'), ...lines, ...foreign].join('\n');
}

/** A field with a title and a value beside others. */
export const fieldLine = (title: string, value: string, isShort: boolean): string =>
  `\n${tag(isShort ? 'short field' : 'field')}${title}${tag('=')}${value}`;

const NAMED: Readonly<Record<string, string>> = {
  good: '2eb886',
  warning: 'daa038',
  danger: 'a30200',
};

/** A colour as six digits; Slack returns named ones so. */
export function colorDigits(color: string): string {
  const name = color.trim().toLowerCase().replace(/^#/, '');
  return plainPiece(NAMED[name] ?? name);
}
