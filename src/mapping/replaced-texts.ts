import type { StoredText } from '../model/encoding.ts';

/*
 * Whether characters of a database were replaced by question marks: a dump that is written or restored through latin1
 * makes `??` of 開発, one through MySQL's utf8 (utf8mb3) `?` or `????` of an emoji. Nothing can bring them back. People
 * write question marks too (“what????”, “???”), so that one text proves nothing, and marks behind a word are not counted.
 */

/** What a sample shows; undefined places are none. */
export interface ReplacedTexts {
  /** Sampled texts, and those of them in which characters seem to be replaced. */
  readonly looked: number;
  readonly names: number;
  readonly posts: number;
  /** Where the first of these is: `Users`, `Channels`, `Teams`, or the id of a post. */
  readonly first: string;
}

const LEAST_NAMES = 3;
const NAMES_SHARE = 0.01;
const LEAST_POSTS = 5;
const POSTS_SHARE = 0.02;

/** Finds texts with replaced characters; undefined for a sample that is sound, or in which few texts look so. */
export function findReplacedTexts(sample: readonly StoredText[]): ReplacedTexts | undefined {
  const names = sample.filter(({ isName }) => isName);
  const posts = sample.filter(({ isName }) => !isName);
  const replacedNames = names.filter(({ text }) => isReplacedName(text));
  const written = posts.filter(({ text }) => isReplacedText(text));
  const emoji = withoutEmoji(posts);
  const replacedPosts = written.length >= emoji.length ? written : emoji;
  const areNames = isMany(replacedNames, names, LEAST_NAMES, NAMES_SHARE);
  const arePosts = isMany(replacedPosts, posts, LEAST_POSTS, POSTS_SHARE);
  if (!areNames && !arePosts) return undefined;
  const first = [...(areNames ? replacedNames : []), ...replacedPosts][0]?.place ?? '';
  const counts = { names: replacedNames.length, posts: replacedPosts.length };
  return { looked: sample.length, ...counts, first };
}

const isMany = (
  some: readonly StoredText[],
  all: readonly StoredText[],
  least: number,
  share: number,
): boolean => some.length >= least && some.length >= all.length * share;

/** A name of marks alone, with marks that follow no word, or with marks inside a word. */
const isReplacedName = (name: string): boolean =>
  /^[\s?]*\?[\s?]*$/.test(name) || /[A-Za-z]\?+[A-Za-z]/.test(name) || freeRuns(name).length > 0;

/** A text of nothing but marks is a sentence from this length on; people write fewer. */
const SENTENCE = 8;
const SHORT_RUN = 3;

/** A post with marks where words should be. */
function isReplacedText(text: string): boolean {
  const said = withoutCode(text);
  if (/^[\s?]*$/.test(said)) return (said.match(/\?/g)?.length ?? 0) >= SENTENCE;
  const runs = freeRuns(said).filter((run) => run.length >= SHORT_RUN);
  const joined = /(?<![A-Za-z0-9?])\?{3,}[A-Za-z0-9]/.test(said);
  return runs.length >= 2 || joined || runs.some((run) => run.length >= SENTENCE);
}

/** Runs of two marks or more that do not end a word or sentence. */
const freeRuns = (text: string): readonly string[] =>
  text.match(/(?<![\p{L}\p{N}?!.,…)\]}"'”’*_~])\?{2,}(?![!.])/gu) ?? [];

/** So much of a text tells enough. */
const MAX_CHARACTERS = 2000;

/**
 * The begin of a text without operators and placeholders of programs, and without what follows the path in an address.
 */
const withoutCode = (text: string): string =>
  text
    .slice(0, MAX_CHARACTERS)
    .replace(/```[\s\S]*?(?:```|$)|`[^`\n]*`/g, ' ')
    .split(/\s+/)
    .filter((word) => !/[/=&;(){}]/.test(word))
    .join(' ');

/** A UTF-8 emoji has four bytes, each of which old servers replaced. */
const EMOJI_BYTES = 4;
const ASTRAL = /[\u{10000}-\u{10ffff}]/u;

/**
 * Posts whose free runs have four marks for each emoji, where no other length occurs and no emoji is left in the sample;
 * else none.
 */
function withoutEmoji(posts: readonly StoredText[]): readonly StoredText[] {
  if (posts.some(({ text }) => ASTRAL.test(text))) return [];
  const found: StoredText[] = [];
  for (const post of posts) {
    const runs = freeRuns(withoutCode(post.text));
    if (runs.some((run) => run.length % EMOJI_BYTES !== 0)) return [];
    if (runs.length > 0) found.push(post);
  }
  return found;
}
