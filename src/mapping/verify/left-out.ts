import type { LossCode } from '../losses.ts';
import { UNSEEN } from './empty-posts.ts';
import type { Difference, PostFacts } from './facts.ts';
import type { NotMigrated } from './source-posts.ts';

/** What a message is that a target should not have. */
export interface Surplus {
  readonly about: Pick<Difference, 'kind' | 'thing' | 'field'>;
  /** '' when nothing explains it. */
  readonly cause: LossCode | '';
}

/** The field of a burn-on-read post that can be read. */
export const READ_ONCE = 'read-once';
/** The loss of a post that shows nothing. */
export const EMPTY: LossCode = 'empty_message';

/**
 * Names the difference of a message whose post is left out. Version 0.1 sent posts that show nothing, as messages that
 * show nothing either: `mayBeEmpty` is true where such a message may be. What a burn-on-read post says is public there.
 */
export function surplusOf(
  leftOut: NotMigrated | undefined,
  found: PostFacts,
  mayBeEmpty: boolean,
): Surplus {
  if (leftOut === 'burn-on-read') {
    return { about: { kind: 'differs', thing: 'message', field: READ_ONCE }, cause: '' };
  }
  const isExpected = leftOut === 'empty-message' && mayBeEmpty && saysNothing(found);
  return {
    about: { kind: 'unexpected', thing: 'message', field: '' },
    cause: isExpected ? EMPTY : '',
  };
}

/** Marks around text that show nothing themselves, and signs of quotes. */
const FRAME = /⟦(?:mrkdwn|text|[/¶>]|[bisuc]+)⟧|>/g;

const saysNothing = ({ text, attachments, files }: PostFacts): boolean =>
  UNSEEN.test(text.replaceAll(FRAME, '')) && attachments === '' && files.length === 0;

/** Cause of a text that mentions people by names which they had when the archive was made. */
export const FORMER_NAME = 'former-name';
