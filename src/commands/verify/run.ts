import type { Config, ReplaySettings, ServerFacts, ShownProgress } from '../../config/config.ts';
import type { DatabaseAddress } from '../../config/database-address.ts';
import type { Delivery, FilesConfig } from '../../config/files.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import type { SlackAccess } from '../../config/slack.ts';
import type { AppliedPlan } from '../run/applied-plan.ts';
import type { PlanSettings } from '../run/apply-plan.ts';
import type { CommandContext } from '../run/context.ts';
import type { WorkspaceScopeSettings } from '../workspace/scope.ts';
import type { DifferenceLines } from './difference-log.ts';
import type { GivenArchive } from './manifests.ts';

interface ComparisonOptions {
  /** Undefined when the run makes its own decisions. */
  readonly applied: AppliedPlan | undefined;
  /** True when the files of a workspace are downloaded and their bytes compared. */
  readonly comparesBytes: boolean;
  /** Where manifests, losses and ledgers are; reports are written into the first. */
  readonly workDirectories: readonly string[];
  /** True when the reports may name private conversations. */
  readonly withText: boolean;
}

/** What flags say of a run. */
export interface VerifyOptions extends ComparisonOptions {
  /** The archives, in the order in which they are imported; empty for the workspace. */
  readonly zips: readonly string[];
}

/** The same once the manifests were read. */
interface RunOptions extends ComparisonOptions {
  readonly archives: readonly GivenArchive[];
}

/** Settings that shape the messages of a migration. */
export type ViewSettings = Pick<OutputShape, 'rewriteLinksTo' | 'systemMessages' | 'tables'> &
  Pick<ServerFacts, 'siteUrl'>;

/** The settings that a comparison uses. */
export interface VerifySettings
  extends WorkspaceScopeSettings,
    ViewSettings,
    PlanSettings,
    ShownProgress,
    Pick<OutputShape, 'rehearsalDomain' | 'redactSecrets' | 'csvQuoting' | 'zipBookmarks'>,
    Pick<Config, 'workers'> {
  readonly source: Pick<DatabaseAddress, 'database' | 'repairEncoding'>;
  readonly files: FilesConfig;
  readonly delivery: Pick<Delivery, 'deliver'>;
  readonly replay: ReplaySettings;
  readonly slack: SlackAccess;
}

/** What a report says about the run itself. */
export interface ProgramFacts {
  readonly version: string;
  /** When the run began, milliseconds since the epoch. */
  readonly startedAtMs: number;
}

/** One run of `verify`. */
export interface VerifyRun {
  readonly settings: VerifySettings;
  readonly options: RunOptions;
  readonly context: CommandContext;
  readonly program: ProgramFacts;
  /** The file `differences.jsonl`. */
  readonly lines: DifferenceLines;
}
