import { UPDATE_TEXT_CHARACTERS } from '../limits.ts';

/** An entity that the cut went through. */
const HALF_ENTITY = /&[a-z]{0,3}$|<[^>]*$/;

/**
 * A message's `text` beside its blocks, short enough that chat.update takes it later. The blocks say the
 * whole; the text is what notifications and search show.
 */
export function shortenText(text: string): string {
  if (text.length <= UPDATE_TEXT_CHARACTERS) return text;
  const cut = [...text.slice(0, UPDATE_TEXT_CHARACTERS - 1)];
  // Half a surrogate pair at the end would make the whole text unreadable.
  const last = cut.at(-1) ?? '';
  const whole = /[\ud800-\udbff]$/.test(last) ? cut.slice(0, -1) : cut;
  return `${whole.join('').replace(HALF_ENTITY, '')}…`;
}
