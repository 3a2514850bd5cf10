import { UsageError } from '../../errors/errors.ts';
import type { Ledger, OfMove } from '../../importers/ledger/ledger.ts';
import { changedPerson, peopleRecord } from '../../mapping/people-record.ts';
import type { Scope } from '../run/scope.ts';

/**
 * Keeps the messages of a workspace under the people who have written them, and records those of this run before it
 * sends any. UsageError when posts of an account are there under another person than this run decides.
 */
export function keepPeople(
  ledger: Pick<Ledger, 'counts' | 'ofKind'> & OfMove<'peopleRecord' | 'setPeopleRecord'>,
  { workspace }: Pick<Scope, 'workspace'>,
  isWriting: boolean,
): void {
  const before = ledger.move.peopleRecord();
  const changed = isEmpty(ledger, before) ? undefined : changedPerson(before, workspace);
  if (changed !== undefined) throw new UsageError(changed);
  if (isWriting) ledger.move.setPeopleRecord(peopleRecord(workspace));
}

/** True for a ledger without messages: of a new workspace, or of one whose history was taken back. */
function isEmpty(ledger: Pick<Ledger, 'counts' | 'ofKind'>, before: string): boolean {
  if (ledger.counts().some(({ kind }) => kind === 'message')) return false;
  return before === '' || ledger.ofKind('channel').every(({ origin }) => origin === 'app');
}
