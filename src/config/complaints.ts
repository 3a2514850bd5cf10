import { ConfigError, type Line } from '../errors/errors.ts';
import { type NoticeValue, notice } from '../errors/notices.ts';

/** Complaints gathered so that the user hears of all of them at once. */
export interface Complaints {
  add(complaint: string): void;
  /**
   * Resolves a setting now and notes its ConfigError. The result gives the value, or throws that error
   * again; a setting that depends on a failed one then fails with it and is not complained of twice.
   */
  of<Value>(resolve: () => Value): () => Value;
  /** Throws one ConfigError with everything that was noted, if anything was. */
  throwAny(): void;
}

/** Makes a list of complaints, each noted once, so that the user reads all of them and not the first alone. */
export function makeComplaints(): Complaints {
  const all: Line[] = [];
  const noted = new Set<ConfigError>();
  return {
    add(complaint) {
      all.push(complaint);
    },
    of(resolve) {
      try {
        const value = resolve();
        return () => value;
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        if (!noted.has(error)) all.push(...error.lines);
        noted.add(error);
        return () => {
          throw error;
        };
      }
    },
    throwAny() {
      if (all.length > 0) throw new ConfigError(all);
    },
  };
}

/** The word most like `word`, for "did you mean"; undefined when none is close. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    // Words that share no letter, as short ones may, are not like each other.
    if (distance >= bestDistance || distance >= candidate.length) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const insertion = (current[column - 1] ?? 0) + 1;
      const deletion = (previous[column] ?? 0) + 1;
      current.push(Math.min(substitution, insertion, deletion));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** The text as one of `words`; ConfigError names them when it is none. */
export function oneOf<const Word extends string>(
  key: string,
  text: string,
  words: readonly Word[],
): Word {
  const word = words.find((candidate) => candidate === text);
  if (word !== undefined) return word;
  throw new ConfigError([
    notice('not-one-of', { key, text, words, near: didYouMean(text, words) }),
  ]);
}

/** What else may have been meant, for the end of a complaint; '' when no candidate is close. */
export function didYouMean(text: string, candidates: readonly string[]): NoticeValue {
  const near = nearest(text, candidates);
  return near === undefined ? '' : notice('did-you-mean', { near });
}
