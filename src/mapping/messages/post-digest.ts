import { hash } from 'node:crypto';
import type { ChannelBookmark, Post } from '../../model/model.ts';
import type { PostDigest } from '../manual-changes.ts';
import { shapedDigest } from '../message-shape.ts';
import { fileSlackId } from '../slack-ids.ts';
import type { MessageJson } from './serialize-message.ts';

const DIGEST_CHARACTERS = 16;

const digestOf = (json: string): string =>
  hash('sha256', json, 'base64url').slice(0, DIGEST_CHARACTERS);

const NOTHING = '[]';
/** Most posts have neither reactions nor files. */
const NO_REACTIONS = shapedDigest('archiveReactions', digestOf(NOTHING));
const NO_FILES = shapedDigest('archiveFiles', digestOf(NOTHING));

/** Computes the digest of a post in an archive, without the counts of its thread, which replies change. */
export function postDigest(
  { files, deleteAtMs }: Pick<Post, 'files' | 'deleteAtMs'>,
  messages: readonly MessageJson[],
): PostDigest {
  // Of the post: where its files are not delivered, its messages have none.
  const hasFiles = files.length > 0 && messages.length > 0 && deleteAtMs === undefined;
  const reactions = joinedLists(messages);
  return {
    text: shapedDigest('archiveText', digestOf(textsOf(messages))),
    reactions:
      reactions === NOTHING ? NO_REACTIONS : shapedDigest('archiveReactions', digestOf(reactions)),
    files: hasFiles ? digestOfFiles(files) : NO_FILES,
    isPinned: messages.some(({ isPinned }) => isPinned),
  };
}

const digestOfFiles = (files: Post['files']): string =>
  shapedDigest('archiveFiles', digestOf(JSON.stringify(files.map(({ id }) => fileSlackId(id)))));

/** JSON of `[text, blocks, attachments]` of each message. */
function textsOf(messages: readonly MessageJson[]): string {
  let texts = '';
  for (const { text, blocks = 'null', attachments = 'null' } of messages) {
    texts += `${texts === '' ? '' : ','}[${text},${blocks},${attachments}]`;
  }
  return `[${texts}]`;
}

/** JSON of the reactions of all messages as one list. */
function joinedLists(messages: readonly MessageJson[]): string {
  let joined = '';
  for (const { reactions = NOTHING } of messages) {
    if (reactions === NOTHING) continue;
    joined += `${joined === '' ? '' : ','}${reactions.slice(1, -1)}`;
  }
  return `[${joined}]`;
}

/** Computes the digest of what a channel's bookmarks show, in their order; '' without any. */
export const bookmarksDigest = (bookmarks: readonly ChannelBookmark[]): string =>
  bookmarks.length === 0
    ? ''
    : digestOf(
        JSON.stringify(
          bookmarks.map(({ title, url, fileName, emoji }) => [title, url, fileName, emoji]),
        ),
      );
