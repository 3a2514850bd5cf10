import type { Config } from '../../config/config.ts';
import { leftBehind } from '../../mapping/database/left-behind.ts';
import { databaseLines, wordedParts } from '../../reports/database.ts';
import { fill } from '../../reports/figures.ts';
import { decisionParts } from '../../reports/inventory/decision-lines.ts';
import { inventorySections } from '../../reports/inventory/sections.ts';
import { terminalTable } from '../../reports/terminal-table.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Ending, printEnding } from '../run/ending.ts';
import type { Output } from '../run/output.ts';
import { wordedWarnings } from '../run/warnings.ts';
import type { InventoryReport } from './inventory.ts';

/** The sections for a terminal, a line a row, and the whole inventory as JSON. */
export function printInventory(
  { inventory, files, warnings }: InventoryReport,
  ending: Ending,
  { lang, json }: Pick<Config, 'lang' | 'json'>,
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
  for (const { id, heading, lead, columns, rows } of inventorySections(inventory, lang)) {
    // The reports and --json have all rows.
    if (id === 'database-parts') continue;
    if (id === 'database-tables') {
      for (const line of [heading, ...databaseLines(inventory.database, lang), ''])
        output.line(line);
      continue;
    }
    output.line(heading);
    if (rows.length === 0) output.line(`  ${lead}`);
    else for (const line of terminalTable(columns, rows)) output.line(line);
    output.line('');
  }
  const { secretScan } = inventory;
  if (secretScan !== undefined && !json) {
    const { posts, files: searched, found, tookMs } = secretScan;
    const seconds = (tookMs / 1000).toFixed(1);
    const counts = { posts: String(posts), files: String(searched), found: String(found) };
    output.remark(fill(TEXTS[lang].terminal.inventory.searched, { ...counts, seconds }));
  }
  printEnding(ending, lang, output);
}
