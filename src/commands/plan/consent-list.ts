import { join, resolve } from 'node:path';
import type { Selection } from '../../config/selection.ts';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { consentOf, isDirectType } from '../../mapping/plan/consent.ts';
import {
  type ConsentLine,
  consentTable,
  type ListedConversation,
  parseConsentCsv,
} from '../../mapping/plan/consent-csv.ts';
import { movesDirect } from '../run/consent.ts';
import { readConversationPeople } from '../run/consent-people.ts';
import { CONSENT_FILE, readTable } from '../run/decisions.ts';
import type { Scope } from '../run/scope.ts';

/** The list of direct and group messages that a plan writes. */
export interface ConsentList {
  /** Lines of dms.csv. */
  readonly lines: readonly (readonly string[])[];
  readonly warnings: readonly Line[];
}

/**
 * Makes the list of all direct and group messages of the source, with the answers that dms.csv of the work directory
 * has. Undefined when none are included, or when the plan follows a list elsewhere: then dms.csv stays as it is.
 * UsageError when dms.csv is wrong.
 */
export async function makeConsentList(
  settings: Pick<Selection, 'include' | 'consentList'> & { readonly workDirectory: string },
  scope: Scope,
): Promise<ConsentList | undefined> {
  const path = join(settings.workDirectory, CONSENT_FILE);
  const followed = settings.consentList?.path;
  if (!movesDirect(settings)) return undefined;
  if (followed !== undefined && resolve(followed) !== resolve(path)) return undefined;
  const { conversations } = scope.workspace;
  const text = await readTable(path);
  const earlier = text === undefined ? [] : parseConsentCsv(text, CONSENT_FILE);
  // Refuses the list of another server, whose answers would be lost.
  consentOf(
    earlier,
    conversations.map(({ channel }) => channel),
    CONSENT_FILE,
  );
  return {
    lines: consentTable(await listedConversations(scope), earlier),
    warnings: followed === undefined ? notFollowed(earlier, path) : [],
  };
}

function notFollowed(earlier: readonly ConsentLine[], file: string): readonly Line[] {
  const answers = earlier.filter(({ answer }) => answer !== 'ask').length;
  return answers === 0 ? [] : [notice('consent-not-followed', { file, answers })];
}

async function listedConversations({
  workspace,
  source,
  counts,
}: Scope): Promise<readonly ListedConversation[]> {
  const direct = workspace.conversations
    .map(({ channel }) => channel)
    .filter(({ type }) => isDirectType(type));
  const people = await readConversationPeople(source, direct, workspace.users);
  const posts = new Map<string, number>();
  for (const { channelId, state, rows } of (await counts()).posts) {
    if (channelId !== undefined && state === 'live') posts.set(channelId, rows);
  }
  return direct.map(({ id }) => ({
    channelId: id,
    people: people.get(id) ?? [],
    posts: posts.get(id) ?? 0,
  }));
}
