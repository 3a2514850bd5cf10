import { type Notice, notice } from '../../errors/notices.ts';
import type { DiffItem, DiffKind } from './diff-model.ts';
import type { Plan, PlannedChannel } from './plan.ts';
import type { TargetChannel, TargetFacts } from './target.ts';

/** Conflicts of a plan with the target; `!` in the diff. */
export function conflictsWith(
  kind: DiffKind,
  plan: Plan,
  target: TargetFacts,
): readonly DiffItem[] {
  if (target.kind !== 'slack') return [];
  if (kind === 'users') return userConflicts(plan, target);
  return kind === 'channels' ? channelConflicts(plan, target) : [];
}

function userConflicts(plan: Plan, target: TargetFacts): readonly DiffItem[] {
  const gone = new Set(
    target.users.filter(({ isDeactivated }) => isDeactivated).map(({ id }) => id),
  );
  return plan.people
    .filter(({ action, slackId }) => action === 'match' && gone.has(slackId))
    .map(({ userId, username }) =>
      conflict({ id: userId, name: username, isPrivate: false }, notice('account-deactivated')),
    );
}

function channelConflicts(plan: Plan, target: TargetFacts): readonly DiffItem[] {
  // Public and private channels share one set of names; direct and group messages have none.
  const named = target.channels.filter(hasOwnName);
  const byName = new Map(named.map((channel) => [channel.name, channel]));
  const byId = new Map(target.channels.map((channel) => [channel.id, channel]));
  const mixed = mixedTargets(plan);
  return plan.channels.flatMap((channel) => {
    const note = channelNote(channel, byName, byId) ?? mixedNote(channel, mixed);
    const { channelId, slackName, type } = channel;
    const place = { id: channelId, name: slackName, isPrivate: type !== 'public' };
    return note === undefined ? [] : [conflict(place, note)];
  });
}

const hasOwnName = ({ list }: Pick<TargetChannel, 'list'>): boolean =>
  list === 'channels' || list === 'groups';

/** Ids of channels that both public and other conversations are merged into. */
function mixedTargets({ channels }: Plan): ReadonlySet<string> {
  const merged = channels.filter(({ action, slackId }) => action === 'merge' && slackId !== '');
  const idsOf = (isPublic: boolean): readonly string[] =>
    merged.filter(({ type }) => (type === 'public') === isPublic).map(({ slackId }) => slackId);
  const others = new Set(idsOf(false));
  return new Set(idsOf(true).filter((id) => others.has(id)));
}

const mixedNote = (
  { action, slackId }: PlannedChannel,
  mixed: ReadonlySet<string>,
): Notice | undefined =>
  action === 'merge' && mixed.has(slackId) ? notice('public-and-other-merged') : undefined;

function channelNote(
  channel: PlannedChannel,
  byName: ReadonlyMap<string, TargetChannel>,
  byId: ReadonlyMap<string, TargetChannel>,
): Notice | undefined {
  const { action, slackName, slackId, list, name } = channel;
  const isNamed = action === 'create' && hasOwnName(channel);
  if (isNamed && byName.has(slackName)) return notice('name-taken');
  // The name was taken: someone should check whether that channel is the same one.
  if (isNamed && byName.has(name) && slackName !== name) {
    return notice('own-name-taken', { name });
  }
  const there = action === 'merge' ? byId.get(slackId) : undefined;
  if (there === undefined) return undefined;
  if (there.isArchived) return notice('merge-target-archived');
  return list === 'groups' ? notice('private-merge-by-import') : undefined;
}

function conflict(place: Pick<DiffItem, 'id' | 'name' | 'isPrivate'>, note: Notice): DiffItem {
  return { mark: '!', ...place, changes: [], note, count: 1 };
}
