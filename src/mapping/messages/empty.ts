import { mayShowNothing } from '../../model/blank-text.ts';
import type { Post, PostRef, ReplyRef } from '../../model/model.ts';
import type { RichTextElement, SlackBlock } from '../../slack/shapes.ts';
import { renderPlain } from '../markdown/render-plain.ts';
import { renderText, renderWhole } from '../markdown/render-text.ts';
import type { RenderedPart, TextContext } from '../rendered-text.ts';
import { filled } from '../text.ts';
import { mapAttachments } from './attachments.ts';
import type { BodyContext, MessageBody } from './body.ts';
import { mapSystemMessage } from './system-messages.ts';

/** True for a post of which a message would show nothing: neither text nor attachment nor file. */
export function isEmptyPost(
  post: Post,
  { parts, attachments }: MessageBody,
  context: BodyContext,
): boolean {
  if (post.files.length > 0) return false;
  if (post.thread.kind === 'reply') return isEmptyText(post, context);
  return attachments.length === 0 && parts.every(isBlank);
}

/** Returns whether a reply, as its root sees it, becomes no message. */
export const isEmptyReply = (reply: ReplyRef, context: BodyContext): boolean =>
  reply.blankMessage !== undefined &&
  isEmptyText({ ...reply, message: reply.blankMessage }, context);

type Written = Pick<PostRef, 'type' | 'userId' | 'props'> & { readonly message: string };

/** By what a root knows of its replies: a priority, which replies do not have, and what a link previews do not count. */
function isEmptyText(post: Written, { people, text }: BodyContext): boolean {
  if (!mayShowNothing(post.message)) return false;
  const system = mapSystemMessage(post, people.system);
  if (system !== undefined && system.markdown === undefined) return false;
  if (hasAttachments(post, text)) return false;
  return renderText(system?.markdown ?? post.message, text).parts.every(isBlank);
}

function hasAttachments({ props }: Pick<Written, 'props'>, text: TextContext): boolean {
  if (filled(props['previewed_post']) !== undefined) return true;
  const toMrkdwn = (markdown: string): string => renderWhole(markdown, text).text;
  const toPlain = (markdown: string): string => renderPlain(markdown, text);
  return mapAttachments(props, { toMrkdwn, toPlain }).attachments.length > 0;
}

/** Anything but blanks and what Unicode says to show nothing for; U+2800 is Braille without a dot. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]/u;

const isBlank = ({ text, blocks, table }: RenderedPart): boolean =>
  table === undefined &&
  (blocks.length === 0 ? !VISIBLE.test(text) : blocks.every((block) => isBlankBlock(block)));

const isBlankBlock = (block: SlackBlock): boolean =>
  block.type === 'rich_text' && block.elements.every((element) => isBlankElement(element));

/** A list shows bullets, and code a box. */
function isBlankElement(element: RichTextElement): boolean {
  if (element.type !== 'rich_text_section' && element.type !== 'rich_text_quote') return false;
  const isQuote = element.type === 'rich_text_quote';
  return element.elements.every(
    (inner) =>
      inner.type === 'text' && !VISIBLE.test(isQuote ? inner.text.replaceAll('>', '') : inner.text),
  );
}
