import { join } from 'node:path';
import { PENDING_FILE, readPending, writePending } from '../../importers/pending-changes-file.ts';
import { oppositeOf, type PendingChange, pendingKey } from '../../mapping/manual-changes.ts';
import { TEXTS } from '../../texts/texts.ts';

/** List of changes that only a person can make in Slack; it is kept over runs until the file is deleted. */
export interface PendingChanges {
  /** Adds a change, in the place of an earlier one that it takes back. */
  add(pending: PendingChange): void;
  has(pending: PendingChange): boolean;
  /** Removes a change that the app could make after all. */
  remove(pending: PendingChange): void;
  readonly size: number;
  /** Writes the list when it has changed. */
  save(): Promise<void>;
}

/** Opens the list of the work directory. UsageError when the file is not such a list. */
export async function openPendingChanges(workDirectory: string): Promise<PendingChanges> {
  const path = join(workDirectory, PENDING_FILE);
  const all = new Map(await readPending(path));
  let isChanged = false;
  return {
    add(pending) {
      const key = pendingKey(pending);
      const change = oppositeOf(pending.change);
      if (change !== undefined && all.delete(pendingKey({ ...pending, change }))) isChanged = true;
      const known = all.get(key);
      if (known?.value === pending.value && known.ts === pending.ts) return;
      all.set(key, pending);
      isChanged = true;
    },
    has: (pending) => all.has(pendingKey(pending)),
    remove(pending) {
      if (all.delete(pendingKey(pending))) isChanged = true;
    },
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
