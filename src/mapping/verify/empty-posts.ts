import { mayShowNothing } from '../../model/blank-text.ts';
import type { Post, PostRef, ReplyRef } from '../../model/model.ts';
import { type SystemPeople, systemMessageOf } from './system-messages.ts';
import { sourceAttachments } from './text/source-attachments.ts';
import { type SourceTexts, sourceBlocks } from './text/source-text.ts';
import type { Block, Run } from './text/tree.ts';

/**
 * Types of posts that are to be read once, or by one person: burn-on-read, "only visible to you", and reports of a
 * quarantined post to its reviewers. A target should have nothing of them.
 */
const READ_ONCE = /^(?:burn_on_read|system_ephemeral(?:_add_to_channel)?|custom_spillage_report)$/;

/** True for a post of which a target should have nothing. */
export const isReadOnce = ({ type }: Pick<Post, 'type'>): boolean => READ_ONCE.test(type);

/** What is looked at to tell whether a post shows anything. */
interface Shown extends Pick<PostRef, 'type' | 'userId' | 'props'> {
  readonly message: string;
}

interface LookUps {
  readonly people: SystemPeople;
  readonly texts: () => SourceTexts;
}

/** The text that a person wrote: Mattermost stores `/me waves` as `*waves*`. */
export const ownText = ({ type, message }: Pick<Post, 'type' | 'message'>): string =>
  type === 'me' ? (/^\*([\s\S]*)\*$/.exec(message.trim())?.[1] ?? message) : message;

/** True for a text and properties of which a target has nothing to show. `markdown`: what stands in its place. */
export function showsNothing(
  post: Shown,
  { people, texts }: LookUps,
  markdown = ownText(post),
): boolean {
  if (WORD.test(markdown)) return false;
  if (systemMessageOf(post, people) !== undefined) return false;
  const lookedUp = texts();
  return (
    sourceBlocks(markdown, lookedUp).every(isBlank) &&
    sourceAttachments(post.props['attachments'], lookedUp).length === 0
  );
}

/** Letters show something, but in `&nbsp;`, `[a]: address` and `[](address)`. */
const WORD = /^[^&[]*(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u;

/** True for a reply that should have no message, by what its root and it both know. */
export function isBlankReply(reply: Shown, view: LookUps): boolean {
  const previewed = reply.props['previewed_post'];
  const hasPreview = typeof previewed === 'string' && previewed.trim() !== '';
  return !hasPreview && mayShowNothing(reply.message) && showsNothing(reply, view);
}

/** A reply of a root's list, as far as it may have no message. */
export const blankReply = (reply: ReplyRef): Shown | undefined =>
  reply.blankMessage === undefined ? undefined : { ...reply, message: reply.blankMessage };

/** What fonts show nothing for: blanks, controls, characters that are to be ignored, Braille without dots. */
export const UNSEEN = /^[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

const isBlank = (block: Block): boolean =>
  block.kind === 'text' && block.runs.every((run) => isUnseen(run, block.isQuoted));

/** A quote in a quote has `> ` before its lines. */
const isUnseen = (run: Run, isQuoted: boolean): boolean =>
  run.kind === 'text' && UNSEEN.test(isQuoted ? run.text.replaceAll('>', '') : run.text);
