import type { RichTextElement, RichTextList, TableBlock } from '../slack.ts';
import { unalignedTable } from './elements/aligned-table.ts';
import { inlineText } from './elements/inline-text.ts';
import type { FlowElement } from './elements/writer.ts';
import { escapeMrkdwn } from './escape-mrkdwn.ts';
import { renderMrkdwnInline } from './render-mrkdwn-inline.ts';

const QUOTE_MARK = '&gt; ';
const FENCE = '```';
const BULLET = '•';
const INDENT = '    ';

/** The flow of one message as mrkdwn, with & < > escaped. */
export const renderMrkdwn = (flow: readonly FlowElement[]): string =>
  flow.map(elementText).join('\n');

const inQuote = (text: string): string => QUOTE_MARK + text.replaceAll('\n', `\n${QUOTE_MARK}`);

const fenced = (text: string): string => `${FENCE}\n${text}\n${FENCE}`;

function elementText(element: FlowElement): string {
  if (element.type === 'table') return fenced(tableText(element));
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
      const text = renderMrkdwnInline(item.elements).replaceAll('\n', `\n${indent}${INDENT}`);
      return `${indent}${marker} ${text}`;
    })
    .join('\n');
}

function tableText(table: TableBlock): string {
  return escapeMrkdwn(unalignedTable(table.rows.map((row) => row.map(cellText))));
}

function cellText(cell: TableBlock['rows'][number][number]): string {
  if (cell.type === 'raw_text') return cell.text.trim();
  return cell.elements
    .map((element) => (element.type === 'rich_text_section' ? inlineText(element.elements) : ''))
    .join('');
}
