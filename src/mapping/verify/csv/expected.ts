import type { Post } from '../../../model/model.ts';
import type { PostFacts } from '../facts.ts';
import {
  attachmentValues,
  expectedPost,
  isByWebhook,
  type NotMigrated,
  type SourceView,
  webhookName,
} from '../source-posts.ts';
import { systemMessageOf } from '../system-messages.ts';
import type { AttachmentValues } from '../text/attachment-lines.ts';
import { plainOf } from './plain.ts';

/** What a text import should have of a post. */
export interface WantedPost {
  readonly post: Post;
  readonly facts: PostFacts;
  readonly seconds: number;
  readonly author: string;
  /** First line of each message of a reply; '' outside threads. */
  readonly threadLine: string;
  /** The text below it. */
  readonly text: string;
}

export interface WantedOrNot {
  /** Undefined when the post should have no message. */
  readonly wanted: WantedPost | undefined;
  readonly leftOut: NotMigrated | undefined;
}

/** Determines what a text import should have of a post, from the post alone. */
export function wantedPost(post: Post, view: SourceView): WantedOrNot {
  const { facts, leftOut } = expectedPost(post, view);
  if (facts === undefined || facts.isTombstone) return { wanted: undefined, leftOut };
  const lines = [
    plainOf(facts.textAsMrkdwn?.() ?? facts.text),
    ...post.files.map(({ name }) => fileLine(name)),
    ...attachmentValues(post, view).map(attachmentText),
    reactionLine(facts.reactions),
  ].filter((line) => line.trim() !== '');
  if (lines.length === 0) return { wanted: undefined, leftOut: 'empty-message' };
  const wanted: WantedPost = {
    post,
    facts,
    // A reply that is older than its root stands behind it.
    seconds: Math.floor(Math.max(post.createAtMs, post.tie.rootMs ?? 0) / 1000),
    author: facts.author,
    threadLine: threadLine(post, view),
    text: lines.join('\n'),
  };
  return { wanted, leftOut };
}

function threadLine({ thread }: Post, view: SourceView): string {
  if (thread.kind !== 'reply') return '';
  const { root } = thread;
  if (root.isDeleted) return '↳ (deleted message)';
  if (isByWebhook(root)) return `↳ ${webhookName(root)}`;
  const who = systemMessageOf(root, view.people)?.about ?? root.userId;
  const isSkipped = who !== undefined && view.people.isSkipped(who);
  return `↳ ${isSkipped ? '(deleted message)' : view.people.displayName(who)}`;
}

/** Stands on both sides for the line about a file, whatever the reason that it gives. */
const fileLine = (name: string): string => `[file: ${name}]`;

/** Why a file is not there; its size, which the row and the store may give differently, when nothing else is said. */
const REASON =
  /^\((?:its bytes are missing|its path leads out of the file store|it holds a credential|over 1 GB|empty|size unknown|[\d,]+ bytes)\)\]/;

/** Replaces each line about a file of the post by its form above; returns how many there were. */
export function withFileLines(
  text: string,
  files: Post['files'],
): { readonly text: string; readonly files: number } {
  let done = '';
  let rest = text;
  let count = 0;
  for (const { name } of files) {
    const begin = `[file not moved: ${name} `;
    const at = rest.indexOf(begin);
    const [reason] = at === -1 ? [] : (REASON.exec(rest.slice(at + begin.length)) ?? []);
    if (reason === undefined) continue;
    done += rest.slice(0, at) + fileLine(name);
    rest = rest.slice(at + begin.length + reason.length);
    count += 1;
  }
  return { text: done + rest, files: count };
}

/** Fields begin with a mark each, on lines of their own. */
const FIELD = /\n⟦(?:short )?field⟧/;
const NAME_AND_VALUE = '⟦=⟧';

function attachmentText(values: AttachmentValues): string {
  const linked = (text: string | undefined, address: string | undefined): string =>
    text === undefined || text === '' || (address ?? '') === ''
      ? plainOf(text ?? '')
      : plainOf(`⟦→ ${address}⟧${text}⟦/⟧`);
  const fields = (values.fields ?? '')
    .split(FIELD)
    .filter((field) => field !== '')
    .map((field) => {
      const [title = '', ...value] = field.split(NAME_AND_VALUE);
      return [plainOf(title), plainOf(value.join(NAME_AND_VALUE))]
        .filter((text) => text !== '')
        .join(': ');
    });
  const lines = [
    plainOf(values.pretext ?? ''),
    linked(values.author_name, values.author_link),
    linked(values.title, values.title_link),
    plainOf(values.text ?? ''),
    ...fields,
    plainOf(values.image_url ?? ''),
    plainOf(values.footer ?? ''),
  ].filter((line) => line !== '');
  return lines.length === 0 ? plainOf(values.fallback ?? '') : lines.join('\n');
}

const REACTIONS = 'Reactions: ';

/** The line about reactions; each is given as `:emoji: name`. */
function reactionLine(reactions: readonly string[]): string {
  if (reactions.length === 0) return '';
  const people = new Map<string, string[]>();
  for (const reaction of reactions) {
    const end = reaction.indexOf(': ', 1) + 1;
    const emoji = reaction.slice(0, end);
    people.set(emoji, [...(people.get(emoji) ?? []), reaction.slice(end + 1)]);
  }
  const texts = [...people].map(([emoji, names]) => `${emoji} ${names.toSorted().join(', ')}`);
  return REACTIONS + texts.toSorted().join(' · ');
}

/** Counts the people in the line about reactions at the end of a text. */
export function reactionsIn(text: string): number {
  const line = text.slice(text.lastIndexOf('\n') + 1);
  if (!line.startsWith(REACTIONS)) return 0;
  return line.split(' · ').reduce((sum, emoji) => sum + emoji.split(', ').length, 0);
}
