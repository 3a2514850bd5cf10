import { isObject } from '../../../model/json.ts';
import type { Json, JsonObject } from '../../../model/model.ts';
import {
  ATTACHMENTS_PER_MESSAGE,
  FALLBACK_CHARACTERS,
  LINK_URL_CHARACTERS,
} from '../../../slack/limits.ts';
import { shownValue } from '../shown-json.ts';
import {
  type AttachmentValues,
  attachmentLines,
  colorDigits,
  fieldLine,
} from './attachment-lines.ts';
import { plainPiece } from './canonical.ts';
import { mrkdwnOf, tidyMrkdwn } from './mrkdwn.ts';
import { plainLine } from './plain.ts';
import { type SourceTexts, sourceBlocks } from './source-text.ts';

/* What Slack should show of the attachments in a post's props, after the stated losses (docs/verify.md). */

/** Reads the attachments that an integration put into a post. */
export function sourceAttachments(
  attachments: Json | undefined,
  texts: SourceTexts,
): readonly SourceAttachment[] {
  const all = Array.isArray(attachments) ? attachments.filter(isObject) : [];
  return all
    .slice(0, ATTACHMENTS_PER_MESSAGE)
    .map((attachment) => sourceAttachment(attachment, texts))
    .filter((values) => values !== undefined);
}

/** Text of the attachments of a post, one below another. */
export const linesOfAttachments = (
  all: readonly AttachmentValues[],
  { place }: SourceTexts,
): string => all.map((values) => attachmentLines(values, place)).join('\n');

/** Values with the fallback of archives of version 0.1, which had markup. */
export interface SourceAttachment extends AttachmentValues {
  readonly formerFallback: string | undefined;
}

/** The lines as archives of version 0.1 have them. */
export const formerLines = (all: readonly SourceAttachment[], texts: SourceTexts): string =>
  linesOfAttachments(
    all.map((values) => ({ ...values, fallback: values.formerFallback })),
    texts,
  );

/** A text; a list or an object in place of one is dropped, because it may hold a token. */
const textOf = (value: Json | undefined): string =>
  value === undefined || typeof value === 'object' ? '' : String(value);

/** A value of a field as people read it: a list or an object as JSON. */
function shown(value: Json | undefined): string {
  return value === null ? '' : shownValue(value);
}

function sourceAttachment(source: JsonObject, texts: SourceTexts): SourceAttachment | undefined {
  const plain = (key: string): string => plainPiece(textOf(source[key]).trim());
  const [author, title, footer] = ['author_name', 'title', 'footer'].map(plain);
  const beside = (text: string | undefined, key: string, schemes: RegExp): string | undefined =>
    text === '' ? undefined : addressOf(source[key], schemes);
  const pretext = markdownText(textOf(source['pretext']), texts);
  const text = markdownText(textOf(source['text']), texts);
  const fields = fieldsOf(source['fields'], texts);
  const visible: AttachmentValues = {
    pretext,
    text,
    fields,
    author_name: author,
    author_link: beside(author, 'author_link', LINK),
    author_icon: beside(author, 'author_icon', IMAGE),
    title,
    title_link: beside(title, 'title_link', LINK),
    footer,
    footer_icon: beside(footer, 'footer_icon', IMAGE),
    image_url: addressOf(source['image_url'], IMAGE),
    thumb_url: addressOf(source['thumb_url'], IMAGE),
  };
  const own = textOf(source['fallback']);
  const formatted = { pretext, text, fields };
  const isFormatted = Object.values(formatted).some((value) => value !== undefined);
  const isVisible = isFormatted || Object.values(visible).some(Boolean);
  if (!isVisible && own.trim() === '') return undefined;
  return {
    ...visible,
    color: colorOf(source['color']),
    ts: timeOf(source['ts']),
    mrkdwn_in: Object.entries(formatted)
      .flatMap(([key, value]) => (value === undefined ? [] : [key]))
      .join(','),
    fallback: plainLine(own, texts) || firstText(source, (text) => plainLine(text, texts)),
    formerFallback: tidyMrkdwn(plainPiece(own.trim() || firstText(source, oneLine))),
  };
}

/** Markdown as mrkdwn; undefined when nothing is shown. */
export function markdownText(markdown: string, texts: SourceTexts): string | undefined {
  const blocks =
    markdown.trim() === ''
      ? []
      : sourceBlocks(markdown, { ...texts, context: { ...texts.context, tables: 'block' } });
  return blocks.length === 0 ? undefined : tidyMrkdwn(mrkdwnOf(blocks));
}

function fieldsOf(value: Json | undefined, texts: SourceTexts): string | undefined {
  const fields = (Array.isArray(value) ? value.filter(isObject) : []).map((field) => ({
    title: plainPiece(textOf(field['title']).trim()),
    value: markdownText(shown(field['value']), texts) ?? '',
    isShort: field['short'] === true || field['short'] === 'true',
  }));
  const filled = fields.filter(({ title, value }) => title !== '' || value !== '');
  if (filled.length === 0) return undefined;
  return filled.map(({ title, value, isShort }) => fieldLine(title, value, isShort)).join('');
}

const LINK = /^(?:https?:\/\/|mailto:)[^\s<>]+$/i;
const IMAGE = /^https?:\/\/[^\s<>]+$/i;

/** An address that Slack takes; others are dropped, because they may lead into the company's network. */
function addressOf(value: Json | undefined, schemes: RegExp): string | undefined {
  const url = typeof value === 'string' ? value.trim() : '';
  const isTaken = url.length <= LINK_URL_CHARACTERS && schemes.test(url) && URL.canParse(url);
  return isTaken ? plainPiece(url) : undefined;
}

const HEX = /^#?(?:[0-9a-f]{3}|[0-9a-f]{6})$/;

/** Slack takes three names and numbers; other colours are dropped. */
function colorOf(value: Json | undefined): string | undefined {
  const color = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (['good', 'warning', 'danger'].includes(color)) return colorDigits(color);
  if (!HEX.test(color)) return undefined;
  const digits = color.replace('#', '');
  return digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
}

/** Seconds since the epoch. */
function timeOf(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return value > 0 && value < 1e10 ? String(value) : undefined;
  const isTime = typeof value === 'string' && /^[1-9]\d{0,9}(?:\.\d{1,6})?$/.test(value);
  return isTime ? String(Number(value)) : undefined;
}

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** What a notification shows of an attachment without a text for it. */
function firstText(source: JsonObject, lineOf: (text: string) => string): string {
  const lines = ['title', 'pretext', 'text', 'author_name', 'footer'].map((key) =>
    lineOf(textOf(source[key])),
  );
  const first = lines.find((line) => line !== '') ?? 'Attachment';
  const characters = [...first];
  if (characters.length <= FALLBACK_CHARACTERS) return characters.join('');
  return `${characters.slice(0, FALLBACK_CHARACTERS - 1).join('')}…`;
}
