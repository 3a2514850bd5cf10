/* A long post is several messages; where it was cut, white space and the marks that begin a piece anew may differ. */

/** Border between two messages of a post. */
const BORDER = '⟦+⟧';
/** White space and marks of structure; not mentions, emoji, addresses and brackets, which are content. */
const STRUCTURE = /(?:\s|⟦(?![@#:<?()])[^⟦⟧]*⟧)*/y;
/** In mrkdwn also the signs of styles, code, quotes and lists, which end with one message and begin anew in the next. */
const MRKDWN_STRUCTURE = /(?:\s|[*_~`>•]|\d+\.(?=\s)|⟦(?![@#:<?()])[^⟦⟧]*⟧)*/y;
const END = /\s/;
const MRKDWN_END = /[\s*_~`]/;

/** Joins the texts of the messages of one post, with a mark between them that no text has. */
export const joinParts = (parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join(BORDER);

/**
 * Returns the target's text with the source's white space and marks at the borders of its messages, as far as both
 * agree up to there; then the borders are line feeds. What stands behind the whole of the source's text stays behind it.
 */
export function fittedTo(source: string, target: string, isMrkdwn = false): string {
  if (!target.includes(BORDER)) return target;
  const structure = isMrkdwn ? MRKDWN_STRUCTURE : STRUCTURE;
  const end = isMrkdwn ? MRKDWN_END : END;
  let fitted = '';
  let at = 0;
  const parts = target.split(BORDER);
  for (const [index, part] of parts.entries()) {
    const next = index === 0 ? 0 : endOf(structure, source, at);
    const content = index === 0 ? part : part.slice(endOf(structure, part, 0));
    const body = index === parts.length - 1 ? content : withoutEnd(content, end);
    if (!source.startsWith(body, next)) {
      const rest = source.slice(next).trimEnd();
      const isWhole = content.startsWith(rest);
      const begun = isWhole ? fitted + source.slice(at, next) + rest : fitted;
      const further = [isWhole ? content.slice(rest.length) : part, ...parts.slice(index + 1)];
      return [begun, ...further].join('\n');
    }
    fitted += source.slice(at, next) + body;
    at = next + body.length;
  }
  return fitted;
}

function endOf(structure: RegExp, text: string, from: number): number {
  structure.lastIndex = from;
  structure.test(text);
  return structure.lastIndex;
}

/** Ends a link in mrkdwn; one whose label was cut begins anew in the next message. */
const LINK_END = '⟦/⟧';

/** Removes what matches at the end. A regular expression for all of it would take quadratic time. */
function withoutEnd(text: string, isEnd: RegExp): string {
  let length = text.length;
  for (;;) {
    const beforeLinkEnd = length - LINK_END.length;
    const isLinkEnd = beforeLinkEnd >= 0 && text.startsWith(LINK_END, beforeLinkEnd);
    if (isLinkEnd && isEnd === MRKDWN_END) length = beforeLinkEnd;
    else if (length > 0 && isEnd.test(text.charAt(length - 1))) length -= 1;
    else return text.slice(0, length);
  }
}
