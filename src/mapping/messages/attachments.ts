import { isObject } from '../../model/json.ts';
import type { Json, JsonObject } from '../../model/model.ts';
import type { ExportAttachment } from '../../slack/export-format.ts';
import {
  ATTACHMENTS_PER_MESSAGE,
  FALLBACK_CHARACTERS,
  LINK_URL_CHARACTERS,
} from '../../slack/limits.ts';
import { escapeText } from '../../slack/shapes.ts';
import type { LossNote } from '../losses.ts';
import { displayText, filled, isTrue, listOf, scalarText, TOO_DEEP } from '../text.ts';

/** Renders the texts that Mattermost shows as Markdown. */
export interface AttachmentTexts {
  readonly toMrkdwn: (markdown: string) => string;
  /** One line without markup, not escaped. */
  readonly toPlain: (markdown: string) => string;
}

export interface MappedAttachments {
  readonly attachments: ExportAttachment[];
  readonly losses: LossNote[];
}

/**
 * Maps the attachments in a post's props field by field. Fields that are not handled here do not reach the archive:
 * buttons have addresses inside the company network, and plugins add fields of their own. A list or an object in place
 * of a text is dropped, with a loss, because it may hold a token; so is anything else in place of a list or of an
 * attachment, which Mattermost shows nothing of. Never throws, whatever the props contain.
 */
export function mapAttachments(props: JsonObject, texts: AttachmentTexts): MappedAttachments {
  const losses: LossNote[] = [];
  const sources = listOf(props['attachments']).filter(isObject);
  if (isOddList(props['attachments'])) losses.push(valueDropped('attachments'));
  const over = sources.length - ATTACHMENTS_PER_MESSAGE;
  if (over > 0) losses.push({ code: 'attachments_over_limit', old: String(over) });
  const attachments = sources
    .slice(0, ATTACHMENTS_PER_MESSAGE)
    .map((source) => mapAttachment(source, texts, losses))
    .filter((attachment) => attachment !== undefined)
    .map((attachment, index) => ({ id: index + 1, ...attachment }));
  return { attachments, losses };
}

/** Undefined for an attachment without visible content, which Slack rejects. */
function mapAttachment(
  source: JsonObject,
  { toMrkdwn, toPlain }: AttachmentTexts,
  losses: LossNote[],
): ExportAttachment | undefined {
  const actions = isObject(source['actions']) ? 1 : listOf(source['actions']).length;
  if (actions > 0) losses.push({ code: 'attachment_actions_dropped', old: String(actions) });
  losses.push(...valueLosses(source));
  const body = bodyOf(source, toMrkdwn);
  const visible = { ...body, ...headOf(source, losses), ...imagesOf(source, losses) };
  if (Object.keys(visible).length === 0 && scalarText(source['fallback']).trim() === '') return;
  const markdown = MARKDOWN_KEYS.filter((key) => body[key] !== undefined);
  return {
    fallback: fallbackOf(source, toPlain),
    ...definedOnly({ color: colorOf(source['color']), ts: timeOf(source['ts']) }),
    ...visible,
    ...(markdown.length === 0 ? {} : { mrkdwn_in: [...markdown] }),
  };
}

/** Fields that are texts. */
const TEXT_KEYS = ['pretext', 'text', 'author_name', 'title', 'footer', 'fallback'] as const;

/** A loss for each value of the wrong kind; it names the field alone. */
function valueLosses(source: JsonObject): readonly LossNote[] {
  const fields = listOf(source['fields']).filter(isObject);
  const keys: string[] = TEXT_KEYS.filter((key) => isNested(source[key]));
  const isOddField = ({ title, value }: JsonObject): boolean =>
    isNested(title) || (isNested(value) && displayText(value) === TOO_DEEP);
  if (isOddList(source['fields']) || fields.some(isOddField)) keys.push('fields');
  if (isFilled(source['ts']) && source['ts'] !== 0 && timeOf(source['ts']) === undefined)
    keys.push('ts');
  return keys.map(valueDropped);
}

const valueDropped = (old: string): LossNote => ({ code: 'attachment_value_dropped', old });

/** True for something else than a list of objects, as far as it says anything. */
const isOddList = (value: Json | undefined): boolean =>
  Array.isArray(value) ? value.some((item) => isFilled(item) && !isObject(item)) : isFilled(value);

/** False for what integrations write for nothing. */
const isFilled = (value: Json | undefined): boolean =>
  typeof value === 'object'
    ? isNested(value)
    : value !== undefined && value !== false && String(value).trim() !== '';

/** True for a list or an object that is not empty. */
const isNested = (value: Json | undefined): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

