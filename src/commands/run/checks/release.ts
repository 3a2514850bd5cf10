import type { Line } from '../../../errors/errors.ts';
import { type Notice, notice } from '../../../errors/notices.ts';
import { releaseWords } from '../../../mapping/release/words.ts';
import type { ServerRelease } from '../release.ts';

/** What is known of Mattermost's release, and by what. */
export function releaseLine({ version, migration }: Omit<ServerRelease, 'warnings'>): Notice {
  if (version === '') return notice('mattermost-of-unknown-version');
  const release = releaseWords(version);
  return notice('mattermost-version', {
    mattermostVersion:
      migration === undefined ? release : notice('release-by-migration', { release, migration }),
  });
}

/** How to tell the release, where a person knows more than the database. */
export function releaseHints({ version }: Pick<ServerRelease, 'version'>): readonly Line[] {
  const isKnown = typeof releaseWords(version) === 'string' && version !== '';
  return isKnown ? [] : [notice('release-hint')];
}
