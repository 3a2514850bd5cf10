import { readFile, writeFile } from 'node:fs/promises';
import { LANGUAGES } from '../src/texts/language.ts';
import { RUNBOOK_PAGES, withRunbookParts } from './runbook-parts.ts';

/** Writes the generated parts of docs/runbook.md and its Japanese page; a test compares them with the program. */
for (const lang of LANGUAGES) {
  const page = await readFile(RUNBOOK_PAGES[lang], 'utf8');
  await writeFile(RUNBOOK_PAGES[lang], withRunbookParts(page, lang));
}
