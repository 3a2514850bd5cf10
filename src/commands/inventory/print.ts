import type { Config } from '../../config/config.ts';
import { leftBehind } from '../../mapping/database/left-behind.ts';
import { databaseLines, wordedParts } from '../../reports/database.ts';
import { fill } from '../../reports/figures.ts';
import { decisionParts } from '../../reports/inventory/decision-lines.ts';
import { type InventorySection, inventorySections } from '../../reports/inventory/sections.ts';
import { terminalTable } from '../../reports/terminal-table.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { wordedWarnings } from '../run/warnings.ts';
import type { InventoryReport } from './inventory.ts';

/** Prints the page for those who decide, with `isFull` every table behind it, and the whole inventory as JSON. */
export function printInventory(
  { inventory, files, warnings }: InventoryReport,
  ending: Ending,
  { lang, json, isFull }: Pick<Config, 'lang' | 'json'> & { readonly isFull: boolean },
  output: Output,
): void {
  output.json({
    command: 'inventory',
    ...inventory,
    written: files,
    account: {},
    losses: wordedParts(leftBehind(inventory.database), lang),
    warnings: wordedWarnings(warnings, lang, output),
    next: ending.next,
  });
  for (const { heading, lines } of decisionParts(inventory, lang)) {
    for (const line of [heading, ...lines.map((one) => `  ${one}`), '']) output.line(line);
  }
  const sections = inventorySections(inventory, lang);
  for (const section of sections) {
    if (isFull || section.id === 'database-tables') printSection(section, inventory, lang, output);
  }
  const texts = TEXTS[lang].terminal.inventory;
  if (!isFull) output.line(texts.tables);
  const { secretScan } = inventory;
  if (secretScan !== undefined && !json) {
    const { posts, files: searched, found, tookMs } = secretScan;
    const seconds = (tookMs / 1000).toFixed(1);
    output.remark(fill(texts.searched, { posts, files: searched, found, seconds }));
  }
  printEnding(ending, lang, output);
}

function printSection(
  { id, heading, lead, columns, rows }: InventorySection,
  { database }: InventoryReport['inventory'],
  lang: Language,
  output: Output,
): void {
  // The reports and --json have all rows.
  if (id === 'database-parts') return;
  output.line(heading);
  if (id === 'database-tables') for (const line of databaseLines(database, lang)) output.line(line);
  else if (rows.length === 0) output.line(`  ${lead}`);
  else for (const line of terminalTable(columns, rows)) output.line(line);
  output.line('');
}
