import type { StateInline } from 'markdown-it';
import { findCloser, type InlineRule, isSpaceAt, parseInner, pushNode, runEnd } from './pairs.ts';

const ASTERISK = 0x2a;
const UNDERSCORE = 0x5f;
/** Characters that may follow a closing `_`; Japanese letters and punctuation may not. */
const AFTER_UNDERSCORE = /[\s!"#$%&'()*+,\-./:;<=>?@\\[^{|}~]/;

type IsCloser = (source: string, at: number) => boolean;

const isLastAsterisk: IsCloser = (source, at) =>
  !isSpaceAt(source, at - 1) && source.charCodeAt(at + 1) !== ASTERISK;
const isLoneAsterisk: IsCloser = (source, at) =>
  source.charCodeAt(at - 1) !== ASTERISK && isLastAsterisk(source, at);
const isLastUnderscore: IsCloser = (source, at) =>
  !isSpaceAt(source, at - 1) &&
  (at + 1 === source.length || AFTER_UNDERSCORE.test(source.charAt(at + 1)));
const isLoneUnderscore: IsCloser = (source, at) =>
  source.charCodeAt(at - 1) !== UNDERSCORE && isLastUnderscore(source, at);

interface Marker {
  readonly character: string;
  /** Characters that, besides white space, must not follow the opening marker. */
  readonly notAfterOpening: ReadonlySet<string>;
  readonly isLoneCloser: IsCloser;
  readonly isLastCloser: IsCloser;
}

const MARKERS: Readonly<Record<number, Marker>> = {
  [ASTERISK]: {
    character: '*',
    notAfterOpening: new Set('"<'),
    isLoneCloser: isLoneAsterisk,
    isLastCloser: isLastAsterisk,
  },
  [UNDERSCORE]: {
    character: '_',
    notAfterOpening: new Set(),
    isLoneCloser: isLoneUnderscore,
    isLastCloser: isLastUnderscore,
  },
};

/**
 * `*italic*` and `_italic_`: closed by the next single marker, else by the last one of a run. The text rule stops at
 * `_` only at the beginning of a word, so `snake_case` does not get here.
 */
export const emphasis: InlineRule = (state) => {
  const marker = MARKERS[state.src.charCodeAt(state.pos)];
  if (marker === undefined) return false;
  const close = closerOf(state, marker);
  if (close === -1) return false;
  pushNode(state, {
    kind: 'em',
    children: parseInner(state, state.src.slice(state.pos + 1, close)),
  });
  state.pos = close + 1;
  return true;
};

function closerOf(state: StateInline, marker: Marker): number {
  const { src, pos } = state;
  const first = src.charAt(pos + 1);
  if (first === '' || isSpaceAt(src, pos + 1) || marker.notAfterOpening.has(first)) return -1;
  if (first !== marker.character && isSingleCharacter(src, pos, marker)) return pos + 2;
  const lone = search(state, marker, 'lone', marker.isLoneCloser);
  if (lone !== -1 || first === marker.character) return lone;
  return search(state, marker, 'last', marker.isLastCloser);
}

const isSingleCharacter = (source: string, pos: number, marker: Marker): boolean =>
  source.charAt(pos + 2) === marker.character && source.charAt(pos + 3) !== marker.character;

function search(state: StateInline, marker: Marker, kind: string, isCloser: IsCloser): number {
  return findCloser(state, marker.character + kind, state.pos + 3, (source, from) => {
    let at = source.indexOf(marker.character, from);
    while (at !== -1 && !isCloser(source, at)) at = source.indexOf(marker.character, at + 1);
    return at;
  });
}

/**
 * `**bold**` and `__bold__`: closed by the next pair of markers without a third one. Unlike CommonMark, Mattermost
 * has no condition about characters around the markers, so Japanese punctuation next to them is fine.
 */
export const strong: InlineRule = (state) => {
  const { src, pos } = state;
  const code = src.charCodeAt(pos);
  if ((code !== ASTERISK && code !== UNDERSCORE) || src.charCodeAt(pos + 1) !== code) return false;
  const marker = src.slice(pos, pos + 2);
  const close = findCloser(state, marker, pos + 3, (source, from) => {
    const at = source.indexOf(marker, from);
    return at === -1 ? -1 : runEnd(source, at) - 2;
  });
  if (close === -1) return false;
  pushNode(state, { kind: 'strong', children: parseInner(state, src.slice(pos + 2, close)) });
  state.pos = close + 2;
  return true;
};

const MARKER = '~~';

/** `~~struck~~`, without white space inside the markers. */
export const strike: InlineRule = (state) => {
  const { src, pos } = state;
  if (!src.startsWith(MARKER, pos) || pos + 2 >= src.length || isSpaceAt(src, pos + 2))
    return false;
  const close = findCloser(state, MARKER, pos + 3, (source, from) => {
    let at = source.indexOf(MARKER, from);
    while (at !== -1 && isSpaceAt(source, at - 1)) at = source.indexOf(MARKER, at + 1);
    return at;
  });
  if (close === -1) return false;
  pushNode(state, { kind: 'del', children: parseInner(state, src.slice(pos + 2, close)) });
  state.pos = close + 2;
  return true;
};
