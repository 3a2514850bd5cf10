import type { RichTextElement, RichTextList, TableBlock } from '../slack.ts';
import { cellInlines } from './elements/inline-text.ts';
import type { FlowElement } from './elements/writer.ts';
import { renderMrkdwnInline } from './render-mrkdwn-inline.ts';

const QUOTE_MARK = '&gt; ';
const FENCE = '```';
const BULLET = '•';
const INDENT = '    ';
const CELL_GAP = ' | ';
const LINE_FEED_IN_ITEM = /\n(?=[^\n])/g;

/** The flow of one message as mrkdwn, with & < > escaped. */
export const renderMrkdwn = (flow: readonly FlowElement[]): string =>
  flow.map(elementText).join('\n');

const inQuote = (text: string): string => QUOTE_MARK + text.replaceAll('\n', `\n${QUOTE_MARK}`);

const fenced = (text: string): string => `${FENCE}\n${text}\n${FENCE}`;

function elementText(element: FlowElement): string {
  if (element.type === 'table') return tableText(element);
  const text = richText(element);
  return 'border' in element && element.border === 1 ? inQuote(text) : text;
}

function richText(element: RichTextElement): string {
  if (element.type === 'rich_text_list') return listText(element);
  const text = renderMrkdwnInline(element.elements);
  if (element.type === 'rich_text_quote') return inQuote(text);
  return element.type === 'rich_text_preformatted' ? fenced(text) : text;
}

function listText(list: RichTextList): string {
  const indent = INDENT.repeat(list.indent);
  const first = (list.offset ?? 0) + 1;
  return list.elements
    .map((item, at) => {
      const marker = list.style === 'ordered' ? `${first + at}.` : BULLET;
      const text = renderMrkdwnInline(item.elements).replace(
        LINE_FEED_IN_ITEM,
        `\n${indent}${INDENT}`,
      );
      return `${indent}${marker} ${text}`;
    })
    .join('\n');
}

/** Not in columns: beside a table block the text is only for notifications and search. */
const tableText = (table: TableBlock): string =>
  table.rows.map((row) => row.map(cellText).join(CELL_GAP).trimEnd()).join('\n');

const cellText = (cell: TableBlock['rows'][number][number]): string =>
  renderMrkdwnInline(cellInlines(cell)).trim();
