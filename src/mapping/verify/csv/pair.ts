import type { WantedPost } from './expected.ts';
import { withFileLines } from './expected.ts';
import { addressesIn, comparable, lettersOf, lettersOfLabels } from './plain.ts';

/** A line of a text import. */
export interface FoundLine {
  /** Number in its file, from 1. */
  readonly line: number;
  readonly seconds: number;
  readonly channel: string;
  readonly author: string;
  readonly text: string;
  /** True when it is among lines of other times. */
  readonly isMisplaced: boolean;
}

/** A post and its lines: none, one, or several for a long text. */
export interface PairedLines {
  readonly wanted: WantedPost;
  readonly lines: readonly FoundLine[];
  /** True when lines of earlier posts come after its own. */
  readonly isEarly: boolean;
}

export interface LinePairing {
  readonly pairs: readonly PairedLines[];
  readonly unexpected: readonly FoundLine[];
}

/** Signs that may begin and end a piece of a cut text: more than there are. */
const MARKS_OF_A_PIECE = 32;

/** A text of this length may have become several messages; shorter ones never do. */
const MAY_BE_CUT_CHARACTERS = 2_000;

/**
 * Pairs the posts of one second with the lines of that second, both in order: first what is the same, then what has the
 * same author, then the rest as it comes.
 */
export function pairLines(posts: readonly WantedPost[], lines: readonly FoundLine[]): LinePairing {
  const free = new Set(lines);
  const found = new Map<WantedPost, readonly FoundLine[]>();
  const take = (wanted: WantedPost, taken: readonly FoundLine[]): void => {
    if (taken.length === 0) return;
    for (const line of taken) free.delete(line);
    found.set(wanted, taken);
  };
  const rest = (): readonly WantedPost[] => posts.filter((wanted) => !found.has(wanted));
  for (const wanted of posts) take(wanted, sameAs(wanted, free));
  for (const wanted of rest())
    take(
      wanted,
      firstOf(free, ({ author }) => author === wanted.author),
    );
  for (const wanted of rest())
    take(
      wanted,
      firstOf(free, () => true),
    );
  return { pairs: inOrder(posts, lines, found), unexpected: [...free] };
}

function firstOf(
  free: ReadonlySet<FoundLine>,
  isIt: (line: FoundLine) => boolean,
): readonly FoundLine[] {
  for (const line of free) if (isIt(line)) return [line];
  return [];
}

/** The first lines that say exactly what the post says. */
function sameAs(wanted: WantedPost, free: ReadonlySet<FoundLine>): readonly FoundLine[] {
  const byAuthor: FoundLine[] = [];
  for (const line of free) {
    if (line.author !== wanted.author) continue;
    if (saysTheSame(wanted, [line])) return [line];
    byAuthor.push(line);
  }
  if (wanted.text.length < MAY_BE_CUT_CHARACTERS) return [];
  for (const start of byAuthor.keys()) {
    for (const letters of [lettersOf, lettersOfLabels]) {
      const parts = partsFrom(wanted, byAuthor.slice(start), letters);
      if (parts.length > 0) return parts;
    }
  }
  return [];
}

/** Lines in a row that together say what a long post says; empty when they do not. */
function partsFrom(
  wanted: WantedPost,
  lines: readonly FoundLine[],
  letters: (text: string) => string,
): readonly FoundLine[] {
  const whole = letters(wanted.text);
  let length = 0;
  let characters = 0;
  let taken = 0;
  for (const line of lines) {
    const piece = letters(bodyOf(wanted, [line]).text);
    if (!whole.startsWith(piece, length)) break;
    // Behind the whole text, lines of nothing but signs are its own only as far as it has room for them.
    const room = wanted.text.length + MARKS_OF_A_PIECE * taken;
    if (length === whole.length && characters + line.text.length > room + MARKS_OF_A_PIECE) break;
    characters += line.text.length;
    length += piece.length;
    taken += 1;
  }
  return length === whole.length ? lines.slice(0, taken) : [];
}

/** What the lines of a post say below its thread, and how many files they name. */
export function bodyOf(
  { threadLine, post }: WantedPost,
  lines: readonly FoundLine[],
): { readonly text: string; readonly files: number; readonly isReply: boolean } {
  const begin = threadLine === '' ? '' : `${threadLine}\n`;
  const isReply = begin !== '' && lines.every(({ text }) => text.startsWith(begin));
  const texts = lines.map(({ text }) => (isReply ? text.slice(begin.length) : text));
  return { ...withFileLines(texts.join('\n'), post.files), isReply };
}

/** True when lines say what the post says, to the letter; in several of them, marks may differ where they were cut. */
export function saysTheSame(wanted: WantedPost, lines: readonly FoundLine[]): boolean {
  const { text, isReply } = bodyOf(wanted, lines);
  if (isReply !== (wanted.threadLine !== '')) return false;
  if (lines.length === 1) return comparable(text) === comparable(wanted.text);
  if (lettersOf(text) === lettersOf(wanted.text)) return true;
  // A link that is cut in its label has its address in both pieces.
  const isSaid = lettersOfLabels(text) === lettersOfLabels(wanted.text);
  return isSaid && addressesIn(text) === addressesIn(wanted.text);
}

function inOrder(
  posts: readonly WantedPost[],
  lines: readonly FoundLine[],
  found: ReadonlyMap<WantedPost, readonly FoundLine[]>,
): readonly PairedLines[] {
  const places = new Map(lines.map((line, index) => [line, index]));
  let last = -1;
  return posts.map((wanted) => {
    const own = found.get(wanted) ?? [];
    const place = own[0] === undefined ? last : (places.get(own[0]) ?? last);
    const isEarly = place < last;
    last = Math.max(last, place);
    return { wanted, lines: own, isEarly };
  });
}
