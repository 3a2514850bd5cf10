import { writeFile } from 'node:fs/promises';
import { commandsReference } from './commands-reference.ts';

/** Writes docs/commands.md; a test compares it with the program. */
await writeFile('docs/commands.md', commandsReference());
