import type { Selection } from '../../config/selection.ts';
import { type Line, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Ledger, OfMove } from '../../importers/ledger/ledger.ts';
import { isDirectType } from '../../mapping/plan/consent.ts';
import type { TargetChannel } from '../../mapping/plan/target.ts';
import type { Channel, ChannelId } from '../../model/model.ts';
import { movesDirect, refuseOtherConsent } from '../run/consent.ts';
import type { Scope } from '../run/scope.ts';

/** A direct or group message that is in the workspace, and in which not everybody agrees (any more). */
export interface WithdrawnConversation {
  readonly channelId: ChannelId;
  /** Id of the channel in Slack, and its name there. */
  readonly slackId: string;
  readonly slackChannel: string;
}

/** Part of a scope that says which conversations may be in the workspace, and which channels are. */
interface ConsentScope extends Pick<Scope, 'consent'> {
  readonly workspace: {
    readonly conversations: readonly { readonly channel: Pick<Channel, 'id' | 'type'> }[];
  };
  readonly target: {
    readonly channels: readonly Pick<TargetChannel, 'id' | 'name'>[];
  };
}

type ConsentLedger = Pick<Ledger, 'ofKind'> & OfMove<'consent' | 'setConsent'>;

/**
 * Keeps a workspace to the list of consent by which it was filled, and records that list. UsageError when this run has
 * none or another one: only `sync` changes it (`followConsent`).
 */
export function keepConsent(
  ledger: ConsentLedger,
  settings: Pick<Selection, 'include'>,
  scope: ConsentScope,
  isWriting: boolean,
): void {
  const { consent } = scope;
  requireConsent(ledger, settings, scope);
  if (!movesDirect(settings) || consent === undefined) return;
  const withdrawn = ledger.move.consent() === '' ? withdrawnConversations(ledger, scope) : [];
  if (withdrawn.length > 0) throw new UsageError(notice('consent-withdrawn', named(withdrawn)));
  if (isWriting) ledger.move.setConsent(consent.digest);
}

/** Throws a UsageError when the workspace was filled by a list of consent, and this run has none or another one. */
export function requireConsent(
  ledger: OfMove<'consent'>,
  settings: Pick<Selection, 'include'>,
  { consent }: Pick<Scope, 'consent'>,
): void {
  const before = ledger.move.consent();
  if (before === '' || !movesDirect(settings)) return;
  refuseOtherConsent(consent, before, notice('consent-of-ledger'));
}

/**
 * Follows a list of consent that may have changed, and records it. Returns what is in the workspace without consent:
 * nothing is sent there any more, and only a person can remove it. UsageError when there is no list any more.
 */
export function followConsent(
  ledger: ConsentLedger,
  settings: Pick<Selection, 'include'>,
  scope: ConsentScope,
): readonly WithdrawnConversation[] {
  const { consent } = scope;
  if (!movesDirect(settings)) return [];
  const before = ledger.move.consent();
  if (consent === undefined) {
    if (before !== '') refuseOtherConsent(consent, before, notice('consent-of-ledger'));
    return [];
  }
  ledger.move.setConsent(consent.digest);
  return withdrawnConversations(ledger, scope);
}

/** Warning about what is in the workspace without consent. */
export const withdrawnWarning = (withdrawn: readonly WithdrawnConversation[]): readonly Line[] =>
  withdrawn.length === 0 ? [] : [notice('consent-changed', named(withdrawn))];

const MAX_NAMED = 5;

const named = (withdrawn: readonly WithdrawnConversation[]) => ({
  count: withdrawn.length,
  channels: withdrawn
    .slice(0, MAX_NAMED)
    .map(({ slackId }) => slackId)
    .join(', '),
});

function withdrawnConversations(
  ledger: Pick<Ledger, 'ofKind'>,
  { consent, workspace, target }: ConsentScope,
): readonly WithdrawnConversation[] {
  const names = new Map(target.channels.map(({ id, name }) => [id, name]));
  const made = new Map(
    ledger
      .ofKind('channel')
      .filter(({ key, state }) => state === 'done' && !key.endsWith(':joined'))
      .map(({ channelId, slackChannel }) => [channelId, slackChannel]),
  );
  return workspace.conversations.flatMap(({ channel: { id, type } }) => {
    const slackId = made.get(id) ?? '';
    const slackChannel = names.get(slackId);
    if (slackChannel === undefined || !isDirectType(type)) return [];
    return consent?.conversations.has(id) === true
      ? []
      : [{ channelId: id, slackId, slackChannel }];
  });
}
