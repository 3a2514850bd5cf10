import type { Inventory } from '../../../mapping/inventory/inventory.ts';
import { markdownCell } from '../markdown-cell.ts';
import type { ReportLang } from '../plan/figures.ts';
import { type InventorySection, inventorySections } from './inventory-sections.ts';
import { INVENTORY_TEXTS } from './inventory-texts.ts';
import { dayText } from './section-words.ts';

/** The inventory as Markdown, to be passed on or kept beside the plan. */
export function inventoryMarkdown(inventory: Inventory, lang: ReportLang): string {
  const { title, asOf, passOn } = INVENTORY_TEXTS[lang];
  const head = [`# ${title}`, '', `${asOf} ${dayText(inventory.todayMs)} (UTC)`, ''];
  const note = inventory.withText ? passOn.shown : passOn.hidden;
  const sections = inventorySections(inventory, lang).flatMap(sectionLines);
  return `${[...head, note, '', ...sections].join('\n').trimEnd()}\n`;
}

function sectionLines({ heading, lead, columns, rows }: InventorySection): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const table = [
    line(columns.map(({ label }) => label)),
    line(columns.map(({ align }) => (align === 'number' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(markdownCell))),
  ];
  return [
    `## ${heading}`,
    '',
    ...(lead === '' ? [] : [lead, '']),
    ...(rows.length === 0 ? [] : [...table, '']),
  ];
}
