import type { Post } from '../model/model.ts';

/*
 * Digests of messages are kept from run to run to find changes of the source. When a new version of the program makes
 * another message of the same post, their digests differ although nothing was changed. So a digest is kept with the
 * version of its shape, and messages of different shapes are compared by what the source says of them.
 */

/**
 * Versions of what digests are made of. Raise one by 1 when an unchanged post gets another digest of this kind than the
 * last release gave it (CONTRIBUTING.md, Shapes of messages); 0.1.0 wrote version 1 of each.
 */
export const SHAPES = {
  /** Text, blocks and attachments of a message that is posted by API. */
  apiMessage: 2,
  /** Texts, blocks and attachments of the messages of a post in an archive. */
  archiveText: 2,
  archiveReactions: 2,
  archiveFiles: 1,
} as const;
export type ShapeName = keyof typeof SHAPES;

/**
 * Writes a digest with the version of its shape and, where it is kept, the digest of the source: `2:<digest>` or
 * `2:<digest>:<source>`. A digest without a version is of version 1.
 */
export function shapedDigest(name: ShapeName, digest: string, source = ''): string {
  const version = SHAPES[name];
  if (version === 1 && source === '') return digest;
  return [String(version), digest, ...(source === '' ? [] : [source])].join(':');
}

/** `unknown`: the shapes differ, and the digests do not tell whether the source was changed. */
export type DigestComparison = 'same' | 'changed' | 'unknown';

/** Compares two digests of one kind. */
export function compareDigests(before: string, now: string): DigestComparison {
  if (before === now) return 'same';
  const [old, present] = [parseDigest(before), parseDigest(now)];
  if (old.version === present.version) return old.digest === present.digest ? 'same' : 'changed';
  if (old.source === '' || present.source === '') return 'unknown';
  return old.source === present.source ? 'same' : 'changed';
}

function parseDigest(text: string) {
  const [first = '', digest, source = ''] = text.split(':');
  return digest === undefined
    ? { version: '1', digest: first, source: '' }
    : { version: first, digest, source };
}

/**
 * Writes what the source says in a message, whatever becomes of it in Slack, to be digested: type, text, properties and,
 * where the message shows them, reactions. It must never change: a message of another shape is compared by it.
 */
export function sourceFacts(
  { type, message, props, reactions }: Pick<Post, 'type' | 'message' | 'props' | 'reactions'>,
  showsReactions: boolean,
): string {
  const shown = showsReactions
    ? reactions.map(({ emojiName, userId }) => `${emojiName} ${userId}`).sort()
    : [];
  return JSON.stringify([type, message, inKeyOrder(props), shown]);
}

/** Copies a JSON value with its keys in code-unit order: engines keep them in different orders. */
function inKeyOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inKeyOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inKeyOrder(inner)]));
}

/** True when the source was edited after a time of its clock, in milliseconds. */
export const isEditedSince = ({ editAtMs }: Pick<Post, 'editAtMs'>, sinceMs: number): boolean =>
  editAtMs !== undefined && editAtMs > sinceMs;

/** True when the source has a reaction of after a time of its clock, in milliseconds. */
export const hasReactionSince = (
  { reactions }: Pick<Post, 'reactions'>,
  sinceMs: number,
): boolean => reactions.some(({ createAtMs }) => createAtMs > sinceMs);
