import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { ArchiveSet } from '../../importers/archive/archive-set.ts';
import { channelKey } from '../../importers/ledger/keys.ts';
import type { LedgerReading } from '../../importers/ledger/united.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { agreedIn, movedWithoutConsent } from '../../mapping/verify/consent.ts';
import type { wantedFiles } from '../../mapping/verify/csv/files.ts';
import type { Difference } from '../../mapping/verify/facts.ts';
import { readTable } from '../run/decisions.ts';
import type { Scope } from '../run/scope.ts';
import type { WorkspaceScope } from '../workspace/scope.ts';
import { archiveOtherThan } from './manifests.ts';
import type { VerifyRun } from './run.ts';

/**
 * Reads in which direct and group messages everybody agreed, from the list or the plan of the run; undefined for a run
 * that compares by neither.
 */
async function agreedOf(
  { settings, options }: VerifyRun,
  { consent }: Pick<Scope, 'consent'>,
): Promise<ReadonlySet<string> | undefined> {
  if (consent === undefined) return undefined;
  const { consentList: list } = settings;
  if (list === undefined) {
    return new Set<string>(options.applied?.plan.options.consent?.conversations ?? []);
  }
  return agreedIn((await readTable(list.path)) ?? '', list.path);
}

/** Throws a UsageError when an archive was made by a list of consent, and this run has none or another one. */
export function refuseOtherConsentList(
  { settings, options }: VerifyRun,
  { consent }: Pick<Scope, 'consent'>,
): void {
  if (!settings.include.some((type) => type === 'direct' || type === 'group')) return;
  const digest = consent?.digest ?? '';
  const other = archiveOtherThan(digest, options.archives, (head) => head.options.consent?.digest);
  if (other === undefined) return;
  const code = consent === undefined ? 'consent-missing' : 'consent-differs';
  throw new UsageError(notice(code, { place: other.name }));
}

/** Finds direct and group messages of the archives without consent: in their lists, or as folders alone. */
export async function archivesWithoutConsent(
  run: VerifyRun,
  scope: Scope,
  { conversations, orphanFolders }: Pick<ArchiveSet, 'conversations' | 'orphanFolders'>,
): Promise<readonly Difference[]> {
  const folders = new Set(orphanFolders);
  return await withoutConsent(run, scope, ({ slackId, folder }) =>
    conversations.has(slackId) || folders.has(folder) ? slackId : undefined,
  );
}

/** Finds direct and group messages of text imports without consent, by the names of their files. */
export async function importsWithoutConsent(
  run: VerifyRun,
  scope: Scope,
  files: ReturnType<typeof wantedFiles>,
  entries: ReadonlySet<string>,
): Promise<readonly Difference[]> {
  return await withoutConsent(run, scope, (conversation) => {
    const { entry = '', otherEntry = '' } = files.get(conversation) ?? {};
    return entries.has(entry) || entries.has(otherEntry) ? conversation.slackId : undefined;
  });
}

/** Finds direct and group messages of a workspace without consent: channels of the ledger that are still there. */
export async function workspaceWithoutConsent(
  run: VerifyRun,
  scope: WorkspaceScope,
  ledger: Pick<LedgerReading, 'get'>,
): Promise<readonly Difference[]> {
  const there = new Set(scope.target.channels.map(({ id }) => id));
  return await withoutConsent(run, scope, ({ channel }) => {
    const made = ledger.get(channelKey(channel.id));
    return made?.state === 'done' && there.has(made.slackChannel) ? made.slackChannel : undefined;
  });
}

async function withoutConsent(
  run: VerifyRun,
  scope: Scope,
  placeOf: (conversation: Conversation) => string | undefined,
): Promise<readonly Difference[]> {
  const agreed = await agreedOf(run, scope);
  if (agreed === undefined) return [];
  const placed = scope.workspace.conversations.flatMap((conversation) => {
    const slackChannel = placeOf(conversation);
    return slackChannel === undefined ? [] : [{ channel: conversation.channel, slackChannel }];
  });
  return movedWithoutConsent(placed, agreed);
}
