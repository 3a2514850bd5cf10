import type { Inventory } from '../../mapping/inventory/inventory.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { dayOf } from '../figures.ts';
import { markdownCell, markdownTable } from '../markdown.ts';
import { decisionParts } from './decision-lines.ts';
import { type InventorySection, inventorySections } from './sections.ts';

/** Renders the inventory as Markdown. */
export function inventoryMarkdown(inventory: Inventory, lang: Language): string {
  const { asOf, passOn } = TEXTS[lang].inventory;
  const { title } = TEXTS[lang].decision;
  const head = [`# ${title}`, '', `${asOf} ${dayOf(inventory.todayMs, lang)} (UTC)`, ''];
  const note = inventory.withText ? passOn.shown : passOn.hidden;
  const sections = inventorySections(inventory, lang).flatMap(sectionLines);
  const decision = decisionParts(inventory, lang).flatMap(({ heading, lines }) => [
    `## ${heading}`,
    '',
    ...lines.map((line) => `- ${markdownCell(line)}`),
    '',
  ]);
  return `${[...head, note, '', ...decision, ...sections].join('\n').trimEnd()}\n`;
}

function sectionLines({ heading, lead, columns, rows }: InventorySection): readonly string[] {
  return [
    `## ${heading}`,
    '',
    ...(lead === '' ? [] : [lead, '']),
    ...(rows.length === 0 ? [] : [...markdownTable(columns, rows), '']),
  ];
}
