import { hash } from 'node:crypto';
import type { Look } from '../../mapping/look-changes.ts';
import type { MappedPost } from '../../mapping/messages.ts';

const DIGEST_CHARACTERS = 16;

const digestOf = (value: unknown): string =>
  hash('sha256', JSON.stringify(value), 'base64url').slice(0, DIGEST_CHARACTERS);

/** Most posts have neither reactions nor files. */
const OF_NOTHING = digestOf([]);

/** What a post looks like in an archive; its thread's counts are left out, which replies change. */
export function postLook({ messages }: MappedPost): Look {
  return {
    text: digestOf(messages.map(({ text, blocks, attachments }) => [text, blocks, attachments])),
    reactions: digestOfList(messages.flatMap(({ reactions }) => reactions ?? [])),
    files: digestOfList(messages.flatMap(({ files }) => (files ?? []).map(({ id }) => id))),
    isPinned: messages.some(({ pinned_to: pinnedTo }) => pinnedTo !== undefined),
  };
}

const digestOfList = (list: readonly unknown[]): string =>
  list.length === 0 ? OF_NOTHING : digestOf(list);
