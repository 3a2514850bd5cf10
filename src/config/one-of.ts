import { ConfigError } from '../errors.ts';
import { nearest } from './nearest.ts';

/** The text as one of `words`; ConfigError names them when it is none. */
export function oneOf<const Word extends string>(
  key: string,
  text: string,
  words: readonly Word[],
): Word {
  const word = words.find((candidate) => candidate === text);
  if (word !== undefined) return word;
  throw new ConfigError([
    `${key}: '${text}', expected ${alternatives(words)}${didYouMean(text, words)}`,
  ]);
}

/** `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** ` (did you mean b?)`, or nothing when no candidate is close. */
export function didYouMean(text: string, candidates: readonly string[]): string {
  const near = nearest(text, candidates);
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}
