import type { MovePath, Recommendation, RecommendationNote } from './recommendation.ts';
import type { SlackPlan, TargetKind } from './target-facts.ts';

export interface PathFacts {
  readonly posts: number;
  readonly zipBytes: number;
  readonly apiSeconds: number;
  readonly slackPlan: SlackPlan | undefined;
  /** How many move, merged ones too. */
  readonly channels: number;
  readonly hasDirectOrGroup: boolean;
  /** Private channels that are in the workspace already. */
  readonly privateToMerge: number;
  readonly files: number;
  readonly targetKind: TargetKind;
}

/** A server of which one archive after the freeze is imported within a night. Ours: no limit of Slack's. */
const SMALL_SERVER_POSTS = 500_000;
/** Under 2 GB an archive is uploaded directly, above it is fetched from a link (slack.com/help/articles/217872578). */
const DIRECT_UPLOAD_BYTES = 2_000_000_000;

/** Which way to move, why, what each way cannot do, and which targets will disappoint. */
export function recommendPath(facts: PathFacts): Recommendation {
  const { path, reasons } = chosen(facts);
  return { path, reasons, cannot: CANNOT, warnings: warningsOf(facts) };
}

function chosen(facts: PathFacts): { path: MovePath; reasons: readonly RecommendationNote[] } {
  const { posts, zipBytes, apiSeconds, slackPlan, channels, privateToMerge } = facts;
  const duration = note('api-days', { seconds: apiSeconds });
  if (slackPlan === 'enterprise-grid') {
    return { path: 'replay', reasons: [note('enterprise-grid'), duration] };
  }
  if (channels > 0 && privateToMerge >= channels) {
    return { path: 'replay', reasons: [mergesNote(facts), duration] };
  }
  const size = { posts, zipBytes };
  const large = [
    ...(zipBytes > DIRECT_UPLOAD_BYTES ? [note('zip-over-direct-upload', { zipBytes })] : []),
    ...(posts > SMALL_SERVER_POSTS ? [note('large-server', size)] : []),
  ];
  if (large.length > 0) return { path: 'zip-then-sync', reasons: [...large, duration] };
  return { path: 'zip', reasons: [note('small-server', size), duration] };
}

const mergesNote = ({ privateToMerge }: PathFacts): RecommendationNote =>
  note('private-channels-exist', { count: privateToMerge });

function warningsOf(facts: PathFacts): readonly RecommendationNote[] {
  const { slackPlan, privateToMerge, hasDirectOrGroup, targetKind } = facts;
  return [
    ...(slackPlan === 'enterprise-grid' ? [note('enterprise-grid')] : []),
    ...(slackPlan === 'free' ? [note('free-plan')] : []),
    ...(privateToMerge > 0 ? [mergesNote(facts)] : []),
    ...(hasDirectOrGroup ? [note('direct-messages')] : []),
    ...(targetKind === 'none' ? [note('no-target')] : []),
  ];
}

function note(code: string, values: RecommendationNote['values'] = {}): RecommendationNote {
  return { code, values };
}

const IMPORT_CANNOT = [
  'import-private-merge',
  'import-files',
  'import-edits',
  'import-emoji',
  'import-unproven',
];
const REPLAY_CANNOT = ['replay-backdate', 'replay-authors', 'replay-reactions', 'replay-direct'];

const CANNOT: Readonly<Record<MovePath, readonly string[]>> = {
  zip: IMPORT_CANNOT,
  'zip-then-sync': [...IMPORT_CANNOT, ...REPLAY_CANNOT],
  replay: REPLAY_CANNOT,
};
