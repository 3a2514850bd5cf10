import type { RichTextInline } from '../../slack.ts';
import { decodeEntities } from '../decode-entities.ts';
import { pushText, withStyle } from '../elements/text-style.ts';
import type { RenderState } from '../render-state.ts';
import { channelLinks } from './channel-links.ts';
import { emailAddresses } from './email-addresses.ts';
import { emoji } from './emoji.ts';
import { emoticons } from './emoticons.ts';
import { userMentions } from './user-mentions.ts';
import type { Piece, WordPass } from './word-pass.ts';

/** In Mattermost's order: what an earlier pass took, a later one does not see. */
const PASSES: readonly WordPass[] = [userMentions, channelLinks, emailAddresses, emoji, emoticons];

const ANY_TRIGGER = /[@~:;<]|x-d/i;

/** Adds running text: its mentions, channel links, addresses, emoji and emoticons become elements. */
export function formatWords(
  out: RichTextInline[],
  source: string,
  styleBits: number,
  state: RenderState,
): void {
  const text = decodeEntities(source);
  if (!ANY_TRIGGER.test(text)) {
    pushText(out, text, styleBits);
    return;
  }
  let pieces: Piece[] = [text];
  for (const pass of PASSES) {
    if (!pass.trigger.test(text)) continue;
    pieces = pieces.flatMap((piece) =>
      typeof piece === 'string' ? pass.split(piece, state) : [piece],
    );
  }
  for (const piece of pieces) {
    if (typeof piece === 'string') pushText(out, piece, styleBits);
    else if (piece.type === 'text') pushText(out, piece.text, styleBits);
    else out.push(withStyle(piece, styleBits));
  }
}
