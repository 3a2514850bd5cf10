import type { ServerFacts } from '../../config/config.ts';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import {
  type KnownRelease,
  knownRelease,
  type RecordedRelease,
} from '../../mapping/release/known-release.ts';
import { releaseWords } from '../../mapping/release/words.ts';

export interface ServerRelease extends Pick<KnownRelease, 'version' | 'migration'> {
  readonly warnings: readonly Line[];
}

/** Finds the server's release, and warns where the settings say another than the source allows. */
export function serverRelease(
  recorded: RecordedRelease,
  { mattermostVersion: told }: Pick<ServerFacts, 'mattermostVersion'>,
): ServerRelease {
  const { version, migration, contradicted } = knownRelease(recorded, told?.text);
  if (told === undefined || contradicted === undefined) return { version, migration, warnings: [] };
  const says = { key: told.key, told: told.text, found: releaseWords(contradicted) };
  return { version, migration, warnings: [notice('release-contradicted', says)] };
}
