import { createHash } from 'node:crypto';
import type { Look } from '../../mapping/look-changes.ts';
import type { MappedPost } from '../../mapping/messages.ts';

const DIGEST_CHARACTERS = 16;

const digestOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value))
    .digest('base64url')
    .slice(0, DIGEST_CHARACTERS);

/** What a post looks like in an archive; its thread's counts are left out, which replies change. */
export function postLook({ messages }: MappedPost): Look {
  return {
    text: digestOf(messages.map(({ text, blocks, attachments }) => [text, blocks, attachments])),
    reactions: digestOf(messages.flatMap(({ reactions }) => reactions ?? [])),
    files: digestOf(messages.flatMap(({ files }) => (files ?? []).map(({ id }) => id))),
    isPinned: messages.some(({ pinned_to: pinnedTo }) => pinnedTo !== undefined),
  };
}
