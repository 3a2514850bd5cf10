/* A long post is several messages; where it was cut, white space and the marks that begin a piece anew may differ. */

/** Border between two messages of a post. */
const BORDER = '⟦+⟧';
/** White space and marks of structure; not mentions, emoji, addresses and brackets, which are content. */
const STRUCTURE = /(?:\s|⟦(?![@#:<?()])[^⟦⟧]*⟧)*/y;

export const joinParts = (parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join(BORDER);

/**
 * Returns the target's text with the source's white space and marks at the borders of its messages, as far as both
 * agree up to there; then the borders are line feeds.
 */
export function fittedTo(source: string, target: string): string {
  if (!target.includes(BORDER)) return target;
  let fitted = '';
  let at = 0;
  const parts = target.split(BORDER);
  for (const [index, part] of parts.entries()) {
    const next = index === 0 ? 0 : structureEnd(source, at);
    const content = index === 0 ? part : part.slice(structureEnd(part, 0));
    const body = index === parts.length - 1 ? content : content.slice(0, contentEnd(content));
    if (!source.startsWith(body, next)) return [fitted, ...parts.slice(index)].join('\n');
    fitted += source.slice(at, next) + body;
    at = next + body.length;
  }
  return fitted;
}

function structureEnd(text: string, from: number): number {
  STRUCTURE.lastIndex = from;
  STRUCTURE.test(text);
  return STRUCTURE.lastIndex;
}

/** Position behind the last character that is not white space. */
const contentEnd = (text: string): number => text.trimEnd().length;
