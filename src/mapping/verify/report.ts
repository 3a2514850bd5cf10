import type { Line } from '../../errors/errors.ts';
import type { SourceEngine } from '../../model/source-kind.ts';
import type { AccountLine } from '../account.ts';
import type { PlanOptions } from '../plan/plan.ts';
import type { Difference } from './facts.ts';
import type { LaterDifferences } from './later.ts';
import type { PlaceCount } from './places.ts';
import type { SideCount } from './side-counts.ts';

/** Differences of one kind and cause, counted; contains no text of posts. */
export interface DifferenceCount {
  readonly kind: Difference['kind'];
  readonly thing: Difference['thing'];
  readonly field: Difference['field'];
  /** The loss or pending change that explains the differences; '' for none. */
  readonly cause: string;
  readonly count: number;
  /** Links to posts; other identifiers where there is no post. */
  readonly samples: readonly string[];
  /** Conversations with the most differences first. */
  readonly places: readonly PlaceCount[];
  /** Number of further places. */
  readonly otherPlaces: number;
}

/** Cause of a linked file that Slack has not fetched from `serve-files`. */
export const NOT_FETCHED = 'not-fetched';

/** The account; `written` counts the posts that were found in the target and compared. */
export interface VerifyAccount {
  readonly posts: AccountLine;
}

/** Number of files with links to `serve-files`, and of those that were fetched completely. */
export interface PickedUp {
  readonly linked: number;
  readonly fetched: number;
}

/** The database that was compared. Times are milliseconds since the epoch. */
export interface VerifiedSource {
  readonly engine: SourceEngine;
  readonly databaseVersion: string;
  /** Name of the database. */
  readonly database: string;
  /** '' when the database does not say. */
  readonly mattermostVersion: string;
  readonly siteUrl: string | undefined;
  /** When the comparison began to read, by this machine's clock: the snapshot's time for archives. */
  readonly readAtMs: number;
  /** Latest change of a post that the source held then; 0 without posts. */
  readonly seenUpToMs: number;
}

/** An archive that was compared. */
export interface VerifiedArchive {
  readonly file: string;
  readonly sizeBytes: number;
  /** Of the whole file, in hexadecimal. */
  readonly sha256: string;
}

/** The workspace that was compared. */
export interface VerifiedWorkspace {
  readonly name: string;
  readonly id: string;
}

/** What selected and shaped the comparison. */
export interface VerifyOptionsShown extends Omit<PlanOptions, 'consent'> {
  /** The list of direct and group messages in which everybody agreed: its digest, and how many there are. */
  readonly consent?: { readonly digest: string; readonly conversations: number } | undefined;
  /** Domain of a trial import. */
  readonly rehearsalDomain: string | undefined;
  /** File name of the plan whose decisions were expected. */
  readonly plan: string | undefined;
  /** True when files were compared by their bytes. */
  readonly comparesBytes: boolean;
}

/** What was compared, when and by which program. */
export interface VerifyOrigin {
  readonly programVersion: string;
  /** When the report was made, milliseconds since the epoch. */
  readonly madeAtMs: number;
  /** True when the report may name private conversations. */
  readonly withText: boolean;
  readonly source: VerifiedSource;
  /** In the order in which they are imported; empty for a workspace. */
  readonly archives: readonly VerifiedArchive[];
  readonly workspace: VerifiedWorkspace | undefined;
  readonly options: VerifyOptionsShown;
}

/** Losses of one code that the migration recorded. */
export interface RecordedLoss {
  /** A code of the catalogue, or one that a newer version wrote. */
  readonly code: string;
  readonly count: number;
}

/** What `verify` prints and writes; contains no text of posts. */
export interface VerifyReport extends VerifyOrigin {
  readonly command: 'verify';
  readonly kind: 'zip' | 'workspace';
  /** Names of the archives, or of the workspace. */
  readonly targets: readonly string[];
  /** True when every difference is expected. */
  readonly isClean: boolean;
  readonly conversations: number;
  readonly account: VerifyAccount;
  /** Things of each kind on both sides. */
  readonly counts: readonly SideCount[];
  /** Differences without a recorded cause, the most severe first. */
  readonly differences: readonly DifferenceCount[];
  /** How many of `differences` are of what happened after the archives were made; absent where nothing says when. */
  readonly later?: LaterDifferences;
  /** Differences that a recorded loss or a pending change explains. */
  readonly expected: readonly DifferenceCount[];
  /** Number of messages that others wrote in the target. */
  readonly foreign: number;
  readonly pickedUp: PickedUp;
  /** Losses that the migration recorded, by code. */
  readonly losses: readonly RecordedLoss[];
  readonly warnings: readonly Line[];
}
