import { describeNamingFails, NAMES } from '../support/soaks/naming-fails.ts';

describeNamingFails({
  once: NAMES,
  fromThenOn: ['.zip.manifest.jsonl', '-public.zip', 'zip-posts.db'],
});
