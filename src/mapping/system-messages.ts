import type { PostRef, UserId } from '../model.ts';
import type { LossNote } from './losses.ts';
import { isCarriedNotice, isCarriedType, unknownType } from './post-types.ts';
import {
  SYSTEM_HANDLERS,
  type SystemMessage,
  type SystemPeople,
  type SystemPost,
} from './system-message-handlers.ts';

export type { SystemMessage, SystemPeople } from './system-message-handlers.ts';

/**
 * A system post in Slack's words, written from its props: the stored sentence is in the language of the
 * server. Undefined when the post is to be carried as a plain message with its own text.
 */
export function mapSystemMessage(
  post: SystemPost,
  people: SystemPeople,
): SystemMessage | undefined {
  return SYSTEM_HANDLERS.get(post.type)?.(post, people);
}

/**
 * Who Slack shows a post as, when it is a system post about somebody: a thread's list of replies must name
 * the same account as the reply itself.
 */
export function systemUser(ref: PostRef, people: SystemPeople): UserId | undefined {
  if (!isSystemType(ref.type)) return undefined;
  return mapSystemMessage({ ...ref, message: '' }, people)?.user;
}

/** True when `mapSystemMessage` writes posts of this type anew, given that their props are complete. */
export const isSystemType = (type: string): boolean => SYSTEM_HANDLERS.has(type);

/** True for what `--system-messages drop` leaves out: news of a channel and its members, never a text to be read. */
export const isDroppable = (type: string): boolean =>
  type !== 'me' && (SYSTEM_HANDLERS.has(type) || isCarriedNotice(type));

/** The loss of a type that Mattermost has added since, or a server of its own; plugins' `custom_*` are no loss. */
export function unknownTypeLoss(type: string): LossNote | undefined {
  return isSystemType(type) || isCarriedType(type) ? undefined : unknownType(type);
}
