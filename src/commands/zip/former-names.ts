import type { ExportedPosts } from '../../importers/archive/exported-posts.ts';
import {
  type LookUps,
  lookUpsThen,
  namesThen,
  parseNamesThen,
} from '../../mapping/former-names.ts';
import type { PostDigest } from '../../mapping/manual-changes.ts';
import { type MessageContext, mapPost } from '../../mapping/messages/map-post.ts';
import { postDigest } from '../../mapping/messages/post-digest.ts';
import { serializeMessage } from '../../mapping/messages/serialize-message.ts';
import { buildPostWorkspace, type PostWorkspace } from '../../mapping/workspace.ts';
import type { Post } from '../../model/model.ts';
import type { Scope } from '../run/scope.ts';
import type { ZipChain } from './chain.ts';
import type { ZipSettings } from './open.ts';
import { listedPeople } from './remember-lists.ts';

const META = 'former_names';

/**
 * Records what is named otherwise now than in the last archive. Returns the workspaces of the earlier archives with other
 * names, the oldest first. Runs before the lists are recorded.
 */
export function workspacesThen(
  { exported, isSinceLast }: Pick<ZipChain, 'exported' | 'isSinceLast'>,
  scope: Scope,
  { latex, tables }: Pick<ZipSettings, 'latex' | 'tables'>,
): readonly PostWorkspace[] {
  if (exported === undefined || !isSinceLast) return [];
  const earlier = parseNamesThen(exported.meta(META));
  const last = namesThen(listsOf(exported), listsNow(scope));
  const changes = last === undefined ? earlier : [...earlier, last];
  if (last !== undefined) exported.setMeta(META, JSON.stringify(changes));
  const { read, decisions, workspace } = scope;
  const named = { groups: read.userGroups, emoji: read.emoji, people: decisions.people };
  const texts = { latex, tables: tables ?? 'text' };
  return lookUpsThen(workspace, changes).map((lookUps: LookUps) =>
    buildPostWorkspace(named, lookUps, texts),
  );
}

const listsOf = (exported: ExportedPosts) => ({
  people: exported.people(),
  // One by one, because their members may be too many to read at once.
  channels: exported.channelIds().flatMap((id) => namesOnly(exported, id)),
});

const namesOnly = (exported: ExportedPosts, id: string) =>
  exported
    .channels([id])
    .map(({ channelId, slackName, isPublic }) => ({ channelId, slackName, isPublic }));

const listsNow = (scope: Scope) => ({
  people: listedPeople(scope),
  channels: scope.conversations.map(({ channel, name, list }) => ({
    channelId: channel.id,
    slackName: name,
    isPublic: list === 'channels',
  })),
});

/** True when a post has the text of a digest in one of the contexts: it is the names in it that are others now. */
export const isTextOf = (
  { text }: PostDigest,
  post: Post,
  contexts: readonly MessageContext[],
): boolean =>
  contexts.some(
    (context) =>
      postDigest(post, mapPost(post, context).messages.map(serializeMessage)).text === text,
  );
