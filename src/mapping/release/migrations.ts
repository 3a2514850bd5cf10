/**
 * Which releases of Mattermost leave which numbers in `db_migrations`. Numbers are the same on MySQL and PostgreSQL;
 * 110 and 189 were never released. Sources, by mark:
 *
 * - docs: docs.mattermost.com, changelogs and "Important upgrade notes" (state of RELEASES_AS_OF), which name migrations
 * - git: migration files at the release's tag, or merged before the release was cut, in github.com/mattermost/mattermost
 * - pull: github.com/mattermost/mattermost/pull, the number behind it
 * - seen: a database that a server of this release wrote
 *
 * `likely` beside a source: the release's cut lies within days of the migration's merge, and the neighbour is possible.
 */
export interface ReleasesOf {
  /** Numbers from 1 on without a hole, and behind `+` those above the first hole, which come from back-ports. */
  readonly numbers: string;
  /** The oldest and the newest release that leave them; `8.1.2+` is this patch release or a later one of 8.1. */
  readonly from: string;
  readonly to: string;
  readonly source: string;
}

/** The newest state of the sources. */
export const RELEASES_AS_OF = '2026-08-21';

type Row = readonly [numbers: string, from: string, to: string, source: string];

/** Rows without a `+` are in the order of their numbers. */
const ROWS: readonly Row[] = [
  ['75', '6.4', '6.4', 'git, likely'],
  ['77', '6.5', '6.5', 'git, likely'],
  ['78', '6.6', '6.6', 'git, likely'],
  ['80', '6.7', '6.7', 'docs'],
  ['83', '7.0', '7.0', 'git, likely'],
  ['89', '7.1', '7.1', 'docs'],
  ['89+95', '7.1.5+', '7.1.5+', 'docs'],
  ['90', '7.2', '7.2', 'docs'],
  ['92', '7.3', '7.3', 'git, likely'],
  ['93', '7.4', '7.4', 'git, likely'],
  ['93+95', '7.4.1', '7.5', 'pull 21546'],
  ['100', '7.7', '7.7', 'docs'],
  ['101', '7.8', '7.8', 'git, likely'],
  ['101+107+108', '7.8.5+', '7.8.5+', 'pull 22559'],
  ['101+107+108+113', '7.8.11+', '7.8.11+', 'pull 24492'],
  ['104', '7.9', '7.9', 'docs'],
  ['104+107', '7.9.4+', '7.9.4+', 'pull 22559'],
  ['105', '7.10', '7.10', 'docs, likely'],
  ['105+107+108', '7.10.1+', '7.10.1+', 'docs'],
  ['109', '8.0', '8.0', 'git'],
  ['111', '8.1', '9.0', 'pull 24341, likely'],
  ['111+113', '8.1.2+', '8.1.2+', 'pull 24499, likely'],
  ['113', '8.1.2', '9.2', 'docs; seen with 8.1'],
  ['114', '9.3', '9.3', 'docs'],
  ['117', '9.4', '9.4', 'docs, likely'],
  ['119', '9.5', '9.7', 'pull 27448'],
  ['119+122', '9.5.7+', '9.5.7+', 'pull 27448'],
  ['120', '9.8', '9.8', 'docs, likely'],
  ['121', '9.9', '9.10', 'git'],
  ['121+123+124', '9.9.2', '9.10', 'git'],
  ['124', '9.11', '10.0', 'git'],
  ['124+127', '9.11.2', '10.0', 'git'],
  ['124+127+135', '9.11.15+', '9.11.15+', 'docs'],
  ['127', '10.1', '10.2', 'pull 28709, likely'],
  ['128', '10.3', '10.4', 'git, likely'],
  ['129', '10.5', '10.5', 'docs'],
  ['129+135', '10.5.5+', '10.5.5+', 'docs'],
  ['130', '10.6', '10.6', 'docs'],
  ['133', '10.7', '10.7', 'docs'],
  ['134', '10.8', '10.8', 'docs'],
  ['137', '10.9', '10.9', 'docs'],
  ['141', '10.10', '11.0', 'docs'],
  ['141+roles', '10.11.16+', '10.11.16+', 'pull 36594'],
  ['141+roles+195', '10.11.21+', '10.11.21+', 'pull 37081'],
  ['143', '11.1', '11.1', 'docs'],
  ['146', '11.2', '11.2', 'docs'],
  ['148', '11.3', '11.4', 'docs; seen with 11.4.0'],
  ['149', '11.4', '11.4', 'docs'],
  ['155', '11.5', '11.6', 'docs'],
  ['158', '11.5.5', '11.6', 'docs'],
  ['167', '11.7', '11.7', 'docs'],
  ['167+171', '11.7', '11.7', 'docs'],
  ['167+171+195', '11.7.6+', '11.7.6+', 'docs'],
  ['184', '11.8', '11.8', 'pull 37100'],
  ['184+195', '11.8', '11.8', 'docs, likely'],
  ['200', '11.9', '11.9', 'docs'],
  ['203', '11.10', '11.10', 'docs, likely'],
];

const RELEASES: readonly ReleasesOf[] = ROWS.map(([numbers, from, to, source]) => ({
  ...{ numbers, from, to, source },
}));

/** The releases whose numbers go on without a hole, in their order. */
export const RELEASES_BY_RUN: readonly ReleasesOf[] = RELEASES.filter(
  ({ numbers }) => !numbers.includes('+'),
);

export const RELEASES_BY_NUMBERS: ReadonlyMap<string, ReleasesOf> = new Map(
  RELEASES.map((releases) => [releases.numbers, releases]),
);

/** Numbers that no release has. */
export const UNRELEASED: ReadonlySet<number> = new Set([110, 189]);

/**
 * Under 142 to 144 Mattermost 10.11.16 and later put what is 156 to 158 in 11.x, by these names
 * (github.com/mattermost/mattermost/pull/36594).
 */
export const ROLES_BACKPORT: ReadonlySet<string> = new Set([
  '142 add_schemeid_to_roles',
  '143 backfill_roles_schemeid',
  '144 add_roles_schemeid_index',
]);
