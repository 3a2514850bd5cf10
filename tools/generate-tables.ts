import { writeFile } from 'node:fs/promises';
import { tablesReference } from './tables-reference.ts';

/** Writes docs/tables.md; a test compares it with the table of places. */
await writeFile('docs/tables.md', tablesReference());
