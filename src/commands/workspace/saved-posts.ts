import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Line, problemOf, SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { messageKey } from '../../importers/ledger/keys.ts';
import type { Ledger, OfMove } from '../../importers/ledger/ledger.ts';
import type { FindSlackPlace } from '../../importers/site/slack-places.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { SAVED_POSTS_FOLDER } from '../../mapping/kept/saved-posts.ts';
import type { Language } from '../../texts/language.ts';
import type { AppliedPlan } from '../run/applied-plan.ts';
import { writeSavedPosts } from '../run/saved-posts.ts';
import type { WorkspaceScope } from './scope.ts';

/** What decides where and how the pages are written. */
export interface SavedPostsSettings {
  readonly workDirectory: string;
  readonly lang: Language;
}

/** What the pages show, and the plan that the run follows. */
export interface RenewedPosts {
  readonly scope: WorkspaceScope;
  readonly ledger: Pick<Ledger, 'get'> & OfMove<'setWorkspaceUrl'>;
  readonly applied: AppliedPlan | undefined;
}

/**
 * Writes the pages of saved posts again, now with links to the messages that the ledger has, where `plan` wrote them into
 * the work directory. Returns a warning when the source cannot be read: what was moved is moved all the same.
 */
export async function renewSavedPosts(
  { workDirectory, lang }: SavedPostsSettings,
  { scope, ledger, applied }: RenewedPosts,
): Promise<readonly Line[]> {
  const { url } = scope.target;
  if (url !== undefined) ledger.move.setWorkspaceUrl(url);
  if (!existsSync(join(workDirectory, SAVED_POSTS_FOLDER))) return [];
  try {
    const look = { lang, findPlace: placesOf(ledger), workspaceUrl: url };
    const conversations = plannedConversations(scope, applied);
    await writeSavedPosts(workDirectory, { ...scope, conversations }, look);
    return [];
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return [notice('saved-posts-not-renewed', { problem: problemOf(error) })];
  }
}

/** A run that moves a part of its plan leaves the posts of the other parts on the pages. */
function plannedConversations(
  { workspace, conversations, withoutConsent }: WorkspaceScope,
  applied: AppliedPlan | undefined,
): readonly Conversation[] {
  if (applied === undefined) return conversations;
  const planned = new Set<string>(conversations.map(({ channel }) => channel.id));
  for (const { channelId, action } of applied.plan.channels) {
    if (action !== 'skip') planned.add(channelId);
  }
  for (const { id } of withoutConsent) planned.delete(id);
  return workspace.conversations.filter(({ channel }) => planned.has(channel.id));
}

/** Finds the first message of a post; one that was sent and not confirmed has no place yet. */
function placesOf(ledger: Pick<Ledger, 'get'>): FindSlackPlace {
  return (id) => {
    const sent = ledger.get(messageKey(id, 0));
    if (sent?.state !== 'done' || sent.ts === '') return undefined;
    return { channel: sent.slackChannel, ts: sent.ts };
  };
}
