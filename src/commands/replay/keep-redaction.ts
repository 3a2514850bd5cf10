import type { Config } from '../../config.ts';
import { UsageError } from '../../errors.ts';
import type { Ledger } from '../../importers/ledger/ledger.ts';

/**
 * Credentials that were once kept out of a workspace stay out. UsageError when this run is not told to: it would
 * take each mark for an old text, and put the credential in its place.
 */
export function keepRedaction(
  ledger: Pick<Ledger, 'isRedacted' | 'setRedacted'>,
  { redactSecrets }: Pick<Config, 'redactSecrets'>,
  { isWriting }: { readonly isWriting: boolean },
): void {
  if (!redactSecrets && ledger.isRedacted()) {
    throw new UsageError(
      'the workspace was filled with --redact-secrets: say it again, or set redactSecrets: true in the configuration; nothing was done',
    );
  }
  if (redactSecrets && isWriting) ledger.setRedacted();
}
