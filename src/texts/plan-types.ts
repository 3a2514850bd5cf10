import type { LossCode, LossEntry } from '../mapping/losses.ts';
import type { ChannelAction, PersonAction, PersonState } from '../mapping/plan/decisions.ts';
import type { DiffKind, DiffMark, PlanDiff } from '../mapping/plan/diff-model.ts';
import type { MovePath } from '../mapping/plan/plan.ts';
import type { SlackPlan } from '../mapping/plan/target.ts';
import type { ChannelType } from '../model/model.ts';

/** Every word of the plan's reports in one language. `{name}` stands for a value that is filled in. */
export interface PlanTexts {
  readonly title: string;
  /** `{source}`, `{target}`, `{time}` */
  readonly subtitle: string;
  readonly noTarget: string;
  /** Whether names of private conversations stand in the report. */
  readonly passOn: { readonly hidden: string; readonly shown: string };
  /** `{create}`, `{change}`, `{gone}`, `{conflict}` */
  readonly sum: string;
  /** `{count}` */
  readonly more: string;
  /** `{shown}`, `{all}` */
  readonly rowsShown: string;
  /** `{type}`, `{id}` */
  readonly hiddenName: string;
  readonly none: string;
  readonly headings: Readonly<Record<HeadingName, string>>;
  readonly leads: Readonly<Record<LeadName, string>>;
  readonly totals: Readonly<Record<TotalName, string>>;
  readonly columns: Readonly<Record<ColumnName, string>>;
  readonly against: Readonly<Record<PlanDiff['against'], string>>;
  readonly marks: Readonly<Record<DiffMark, string>>;
  readonly kinds: Readonly<Record<DiffKind, string>>;
  readonly types: Readonly<Record<ChannelType, string>>;
  /** For columns, which say what the word is about. */
  readonly shortTypes: Readonly<Record<ChannelType, string>>;
  readonly personActions: Readonly<Record<PersonAction, string>>;
  readonly personStates: Readonly<Record<PersonState, string>>;
  readonly channelActions: Readonly<Record<ChannelAction, string>>;
  readonly slackPlans: Readonly<Record<SlackPlan, string>>;
  readonly paths: Readonly<Record<MovePath, string>>;
  /** What sets the wall time; `{what}`: a method. */
  readonly bounds: {
    readonly method: string;
    readonly channel: string;
    readonly workspace: string;
  };
  readonly notes: Readonly<Record<string, string>>;
  readonly cannot: Readonly<Record<string, string>>;
  readonly losses: Readonly<Record<LossCode, LossText>>;
  readonly search: string;
  readonly all: string;
  readonly yes: string;
  readonly recommended: string;
}

export interface LossText extends LossEntry {
  /** Short, for charts; without one the code stands there. */
  readonly name?: string;
}

type HeadingName =
  | 'recommendation'
  | 'why'
  | 'cannot'
  | 'warnings'
  | 'totals'
  | 'changes'
  | 'months'
  | 'largest'
  | 'losses'
  | 'forecast'
  | 'people'
  | 'unmatched'
  | 'allPeople'
  | 'channels'
  | 'figures'
  | 'contents';

type LeadName = 'months' | 'largest' | 'losses' | 'forecast' | 'unmatched' | 'changes';

type TotalName =
  | 'posts'
  | 'messages'
  | 'conversations'
  | 'people'
  | 'reactions'
  | 'files'
  | 'storage'
  | 'zip'
  | 'emoji'
  | 'missingFiles'
  | 'oversizeFiles'
  | 'splitPosts'
  | 'skipped'
  | 'apiCalls'
  | 'apiDuration'
  | 'endsAt'
  | 'longestChannel'
  | 'boundBy'
  | 'dayFiles';

type ColumnName =
  | 'kind'
  | 'name'
  | 'what'
  | 'month'
  | 'sum'
  | 'channel'
  | 'type'
  | 'slackName'
  | 'action'
  | 'archive'
  | 'members'
  | 'posts'
  | 'files'
  | 'size'
  | 'reason'
  | 'count'
  | 'loss'
  | 'advice'
  | 'where'
  | 'method'
  | 'calls'
  | 'perMinute'
  | 'time'
  | 'username'
  | 'fullName'
  | 'email'
  | 'state'
  | 'slackId';
