import { TargetError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Ledger, OfMove } from '../../importers/ledger/ledger.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { readArchives } from '../run/known-archives.ts';
import type { Scope } from '../run/scope.ts';

type Actions = Pick<Ledger, 'ofKind' | 'counts'>;

/**
 * True once a channel was created, joined or adopted for a conversation, or a message was sent: a private channel that is
 * there already needs neither.
 */
export const isFilled = (ledger: Actions): boolean =>
  ledger.ofKind('channel').length > 0 || ledger.counts().some(({ kind }) => kind === 'message');

/** Throws a UsageError while messages of an import may be in the workspace that no `adopt` has looked for yet. */
export function requireAdopted(ledger: OfMove<'isAdopting'>): void {
  if (ledger.move.isAdopting()) throw new UsageError(notice('adoption-unfinished'));
}

/** Throws a UsageError before the history was sent or adopted: a sync would send all of it, beside an import too. */
export function requireFilled(ledger: Actions): void {
  if (!isFilled(ledger)) throw new UsageError(notice('ledger-unfilled'));
}

/** Throws a TargetError for a ledger that knows of a history, and of none of the server's channels. */
export function refuseOtherServer(
  ledger: Actions & Pick<Ledger, 'ofChannel'>,
  conversations: readonly Conversation[],
): void {
  if (!isFilled(ledger)) return;
  for (const { channel } of conversations) {
    for (const _ of ledger.ofChannel(channel.id)) return;
  }
  throw new TargetError(notice('ledger-of-other-server'));
}

/**
 * Throws a UsageError when the history may be in the workspace by an import that was not adopted: nothing is in the
 * ledger, the work directory has records of an archive, and channels of the workspace have the names of conversations.
 */
export async function refuseUnadopted(
  work: string,
  ledger: Actions,
  { conversations, decisionOf }: Pick<Scope, 'conversations' | 'decisionOf'>,
): Promise<void> {
  if (isFilled(ledger)) return;
  const merged = conversations.filter(({ channel }) => decisionOf(channel.id)?.action === 'merge');
  if (merged.length === 0) return;
  const archives = await readArchives(work);
  if (archives.length === 0) return;
  const values = { archives: archives.map(({ name }) => name), count: merged.length };
  throw new UsageError(notice('import-not-adopted', values));
}
