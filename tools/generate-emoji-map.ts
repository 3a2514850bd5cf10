import { writeFile } from 'node:fs/promises';
import { generateEmojiMap } from './emoji-map.ts';

// Run from the repository's root, as npm does.
await writeFile('src/mapping/emoji/map.generated.ts', generateEmojiMap());
