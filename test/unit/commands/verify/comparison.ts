import type { PostPages } from '../../../../src/commands/run/post-pages.ts';
import { type ComparedTally, makeComparedTally } from '../../../../src/commands/verify/account.ts';
import {
  type DifferenceChecks,
  DifferenceLog,
} from '../../../../src/commands/verify/difference-log.ts';
import { byPreference, nameChannels } from '../../../../src/mapping/channel-names.ts';
import { type Conversation, decideConversations } from '../../../../src/mapping/conversations.ts';
import {
  type Explanations,
  makeExplanations,
} from '../../../../src/mapping/verify/explanations.ts';
import { makeExposures } from '../../../../src/mapping/verify/exposures.ts';
import type { PlaceNames } from '../../../../src/mapping/verify/places.ts';
import { buildWorkspace, type Workspace } from '../../../../src/mapping/workspace.ts';
import type { Post } from '../../../../src/model/model.ts';
import { type UserId, userId } from '../../../../src/model/model.ts';
import { aChannel, aPersonDecision, aTeam, aUser } from '../../../support/builders/builders.ts';

export const YAMADA = aUser();
export const SUZUKI = aUser({
  id: userId('usersuzuki0000000000000001'),
  username: 'suzuki',
  firstName: 'Hana',
  lastName: 'Suzuki',
  email: 'suzuki@example.co.jp',
});

/** The channel of the builders, with two people in the workspace. */
export function aVerifiedWorkspace({ skipped = [] as readonly UserId[] } = {}): {
  readonly workspace: Workspace;
  readonly conversation: Conversation;
} {
  const channels = [aChannel()];
  const named = nameChannels(channels, [aTeam()], byPreference('name'));
  const conversations = decideConversations(channels, named, () => []);
  const [conversation] = conversations;
  if (conversation === undefined) throw new Error('no conversation');
  const people = skipped.map((id) => aPersonDecision({ userId: id, action: 'skip' }));
  const source = { users: [YAMADA, SUZUKI], groups: [], emoji: [], people, conversations };
  return {
    workspace: buildWorkspace(source, { latex: { block: true, inline: false }, tables: 'block' }),
    conversation,
  };
}

/** Each given list is a page. */
export const pagesOf = (...pages: readonly (readonly Post[])[]): PostPages =>
  async function* () {
    yield* pages;
  };

/** Where a comparison writes, and what it has written. */
export interface Recorded {
  readonly differences: DifferenceLog;
  readonly explanations: Explanations;
  readonly tally: ComparedTally;
  /** `differs message.text ID`, with `: cause` behind an expected one. */
  lines(): readonly string[];
  /** Posts that were compared, and the others by their reasons. */
  account(): Readonly<Record<string, number>>;
}

const NO_PLACES: PlaceNames = {
  placeOf: () => undefined,
  sampleOf: ({ postId }) => postId,
};

export function startRecording(checks: Partial<DifferenceChecks> = {}): Recorded {
  const written: string[] = [];
  const explanations = makeExplanations();
  const write = async (text: string): Promise<void> => void written.push(text);
  const tally = makeComparedTally();
  return {
    differences: new DifferenceLog({ write }, explanations, NO_PLACES, {
      wereIssued: async () => new Set(),
      exposures: makeExposures(() => false),
      ...checks,
    }),
    explanations,
    tally,
    lines: () => written.map((line) => summary(JSON.parse(line))),
    account: () => ({ compared: tally.posts, ...Object.fromEntries(tally.leftOut) }),
  };
}

function summary({
  kind,
  thing,
  field,
  post,
  ts,
  cause,
}: Readonly<Record<string, string>>): string {
  const what = field === '' ? thing : `${thing}.${field}`;
  return `${kind} ${what} ${post || ts}${cause === '' ? '' : `: ${cause}`}`;
}
