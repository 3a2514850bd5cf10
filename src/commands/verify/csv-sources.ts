import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { QuotingRules } from '../../importers/archive/csv-reader.ts';
import { type CsvSource, looksLikeCsv } from '../../importers/archive/csv-set.ts';
import type { GivenArchive } from './manifests.ts';

/**
 * Finds out which archives are text imports, by their manifests, else by their entries. UsageError when only some are.
 * `quoting`: that of archives without a manifest.
 */
export async function csvSources(
  archives: readonly GivenArchive[],
  quoting: QuotingRules,
): Promise<readonly CsvSource[]> {
  const sources: CsvSource[] = [];
  for (const { path, heads } of archives) {
    const known = heads.find(({ options }) => options.format === 'csv')?.options.csvQuoting;
    if (known !== undefined) sources.push({ path, quoting: known });
    else if (await looksLikeCsv(path)) sources.push({ path, quoting });
  }
  if (sources.length === 0 || sources.length === archives.length) return sources;
  throw new UsageError(notice('csv-and-other-archives'));
}
