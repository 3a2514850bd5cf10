import { mkdir, rm, writeFile } from 'node:fs/promises';
import { commandPages, commandsReference } from './commands-reference.ts';

/** Writes docs/commands.md and a page for each command; a test compares them with the program. */
await writeFile('docs/commands.md', commandsReference());
await rm('docs/commands', { recursive: true, force: true });
await mkdir('docs/commands');
for (const [name, page] of commandPages()) await writeFile(`docs/commands/${name}.md`, page);
