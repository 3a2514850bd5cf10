/*
 * The terms under which the search of a site finds a post, and the part of the index that has a term. The script of the
 * site (reports/site/search-script.ts) does the same with the words of a query; test/unit/reports/site compares them.
 */

/** Scripts that write words without spaces: pairs of neighbouring characters are indexed instead of words. */
const JOINED = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}ー`;
const RUNS = new RegExp(`([${JOINED}]+)|(?:(?![${JOINED}])[\\p{L}\\p{N}\\p{M}_])+`, 'gu');
const STARTS_JOINED = new RegExp(`^[${JOINED}]`, 'u');
const NOT_ASCII = /[^\0-\x7f]/;
const ASCII_WORDS = /[a-z0-9_]+/g;

/** Longer words are found by their beginning. */
const MAX_TERM_UNITS = 40;
/** A part has all words that begin alike, so that a query finds words by their beginning. */
const KEY_UNITS = 3;

/** Folds what is written in several ways: full and half width, ligatures, capitals. */
const foldText = (text: string): string => text.normalize('NFKC').toLowerCase();

/**
 * Gives the terms of a text, repeated ones repeatedly: words, and of text without spaces each pair of characters and
 * each last character, so that one character finds all places of it as the beginning of a term.
 */
export function eachTerm(text: string, see: (term: string) => void): void {
  if (!NOT_ASCII.test(text)) {
    for (const [word] of text.toLowerCase().matchAll(ASCII_WORDS)) see(cutTerm(word));
    return;
  }
  for (const [run, joined] of foldText(text).matchAll(RUNS)) {
    if (joined === undefined) see(cutTerm(run));
    else eachPair(joined, see);
  }
}

function eachPair(run: string, see: (term: string) => void): void {
  let before = '';
  for (const character of run) {
    if (before !== '') see(before + character);
    before = character;
  }
  see(before);
}

/** Cuts outside a pair of surrogates. */
function cutTerm(word: string): string {
  if (word.length <= MAX_TERM_UNITS) return word;
  const last = word.charCodeAt(MAX_TERM_UNITS - 1);
  return word.slice(0, last >= 0xd800 && last < 0xdc00 ? MAX_TERM_UNITS - 1 : MAX_TERM_UNITS);
}

/** The term of the posts that a person wrote. */
export const authorTerm = (username: string): string =>
  `from:${foldText(username).replace(/\s+/g, '')}`;

/** What decides the part of a term. */
function keyOf(term: string): string {
  if (term.startsWith('from:')) return term;
  if (!STARTS_JOINED.test(term)) return term.slice(0, KEY_UNITS);
  return String.fromCodePoint(term.codePointAt(0) ?? 0);
}

/** FNV-1a of the code units, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The number of the part that has a term; `parts` is a power of two. */
export const partOfTerm = (term: string, parts: number): number =>
  hashText(keyOf(term)) & (parts - 1);

/** The number of the part that has the place of a post. */
export const partOfId = (id: string, parts: number): number => hashText(id) & (parts - 1);

const POSTS_PER_PART = 500;
const MOST_PARTS = 2048;

/** How many parts the index of so many posts has: a power of two. */
export function partCount(posts: number): number {
  let parts = 1;
  while (parts < MOST_PARTS && parts * POSTS_PER_PART < posts) parts *= 2;
  return parts;
}
