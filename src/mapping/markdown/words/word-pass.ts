import type { RichTextInline } from '../../slack.ts';
import type { RenderState } from '../render-state.ts';

/** Text that later passes may still look at, or an element that is settled. */
export type Piece = string | RichTextInline;

/** Finds one kind of word in plain text. */
export interface WordPass {
  /** Without this character (or any of these) the pass has nothing to do. */
  readonly trigger: RegExp;
  readonly split: (text: string, state: RenderState) => Piece[];
}

/** Text that no later pass may touch, such as a mention of nobody. */
export const settledText = (text: string): RichTextInline => ({ type: 'text', text });

/** Replaces what a global pattern matches; undefined leaves the match as it is. */
export function replaceMatches(
  text: string,
  pattern: RegExp,
  replacement: (match: RegExpExecArray) => readonly Piece[] | undefined,
): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const replaced = replacement(match);
    if (replaced === undefined) continue;
    if (match.index > done) pieces.push(text.slice(done, match.index));
    pieces.push(...replaced.filter((piece) => piece !== ''));
    done = match.index + match[0].length;
  }
  if (done < text.length) pieces.push(text.slice(done));
  return pieces;
}
