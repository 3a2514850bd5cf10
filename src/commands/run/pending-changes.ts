import { join } from 'node:path';
import { PENDING_FILE, readPending, writePending } from '../../importers/pending-changes-file.ts';
import { type PendingChange, pendingKey } from '../../mapping/manual-changes.ts';
import { TEXTS } from '../../texts/texts.ts';

/** What only a person can do in Slack, kept over runs until the list is thrown away. */
export interface PendingChanges {
  add(pending: PendingChange): void;
  has(pending: PendingChange): boolean;
  readonly size: number;
  /** Writes the list when something came to it. */
  save(): Promise<void>;
}

/** Opens the list of the work directory. UsageError when the file is none. */
export async function openPendingChanges(workDirectory: string): Promise<PendingChanges> {
  const path = join(workDirectory, PENDING_FILE);
  const all = new Map(await readPending(path));
  let isChanged = false;
  return {
    add(pending) {
      const key = pendingKey(pending);
      const known = all.get(key);
      if (known?.value === pending.value && known.ts === pending.ts) return;
      all.set(key, pending);
      isChanged = true;
    },
    has: (pending) => all.has(pendingKey(pending)),
    get size() {
      return all.size;
    },
    async save() {
      // English whatever the run's language: the file is a contract.
      if (isChanged) await writePending(path, all, TEXTS.en.pending);
      isChanged = false;
    },
  };
}
