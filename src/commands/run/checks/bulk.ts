import type { BulkSource } from '../../../config/bulk-source.ts';
import type { ShownProgress } from '../../../config/config.ts';
import { notice } from '../../../errors/notices.ts';
import { readPostsBytes, readSampleFiles } from '../../../exporters/checks/schema.ts';
import { readStoredTexts } from '../../../exporters/checks/text-sample.ts';
import type { Database } from '../../../exporters/database/database.ts';
import { openBulk } from '../../../exporters/database/open.ts';
import { openReader } from '../../../exporters/database/reader.ts';
import { describeSource } from '../../../exporters/mattermost.ts';
import { stageSource } from '../stage-source.ts';
import { failure, ok, problemIn, warning } from './check.ts';
import { type DatabaseChecks, replacedTextsCheck } from './database.ts';

/** Stages a bulk export, as every run does, so that a line that cannot be read is found now; and says what it lacks. */
export async function checkBulk(
  source: BulkSource,
  shown: ShownProgress,
  signal: AbortSignal,
): Promise<DatabaseChecks> {
  let database: Database;
  try {
    await stageSource(source, shown, signal);
    database = await openBulk(source, signal);
  } catch (error) {
    signal.throwIfAborted();
    const checks = [failure('database', problemIn(error))];
    return { checks, sampleFiles: undefined, postsBytes: 0 };
  }
  try {
    const reader = await openReader(database);
    const { mattermostVersion, warnings } = await describeSource(reader);
    const what =
      mattermostVersion === ''
        ? notice('mattermost-of-unknown-version')
        : notice('mattermost-version', { mattermostVersion });
    return {
      checks: [
        ok('database', notice('bulk-ok', { files: source.database, what })),
        ...warnings.map((line) => warning('bulk', line)),
        ...replacedTextsCheck(await readStoredTexts(reader)),
      ],
      sampleFiles: await readSampleFiles(reader),
      postsBytes: await readPostsBytes(database),
    };
  } finally {
    await database.close();
  }
}
