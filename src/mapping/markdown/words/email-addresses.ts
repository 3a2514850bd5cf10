import type { Piece, WordPass } from './word-pass.ts';

const LOCAL_PART = /[A-Za-z0-9.!#$%&'*+\-/=?^_`{|}~]/;
const LOCAL_START = /[A-Za-z0-9_]/;
const DOMAIN = /[A-Za-z\d.-]+\.[A-Za-z]{2,5}(?![A-Za-z])/y;

/**
 * A bare address becomes a `mailto:` link. Only ASCII counts: Mattermost takes Japanese letters into the
 * address (`連絡はinfo@example.comまで` whole), which nobody means.
 */
export const emailAddresses: WordPass = {
  trigger: /@/,
  split: (text) => {
    const pieces: Piece[] = [];
    let done = 0;
    for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
      const start = localStart(text, done, at);
      const end = domainEnd(text, at + 1);
      if (start === at || end === -1 || text.charAt(at - 1) === '.') continue;
      if (start > done) pieces.push(text.slice(done, start));
      const address = text.slice(start, end);
      pieces.push({ type: 'link', url: `mailto:${address}`, text: address });
      done = end;
      at = end - 1;
    }
    if (done < text.length) pieces.push(text.slice(done));
    return pieces;
  },
};

function localStart(text: string, from: number, at: number): number {
  let start = at;
  while (start > from && LOCAL_PART.test(text.charAt(start - 1))) start--;
  while (start < at && !LOCAL_START.test(text.charAt(start))) start++;
  return start;
}

function domainEnd(text: string, from: number): number {
  DOMAIN.lastIndex = from;
  return DOMAIN.test(text) ? DOMAIN.lastIndex : -1;
}
