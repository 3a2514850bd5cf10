import { mkdir, rm, writeFile } from 'node:fs/promises';
import { commandPages, commandsReference } from './commands-reference.ts';
import { manPage } from './man-page.ts';

/** Writes docs/commands.md, a page for each command and man/mm2slack.1; a test compares them with the program. */
await writeFile('docs/commands.md', commandsReference());
await rm('docs/commands', { recursive: true, force: true });
await mkdir('docs/commands');
for (const [name, page] of commandPages()) await writeFile(`docs/commands/${name}.md`, page);
await mkdir('man', { recursive: true });
await writeFile('man/mm2slack.1', manPage());
