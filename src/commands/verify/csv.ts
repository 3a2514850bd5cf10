import { basename } from 'node:path';
import type { Source } from '../../exporters/source.ts';
import { type CsvSet, type CsvSource, openCsvSet } from '../../importers/archive/csv-set.ts';
import type { Conversation, ConversationList } from '../../mapping/conversations.ts';
import { wantedFiles } from '../../mapping/verify/csv/files.ts';
import { differenceOf } from '../../mapping/verify/facts.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import { personRule } from '../../mapping/verify/same-people.ts';
import type { ListCounts } from '../../mapping/verify/side-counts.ts';
import type { UserId } from '../../model/model.ts';
import { postPages } from '../run/post-pages.ts';
import { startProgress } from '../run/progress.ts';
import { livePosts, openScope, type Scope } from '../run/scope.ts';
import { makeComparedTally } from './account.ts';
import { openArchiveLog, reportOnArchives } from './archive-run.ts';
import { importsWithoutConsent, refuseOtherConsentList } from './consent.ts';
import { type CsvComparison, compareCsvConversation } from './csv-conversation.ts';
import { csvView } from './csv-view.ts';
import type { VerifyRun } from './run.ts';
import { gapIn } from './zip-strays.ts';

/** Compares one snapshot of the source with all archives of text imports as one target. */
export async function verifyCsv(
  run: VerifyRun,
  source: Source,
  imports: readonly CsvSource[],
): Promise<VerifyReport> {
  const set = await openCsvSet(imports);
  try {
    const scope = await openScope(run.settings, source, { applied: run.options.applied });
    refuseOtherConsentList(run, scope);
    return await compareImports(run, scope, set);
  } finally {
    await set.close();
  }
}

async function compareImports(run: VerifyRun, scope: Scope, set: CsvSet): Promise<VerifyReport> {
  const { workspace } = scope;
  const { differences, losses } = await openArchiveLog(run, scope);
  const personOf = personRule(workspace.people.values());
  const userOf = (id: UserId) => workspace.users.get(personOf(id));
  const files = wantedFiles(workspace.conversations, userOf);
  const view = csvView(run.settings, scope);
  const comparison = { set, files, view, differences, tally: makeComparedTally() };
  const wanted = await compareConversations(run, scope, comparison);
  const found = new Set(set.zips.flatMap(({ zip }) => [...zip.names()]));
  await differences.record(await importsWithoutConsent(run, scope, files, found));
  await recordStrays(comparison, scope);
  await differences.finish();
  const lists = { source: countLists(wanted), target: countLists(foundIn(comparison, scope)) };
  const { names, entries } = set;
  const pickedUp = { linked: 0, fetched: 0 };
  const sides = { ...comparison, lists, losses };
  return await reportOnArchives(run, scope, sides, { names, entries, pickedUp });
}

/** Returns the conversations that should have a file. */
async function compareConversations(
  { context }: VerifyRun,
  scope: Scope,
  comparison: CsvComparison,
): Promise<readonly Conversation[]> {
  const { conversations } = scope;
  const progress = await startProgress(livePosts(await scope.postCounts(), conversations), context);
  const pages = postPages(scope, progress, context.signal);
  const wanted: Conversation[] = [];
  try {
    for (const conversation of conversations) {
      const posts = await compareCsvConversation(comparison, conversation, pages);
      if (posts === 0) continue;
      wanted.push(conversation);
      if (!hasFile(comparison, conversation)) {
        const { channel, slackId: slackChannel } = conversation;
        const about = { kind: 'missing', thing: 'channel', slackChannel } as const;
        await comparison.differences.record([differenceOf({ ...about, channelId: channel.id })]);
      }
    }
  } finally {
    progress.stop();
  }
  return wanted;
}

function hasFile({ set, files }: CsvComparison, conversation: Conversation): boolean {
  const { entry = '', otherEntry = '' } = files.get(conversation) ?? {};
  const isIn = (name: string): boolean => set.zips.some(({ zip }) => zip.find(name) !== undefined);
  return isIn(entry) || isIn(otherEntry);
}

const foundIn = (comparison: CsvComparison, { conversations }: Scope): readonly Conversation[] =>
  conversations.filter((conversation) => hasFile(comparison, conversation));

/**
 * Records entries that are the file of no compared conversation, that are there twice or that readers may take otherwise,
 * and bytes of no entry.
 */
async function recordStrays(
  { set, files, differences }: CsvComparison,
  { conversations }: Scope,
): Promise<void> {
  const known = new Set(
    conversations.flatMap((conversation) => {
      const file = files.get(conversation);
      return file === undefined ? [] : [file.entry, file.otherEntry];
    }),
  );
  for (const { zip, path } of set.zips) {
    const unknown = [...zip.names()].filter((each) => !known.has(each));
    await differences.record(gapIn(zip, basename(path)));
    for (const name of [...unknown, ...zip.repeated, ...zip.odd]) {
      await differences.record([differenceOf({ kind: 'unexpected', thing: 'entry', name })]);
    }
  }
}

const COUNT_OF_LIST: Readonly<Record<ConversationList, 'public' | 'private' | 'group' | 'direct'>> =
  { channels: 'public', groups: 'private', mpims: 'group', dms: 'direct' };

/** A text import has no accounts, so people count nothing on either side. */
function countLists(conversations: readonly Conversation[]): ListCounts {
  const counts = { people: 0, public: 0, private: 0, group: 0, direct: 0 };
  for (const { list } of conversations) counts[COUNT_OF_LIST[list]] += 1;
  return counts;
}
