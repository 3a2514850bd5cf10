import type { ReplaySettings } from '../../config/config.ts';
import { notice } from '../../errors/notices.ts';
import type { Source } from '../../exporters/source.ts';
import { channelKey } from '../../importers/ledger/keys.ts';
import type { Action, Ledger, OfMove } from '../../importers/ledger/ledger.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { PersonDecision } from '../../mapping/decisions.ts';
import type { TargetChannel, TargetFacts } from '../../mapping/plan/target.ts';
import { existingChannels, foundChannels } from '../../mapping/replay-channels.ts';
import { uniquePeople } from '../../mapping/same-people.ts';
import type { ChannelId, UserId } from '../../model/model.ts';
import { sourceKind } from '../../model/source-kind.ts';
import type { AppliedPlan } from '../run/applied-plan.ts';
import { readAllMembers } from '../run/members.ts';
import { openScope, type Scope, type ScopeSettings } from '../run/scope.ts';
import { refuseOtherServer } from './guards.ts';

/** Scope of a run that uses a workspace: its channels and members too. */
export interface WorkspaceScope extends Scope {
  readonly target: TargetFacts;
  /** Channels that exist in the workspace, merged or created by an earlier run. */
  readonly places: ReadonlyMap<ChannelId, TargetChannel>;
  readonly members: ReadonlyMap<ChannelId, readonly UserId[]>;
  /** True when direct and group messages of an import are left out, because no app sees them. */
  readonly hasUnseen: boolean;
}

export interface WorkspaceScopeSettings extends ScopeSettings {
  readonly replay: Pick<ReplaySettings, 'direct'>;
}

export interface WorkspaceScopeOptions {
  readonly ledger: Pick<Ledger, 'get' | 'ofKind' | 'ofChannel' | 'counts'> &
    OfMove<'bindToSource' | 'isDirectImported'>;
  readonly target: TargetFacts;
  /** Undefined when the run makes its own decisions. */
  readonly applied: AppliedPlan | undefined;
  /** True for a run that reports a channel that cannot be used instead of refusing it. */
  readonly isReport?: true;
  /** True for a run that links an import to the source. */
  readonly isAdoption?: true;
}

/**
 * Opens a scope and finds its channels in the workspace. Errors as those of `openScope`; TargetError when the
 * ledger is of another server or kind of source, or a channel of a decision cannot be used and the run is no report.
 */
export async function openWorkspaceScope(
  settings: WorkspaceScopeSettings,
  source: Source,
  { ledger, target, applied, isReport, isAdoption }: WorkspaceScopeOptions,
): Promise<WorkspaceScope> {
  const scope = await openScope(settings, source, {
    target: withoutOwnChannels(target, ledger),
    applied,
  });
  ledger.move.bindToSource(sourceKind(scope.description.engine));
  refuseOtherServer(ledger, scope.workspace.conversations);
  // Direct and group messages migrate when they are selected and the setting does not skip them.
  const wanted = scope.conversations.filter(
    (each) => settings.replay.direct !== 'skip' || isNamed(each),
  );
  // Those of an import stay where it put them: a second copy in private channels is nobody's wish.
  const isImported = isAdoption === true || ledger.move.isDirectImported();
  const conversations = isImported ? wanted.filter(isNamed) : wanted;
  const unseen = wanted.length - conversations.length;
  const ids = conversations.map(({ channel }) => channel.id);
  const findChannels = isReport === true ? foundChannels : existingChannels;
  return {
    ...scope,
    conversations,
    notes: [
      ...scope.notes,
      ...(unseen === 0 ? [] : [notice('direct-imported', { count: unseen })]),
    ],
    hasUnseen: unseen > 0,
    target,
    places: findChannels(
      ids.flatMap((id) => scope.decisionOf(id) ?? []),
      target,
      (id) => ledger.get(channelKey(id))?.slackChannel || undefined,
    ),
    members: await readAllMembers(source, ids),
  };
}

/** True for a conversation that is a channel in Slack too, which an app may join. */
export const isNamed = ({ list }: Conversation): boolean =>
  list === 'channels' || list === 'groups';

/**
 * Returns the workspace without the channels that the app created and those that an import made or filled: their names
 * count as free, because they are those of conversations of the source. A creation whose answer was lost may have made
 * any channel of the app that the ledger does not know; `makeChannel` finds out which.
 */
function withoutOwnChannels(target: TargetFacts, ledger: Pick<Ledger, 'ofKind'>): TargetFacts {
  const actions = ledger.ofKind('channel');
  const made = actions.filter(({ origin, detail }) => origin !== 'app' || detail);
  const ours = new Set(made.map(({ slackChannel }) => slackChannel));
  const known = new Set(actions.map(({ slackChannel }) => slackChannel));
  const isUnclear = actions.some(isUnclearCreation);
  const mayBeOurs = ({ id, creatorId, isArchived }: TargetChannel): boolean =>
    isUnclear && !isArchived && isOwnUser(creatorId, target) && !known.has(id);
  return {
    ...target,
    channels: target.channels.filter((channel) => !ours.has(channel.id) && !mayBeOurs(channel)),
  };
}

/** True for the creation of a channel without an outcome; joining a channel names it beforehand. */
const isUnclearCreation = ({ state, slackChannel }: Action): boolean =>
  state === 'intended' && slackChannel === '';

const isOwnUser = (id: string | undefined, { appUserId }: TargetFacts): boolean =>
  id !== undefined && id !== '' && id === appUserId;

/** Returns the usernames of a conversation's members; the id of a person without a row. */
export function memberNames(
  { workspace, members }: WorkspaceScope,
  id: ChannelId,
): readonly string[] {
  const people = uniquePeople(members.get(id) ?? [], workspace.samePeople);
  return people.map((user) => workspace.users.get(user)?.username ?? user);
}

/** The people whom a decision matches with an account that the workspace does not have. */
export function peopleWithoutAccount({
  decisions,
  target,
}: Pick<WorkspaceScope, 'decisions' | 'target'>): readonly PersonDecision[] {
  const ids = new Set(target.users.map(({ id }) => id));
  const addresses = new Set(target.users.map(({ email }) => email.toLowerCase()));
  return decisions.people.filter(({ action, slackId, slackEmail }) => {
    if (action !== 'match') return false;
    if (slackId !== '') return !ids.has(slackId);
    return slackEmail === '' || !addresses.has(slackEmail.toLowerCase());
  });
}

/** Returns Slack's member ids of the matched people who are active, by each of their accounts. */
export function matchedAccounts({
  decisions,
  target,
  workspace: { samePeople },
}: Pick<WorkspaceScope, 'decisions' | 'target' | 'workspace'>): ReadonlyMap<UserId, string> {
  const byEmail = new Map(
    target.users
      .filter(({ email }) => email !== '')
      .map(({ email, id }) => [email.toLowerCase(), id]),
  );
  const active = new Set(
    target.users.filter(({ isDeactivated }) => !isDeactivated).map(({ id }) => id),
  );
  const accounts = new Map(
    decisions.people.flatMap(({ userId, action, slackId, slackEmail }) => {
      const id = slackId || byEmail.get(slackEmail.toLowerCase()) || '';
      return action === 'match' && active.has(id) ? [[userId, id] as const] : [];
    }),
  );
  for (const [further, person] of samePeople) {
    const account = accounts.get(person);
    if (account !== undefined) accounts.set(further, account);
  }
  return accounts;
}
