import { describeNamingFails } from '../support/soaks/naming-fails.ts';

// `npm run soak:naming` tries the other files as well.
describeNamingFails({ once: ['-public.zip'], fromThenOn: ['.zip.manifest.jsonl', 'zip-posts.db'] });
