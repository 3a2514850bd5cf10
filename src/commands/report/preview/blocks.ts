import type { SlackBlock, TableBlock } from '../../../mapping/slack.ts';
import { type Html, html } from '../html.ts';
import { richText } from './rich-text.ts';
import type { SlackNames } from './slack-names.ts';

/** An approximation of how Slack shows the blocks. */
export function blocksHtml(blocks: readonly SlackBlock[], names: SlackNames): readonly Html[] {
  return blocks.map((block) =>
    block.type === 'table'
      ? tableHtml(block, names)
      : html`<div class="rich-text">${richText(block.elements, names)}</div>`,
  );
}

/** Slack shows the first row as the head. */
function tableHtml({ rows, column_settings = [] }: TableBlock, names: SlackNames): Html {
  const lines = rows.map((cells, row) => {
    const columns = cells.map((cell, column) => {
      const align = column_settings[column]?.align ?? 'left';
      const content = cell.type === 'raw_text' ? cell.text : richText(cell.elements, names);
      return row === 0
        ? html`<th class="${align}" dir="auto">${content}</th>`
        : html`<td class="${align}" dir="auto">${content}</td>`;
    });
    return html`<tr>${columns}</tr>`;
  });
  return html`<div class="wide" tabindex="0"><table>${lines}</table></div>`;
}
