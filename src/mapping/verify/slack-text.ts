import { z } from 'zod';
import type { Json } from '../../model/model.ts';

/** Mattermost's names for Slack's ids; an unknown id is its own name. */
export interface TargetNames {
  readonly user: (slackId: string) => string;
  readonly channel: (slackId: string) => string;
}

const CONTROL = /<([^<>]*)>/g;
/** A link whose label has two styles is written as two adjacent links with one address. */
const SAME_LINK = /<([^|<>@#!][^|<>]*)\|([^<>]*)>[*_~`]*<\1\|/g;

/**
 * Converts Slack's mrkdwn back to Markdown for plainText: mentions by name, links with the label before the address.
 */
export function mrkdwnText(mrkdwn: string, names: TargetNames): string {
  return withJoinedLinks(mrkdwn).replace(CONTROL, (_whole, inner: string) =>
    controlText(inner, names),
  );
}

function withJoinedLinks(mrkdwn: string): string {
  const joined = mrkdwn.replace(SAME_LINK, '<$1|$2');
  return joined === mrkdwn ? joined : withJoinedLinks(joined);
}

function controlText(inner: string, names: TargetNames): string {
  const bar = inner.indexOf('|');
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? '' : inner.slice(bar + 1);
  if (target.startsWith('@')) return `@${names.user(target.slice(1))}`;
  if (target.startsWith('#')) return `~${names.channel(target.slice(1))}`;
  if (target === '!everyone') return '@all';
  if (target.startsWith('!date^')) return label;
  if (target.startsWith('!')) return `@${label || target.slice(1)}`;
  return label === '' ? ` ${target} ` : `[${label}](${target})`;
}

/* Slack's blocks converted back to Markdown for plainText. Read loosely: a workspace returns more than was sent. */

const anything = z.looseObject({ type: z.string().default('') });
const list = z.array(z.unknown());

/** Text of a message's blocks; blocks that are not part of the post's text give ''. */
export function blocksText(blocks: readonly unknown[], names: TargetNames): string {
  return blocks.map((block) => blockText(block, names)).join('\n');
}

function blockText(value: unknown, names: TargetNames): string {
  const block = anything.safeParse(value);
  if (!block.success) return '';
  const { type } = block.data;
  if (type === 'rich_text') return parts(block.data['elements'], names, richText).join('\n');
  if (type === 'table') return tableText(block.data['rows'], names);
  if (type === 'section') return mrkdwnText(textOf(block.data['text']), names);
  return '';
}

const textOf = (value: unknown): string => {
  const read = z.looseObject({ text: z.string() }).safeParse(value);
  return read.success ? read.data.text : '';
};

function parts(
  value: unknown,
  names: TargetNames,
  each: (item: unknown, names: TargetNames) => string,
): readonly string[] {
  const items = list.safeParse(value);
  return items.success ? items.data.map((item) => each(item, names)) : [];
}

function richText(value: unknown, names: TargetNames): string {
  const element = anything.safeParse(value);
  if (!element.success) return '';
  const { type, elements } = element.data;
  if (type === 'rich_text_list') {
    return parts(elements, names, richText)
      .map((item) => `- ${item}`)
      .join('\n');
  }
  return parts(joinedLinks(elements), names, inlineText).join('');
}

/** A link whose label has two styles is written as two adjacent links with one address. */
function joinedLinks(elements: unknown): readonly unknown[] {
  const items = list.safeParse(elements);
  const joined: Inline[] = [];
  for (const item of items.success ? items.data : []) {
    const element = inline.safeParse(item);
    if (!element.success) continue;
    const last = joined.at(-1);
    const isSame = element.data.type === 'link' && last?.type === 'link';
    if (isSame && last.url === element.data.url && last.text !== undefined) {
      joined[joined.length - 1] = { ...last, text: last.text + (element.data.text ?? '') };
    } else joined.push(element.data);
  }
  return joined;
}

const inline = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  url: z.string().optional(),
  name: z.string().optional(),
  user_id: z.string().optional(),
  channel_id: z.string().optional(),
  range: z.string().optional(),
});
type Inline = z.infer<typeof inline>;

const INLINE_TEXTS: Readonly<Record<string, (element: Inline, names: TargetNames) => string>> = {
  text: ({ text }) => text ?? '',
  link: ({ text, url }) => linkText(url ?? '', text),
  emoji: ({ name }) => `:${name ?? ''}:`,
  user: ({ user_id: id }, names) => `@${names.user(id ?? '')}`,
  channel: ({ channel_id: id }, names) => `~${names.channel(id ?? '')}`,
  broadcast: ({ range }) => broadcastText(range ?? ''),
};

function inlineText(value: unknown, names: TargetNames): string {
  const element = inline.safeParse(value);
  if (!element.success) return '';
  return INLINE_TEXTS[element.data.type]?.(element.data, names) ?? '';
}

/** Writes a link in Markdown. */
const linkText = (url: string, label: string | undefined): string =>
  label === undefined || label === '' ? ` ${url} ` : `[${label}](${url})`;

/** Slack's `everyone` is Mattermost's `all`. */
const broadcastText = (range: string): string => (range === 'everyone' ? '@all' : `@${range}`);

function tableText(rows: unknown, names: TargetNames): string {
  return parts(rows, names, (row) => `| ${parts(row, names, cellText).join(' | ')} |`).join('\n');
}

function cellText(value: unknown, names: TargetNames): string {
  const cell = anything.safeParse(value);
  if (!cell.success) return '';
  if (cell.data.type === 'raw_text') return textOf(cell.data);
  return parts(cell.data['elements'], names, richText).join(' ');
}

/** Texts of an attachment that people read, in the order of comparison. */
const TEXTS = ['pretext', 'author_name', 'title', 'text'] as const;

const shape = z.looseObject({ fields: z.array(z.unknown()).optional().catch(undefined) });
const fieldShape = z.looseObject({ title: z.unknown(), value: z.unknown() });

/** Text of an attachment; both sides use the same keys. `read` converts Markdown or mrkdwn. */
export function attachmentText(value: unknown, read: (text: string) => string): string {
  const parsed = shape.safeParse(value);
  if (!parsed.success) return '';
  const { fields = [], ...attachment } = parsed.data;
  const texts = TEXTS.map((key) => read(scalar(attachment[key])));
  const inFields = fields.flatMap((field) => {
    const known = fieldShape.safeParse(field);
    if (!known.success) return [];
    return [read(scalar(known.data.title)), read(scalar(known.data.value))];
  });
  return [...texts, ...inFields, read(scalar(attachment['footer']))]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n');
}

function scalar(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Attachments that an integration put into a post. */
export const ownAttachments = (attachments: Json | undefined): readonly Json[] =>
  Array.isArray(attachments) ? attachments : [];
