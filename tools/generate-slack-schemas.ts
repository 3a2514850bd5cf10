import { writeFile } from 'node:fs/promises';
import { generateSlackSchemas } from './slack-schemas.ts';

// Run from the repository's root, as npm does.
await writeFile('test/support/archive/slack-schemas.generated.json', generateSlackSchemas());
