import type { OutputShape } from '../../config/mapping-rules.ts';
import type { Account } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { importAccount } from '../../mapping/csv-import/account.ts';
import { importFiles } from '../../mapping/csv-import/names.ts';
import { importNames } from '../../mapping/csv-import/people.ts';
import { csvChecklist } from '../../reports/csv-checklist.ts';
import type { Scope } from '../run/scope.ts';
import type { ArchiveRun } from './archive-run.ts';
import { type CsvShape, writeCsvConversations } from './csv-conversations.ts';
import type { WrittenPosts } from './place.ts';
import type { Checklist } from './report.ts';

type CsvSettings = Pick<OutputShape, 'csvQuoting' | 'lang'>;

/** A text import that is written. */
export interface BuiltCsv extends WrittenPosts {
  readonly account: (account: Account) => Account;
  readonly checklist: Checklist;
}

/** Fills the archives of a text import: a file for each conversation, and no lists. */
export async function fillCsv(settings: CsvSettings, run: ArchiveRun): Promise<BuiltCsv> {
  const { workspace, conversations } = run.scope;
  const names = importNames(workspace, run.people);
  const fileOf = importFiles(workspace.conversations, workspace.personOf);
  const shape: CsvShape = {
    quoting: settings.csvQuoting,
    fileOf,
    viewOf: (context) => ({ names, people: context.people }),
  };
  const { tally, empty } = await writeCsvConversations(run, shape);
  const written = writtenIn(conversations, empty);
  return {
    tally,
    pins: new Map(),
    lists: 0,
    account: (account) => importAccount(account, empty.length),
    checklist: (archives) =>
      csvChecklist({ lang: settings.lang, archives, written, empty, fileOf }),
  };
}

function writtenIn(
  conversations: Scope['conversations'],
  empty: readonly Conversation[],
): readonly Conversation[] {
  const without = new Set(empty);
  return conversations.filter((conversation) => !without.has(conversation));
}