const MARKDOWN_KEYS = ['pretext', 'text', 'fields'] as const;

function bodyOf(
  source: JsonObject,
  toMrkdwn: (markdown: string) => string,
): Pick<ExportAttachment, 'pretext' | 'text' | 'fields'> {
  const mrkdwn = (markdown: string): string | undefined =>
    markdown.trim() === '' ? undefined : toMrkdwn(markdown) || undefined;
  const fields = listOf(source['fields'])
    .filter(isObject)
    .map((field) => ({
      title: plain(field['title']) ?? '',
      value: mrkdwn(displayText(field['value'])) ?? '',
      short: isTrue(field['short']),
    }))
    .filter(({ title, value }) => title !== '' || value !== '');
  return definedOnly({
    pretext: mrkdwn(scalarText(source['pretext'])),
    text: mrkdwn(scalarText(source['text'])),
    fields: fields.length === 0 ? undefined : fields,
  });
}

/** Author, title and footer with their links; Slack shows these texts unformatted. */
function headOf(source: JsonObject, losses: LossNote[]): Partial<ExportAttachment> {
  const authorName = plain(source['author_name']);
  const title = plain(source['title']);
  const footer = plain(source['footer']);
  // A link or an icon is shown only with its text.
  const address = (key: string, beside: string | undefined, schemes: RegExp) =>
    beside === undefined ? undefined : addressOf(source[key], schemes, losses);
  return definedOnly({
    author_name: authorName,
    author_link: address('author_link', authorName, LINK),
    author_icon: address('author_icon', authorName, IMAGE),
    title,
    title_link: address('title_link', title, LINK),
    footer,
    footer_icon: address('footer_icon', footer, IMAGE),
  });
}

function imagesOf(source: JsonObject, losses: LossNote[]): Partial<ExportAttachment> {
  return definedOnly({
    image_url: addressOf(source['image_url'], IMAGE, losses),
    thumb_url: addressOf(source['thumb_url'], IMAGE, losses),
  });
}

const LINK = /^(?:https?:\/\/|mailto:)[^\s<>]+$/i;
const IMAGE = /^https?:\/\/[^\s<>]+$/i;

function addressOf(
  value: Json | undefined,
  schemes: RegExp,
  losses: LossNote[],
): string | undefined {
  if (!isFilled(value)) return undefined;
  const url = filled(value)?.trim() ?? '';
  if (url.length <= LINK_URL_CHARACTERS && schemes.test(url) && URL.canParse(url)) return url;
  losses.push(ADDRESS_DROPPED);
  return undefined;
}

/** Has no address: it may point into the company network and contain a token. */
const ADDRESS_DROPPED: LossNote = { code: 'attachment_address_dropped' };

const NAMED_COLORS: ReadonlySet<string> = new Set(['good', 'warning', 'danger']);

/** Slack accepts three names and hexadecimal numbers; other CSS colours that Mattermost accepts are dropped. */
function colorOf(value: Json | undefined): string | undefined {
  const color = filled(value)?.trim().toLowerCase();
  if (color === undefined || NAMED_COLORS.has(color)) return color;
  const digits = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/.exec(color)?.[1];
  if (digits === undefined) return undefined;
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
}

/** Seconds since the epoch, unchanged; undefined for other values. */
function timeOf(value: Json | undefined): string | number | undefined {
  if (typeof value === 'string')
    return /^[1-9]\d{0,9}(?:\.\d{1,6})?$/.test(value) ? value : undefined;
  return typeof value === 'number' && value > 0 && value < 1e10 ? value : undefined;
}

function plain(value: Json | undefined): string | undefined {
  const text = scalarText(value).trim();
  return text === '' ? undefined : escapeText(text);
}

/** Text for places that do not show attachments: the integration's own fallback, else the first text. */
function fallbackOf(source: JsonObject, toPlain: AttachmentTexts['toPlain']): string {
  const own = toPlain(scalarText(source['fallback']));
  if (own !== '') return escapeText(own);
  const first = ['title', 'pretext', 'text', 'author_name', 'footer']
    .map((key) => toPlain(scalarText(source[key])))
    .find((text) => text !== '');
  const characters = [...(first ?? 'Attachment')];
  if (characters.length <= FALLBACK_CHARACTERS) return escapeText(characters.join(''));
  return escapeText(`${characters.slice(0, FALLBACK_CHARACTERS - 1).join('')}…`);
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function definedOnly<T extends object>(fields: T): Defined<T> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  // Only undefined fields are removed; the others keep their types.
  return Object.fromEntries(entries) as Defined<T>;
}
