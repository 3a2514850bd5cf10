import type { ExportAttachment } from '../../slack/export-format.ts';
import { TEXT_CHARACTERS, UPDATE_TEXT_CHARACTERS } from '../../slack/limits.ts';
import {
  escapeText,
  type RichTextBlock,
  type RichTextInline,
  type SlackBlock,
  type TableBlock,
} from '../../slack/shapes.ts';
import type { LossNote } from '../losses.ts';
import { cellInlines } from '../markdown/elements/text-style.ts';
import type { ReplayBlock } from './annotations.ts';

/** Content of a message as chat.postMessage takes it. */
interface MessageContent {
  readonly text: string;
  readonly blocks: readonly (SlackBlock | ReplayBlock)[];
  readonly attachments: readonly ExportAttachment[];
}

/** Content that Slack may take when it refuses the message as it should be. */
export interface MessageForm extends MessageContent {
  /** What happened to the message in this form. */
  readonly losses: readonly LossNote[];
}

/**
 * Forms of a message, each for when Slack refuses the content of the one before: without the table, whose rows become
 * lines; as text only; and as text only that is cut.
 */
export function smallerForms({
  text,
  textsAlone: [whole, cut],
  blocks,
  attachments,
}: MessageContent & { readonly textsAlone: readonly string[] }): readonly MessageForm[] {
  const forms: MessageForm[] = [];
  const attached = attachments.flatMap((attachment) => attachment.blocks ?? []);
  if (attached.length > 0 || blocks.some(({ type }) => type === 'table')) {
    const lines = blocks.map((block) => (block.type === 'table' ? tableLines(block) : block));
    const end = lines.findLastIndex(({ type }) => type !== 'context') + 1;
    forms.push({
      text,
      blocks: lines.toSpliced(end, 0, ...attached.map(tableLines)),
      attachments: attachments.filter((attachment) => attachment.blocks === undefined),
      losses: [{ code: 'table_refused' }],
    });
  }
  const nothingElse = { blocks: [], attachments: [] } as const;
  const refused: LossNote = { code: 'blocks_refused' };
  if (whole !== undefined) forms.push({ text: whole, ...nothingElse, losses: [refused] });
  if (cut !== undefined)
    forms.push({ text: cut, ...nothingElse, losses: [refused, { code: 'text_cut' }] });
  return forms;
}

const CELL_GAP: RichTextInline = { type: 'text', text: ' | ' };
const LINE_FEED: RichTextInline = { type: 'text', text: '\n' };

/** The rows of a table as lines of a text: links, channels and emoji of its cells stay what they are. */
function tableLines({ rows }: TableBlock): RichTextBlock {
  const elements = rows.flatMap((row, at) => [
    ...(at === 0 ? [] : [LINE_FEED]),
    ...row.flatMap((cell, column) => [...(column === 0 ? [] : [CELL_GAP]), ...cellInlines(cell)]),
  ]);
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** What a message shows besides its text; `time` and `reactions` as mrkdwn. */
interface BesideText {
  readonly time: string;
  readonly attachments: readonly ExportAttachment[];
  readonly reactions: readonly string[];
}

/**
 * A message as mrkdwn alone: its text, a line with the original time, lines of reactions, and each attachment below a
 * blank line; the table of an attachment belongs to the text. The second form, for a long one, has the beginning of the
 * text and the time.
 */
export function textsAlone(
  text: string,
  { time, attachments, reactions }: BesideText,
): readonly string[] {
  const tables = attachments.filter(({ blocks }) => blocks !== undefined);
  const said = [text, ...tables.map(attachmentText)].filter((each) => each !== '').join('\n\n');
  const lines = [said, time, ...reactions].filter((line) => line !== '');
  const others = attachments.filter(({ blocks }) => blocks === undefined);
  const whole = [lines.join('\n'), ...others.map(attachmentText)].join('\n\n');
  if (whole.length <= UPDATE_TEXT_CHARACTERS) return [whole];
  const cut = `${shortenText(said, UPDATE_TEXT_CHARACTERS - time.length - 1)}\n${time}`;
  return [shortenText(whole, TEXT_CHARACTERS), cut];
}

function attachmentText(attachment: ExportAttachment): string {
  const { pretext, author_name: author, title, title_link: link, text, fields = [] } = attachment;
  const lines = [
    pretext,
    author,
    title,
    link === undefined ? undefined : escapeText(link),
    text,
    ...fields.map((field) => `${field.title}: ${field.value}`),
    attachment.image_url === undefined ? undefined : escapeText(attachment.image_url),
    attachment.footer,
  ];
  const said = lines.filter((line) => line !== undefined && line !== '').join('\n');
  return said === '' ? (attachment.fallback ?? '') : said;
}

/** Entity or link that a cut split. */
const HALF_ENTITY = /&[a-z]{0,3}$|<[^>]*$/;

/** Cuts mrkdwn to at most `max` characters, the last one an ellipsis; never splits an entity, a link or a character. */
export function shortenText(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = [...text.slice(0, max - 1)];
  // Half a surrogate pair at the end would make the text unreadable.
  const last = cut.at(-1) ?? '';
  const whole = /[\ud800-\udbff]$/.test(last) ? cut.slice(0, -1) : cut;
  return `${whole.join('').replace(HALF_ENTITY, '')}…`;
}
