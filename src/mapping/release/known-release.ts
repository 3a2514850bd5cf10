import type { Migration } from '../../model/migration.ts';
import {
  RELEASES_BY_NUMBERS,
  RELEASES_BY_RUN,
  type ReleasesOf,
  ROLES_BACKPORT,
  UNRELEASED,
} from './migrations.ts';
import {
  compareFeatures,
  featureText,
  hasFeature,
  isInSpan,
  isOneFeature,
  parseRelease,
  parseSpan,
  type ReleaseText,
  type Span,
} from './spans.ts';

/** What a source records of the server that wrote it. */
export interface RecordedRelease {
  /** As the Systems table or an export says; '' when it does not. */
  readonly mattermostVersion: string;
  readonly migrations: readonly Migration[];
}

export interface KnownRelease {
  readonly version: ReleaseText;
  /** The last migration before the first hole, which tells the release; undefined where something else does. */
  readonly migration: number | undefined;
  /** What the source says, where the settings say something else; undefined when they agree. */
  readonly contradicted: ReleaseText | undefined;
}

/**
 * The server's release: what the settings say where the source allows it, else what the source records. Since 6.4
 * servers write no version into Systems and leave the old row, so that it counts only where the migrations allow it.
 */
export function knownRelease(recorded: RecordedRelease, told: string | undefined): KnownRelease {
  const { version, migration, span } = recordedRelease(recorded);
  const found = { version, migration, contradicted: undefined };
  const release = told === undefined ? undefined : parseRelease(told);
  if (told === undefined || release === undefined) return found;
  if (span !== undefined && !isInSpan(release, span)) return { ...found, contradicted: version };
  const isCoarser = release.patch === undefined && span !== undefined && isOneFeature(span);
  return isCoarser ? found : { version: told, migration: undefined, contradicted: undefined };
}

interface Recorded extends Pick<KnownRelease, 'version' | 'migration'> {
  readonly span: Span | undefined;
}

function recordedRelease({ mattermostVersion, migrations }: RecordedRelease): Recorded {
  const version = mattermostVersion.trim();
  const row = parseRelease(version);
  const byMigrations = releaseOfMigrations(migrations);
  if (byMigrations === undefined) {
    return { version, migration: undefined, span: parseSpan(version) };
  }
  const span = parseSpan(byMigrations.version);
  if (row === undefined || span === undefined || !hasFeature(span, row)) {
    return { ...byMigrations, span };
  }
  const later = { from: row, to: { ...row, patch: undefined } };
  if (isInSpan(row, span)) return { version, migration: undefined, span: later };
  // The row is older than a migration of its own feature release.
  return { ...byMigrations, version: featureText(row), span: later };
}

/** The first release whose servers keep this table (docs.mattermost.com, important upgrade notes, v6.4). */
const FIRST_RUN = 75;

function releaseOfMigrations(
  migrations: readonly Migration[],
): { readonly version: ReleaseText; readonly migration: number } | undefined {
  const isBackport = ({ number, name }: Migration): boolean =>
    ROLES_BACKPORT.has(`${number} ${name.trim().toLowerCase()}`);
  const numbers = new Set(
    migrations
      .filter((one) => Number.isSafeInteger(one.number) && one.number > 0)
      .filter((one) => !isBackport(one) && !UNRELEASED.has(one.number))
      .map(({ number }) => number),
  );
  const run = runOf(numbers);
  // Without its beginning the table was kept in part: the highest number tells the release.
  const last = run >= FIRST_RUN ? run : Math.max(0, ...numbers);
  if (last < FIRST_RUN) return undefined;
  const rest = [...numbers].filter((number) => number > last).sort((a, b) => a - b);
  const extra = migrations.some(isBackport) ? ['roles', ...rest] : rest;
  const releases = RELEASES_BY_NUMBERS.get([last, ...extra].join('+')) ?? releasesOfRun(last);
  return { version: versionText(releases), migration: last };
}

/** The last number that all lower ones are there with. */
function runOf(numbers: ReadonlySet<number>): number {
  let run = 0;
  for (let next = 1; numbers.has(next) || UNRELEASED.has(next); next += 1) {
    if (!UNRELEASED.has(next)) run = next;
  }
  return run;
}

type Range = Pick<ReleasesOf, 'from' | 'to'>;

/** Returns the releases of a number between two known ones: from the one that lacks it to the one that has more. */
function releasesOfRun(run: number): Range | string {
  const after = RELEASES_BY_RUN.find(({ numbers }) => Number(numbers) >= run);
  const before = RELEASES_BY_RUN.findLast(({ numbers }) => Number(numbers) <= run);
  if (after === undefined) return `>${RELEASES_BY_RUN.at(-1)?.to ?? ''}`;
  if (Number(after.numbers) === run || before === undefined) return after;
  const [from = '', to = ''] = [before.to, after.from].sort(byRelease);
  return { from, to };
}

/** Back-ports can make the later row begin with an older release. */
function byRelease(a: string, b: string): number {
  const [first, second] = [parseRelease(a), parseRelease(b)];
  return first === undefined || second === undefined ? 0 : compareFeatures(first, second);
}

function versionText(releases: Range | string): ReleaseText {
  if (typeof releases === 'string') return releases;
  return releases.from === releases.to ? releases.from : `${releases.from}-${releases.to}`;
}
