import { join } from 'node:path';
import type { DatabaseAddress } from '../../config/database-address.ts';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { LEDGER_FILE, type Ledger, type LedgerOwner } from '../../importers/ledger/ledger.ts';
import { type Lock, lockLedger } from '../../importers/ledger/lock.ts';
import { openLedger } from '../../importers/ledger/sqlite.ts';
import { readIfPresent } from '../../system/files.ts';
import { keepRepair } from '../workspace/session.ts';

/**
 * Throws UsageError when a work directory has no ledger: then nothing was migrated from it, and there is nothing to
 * compare.
 */
export async function requireLedgers(workDirectories: readonly string[]): Promise<void> {
  for (const folder of workDirectories) {
    const path = join(folder, LEDGER_FILE);
    if ((await readIfPresent(path)) !== undefined) continue;
    throw new UsageError(notice('ledger-missing', { path }));
  }
}

/** The workspace that they must be of, and how this run reads texts. */
interface FurtherLedgerOptions {
  readonly owner: LedgerOwner;
  readonly settings: {
    readonly redactSecrets: boolean;
    readonly source: Pick<DatabaseAddress, 'repairEncoding'>;
  };
}

/**
 * Opens the ledgers of further work directories, locked, and passes them to `use`. TargetError when one belongs to
 * another workspace or app, or another process uses it; UsageError when one is of a redacted workspace and this run
 * does not redact.
 */
export async function withFurtherLedgers<Result>(
  workDirectories: readonly string[],
  { owner, settings }: FurtherLedgerOptions,
  use: (ledgers: readonly Ledger[]) => Promise<Result>,
): Promise<Result> {
  const ledgers: Ledger[] = [];
  const locks: Lock[] = [];
  try {
    for (const folder of workDirectories) {
      const path = join(folder, LEDGER_FILE);
      locks.push(lockLedger(path, 'verify'));
      const ledger = openLedger(path);
      ledgers.push(ledger);
      ledger.move.bindTo(owner);
      if (!settings.redactSecrets && ledger.move.isRedacted()) {
        throw new UsageError(notice('workspace-is-redacted'));
      }
      keepRepair(ledger, settings.source, { isWriting: false });
    }
    return await use(ledgers);
  } finally {
    for (const ledger of ledgers) ledger.close();
    for (const lock of locks) lock.release();
  }
}
