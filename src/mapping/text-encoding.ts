import {
  type Repairable,
  type RepairEncoding,
  ROUNDS_OF,
  type SampledText,
} from '../model/encoding.ts';
import type { LossSummary } from './losses.ts';

/*
 * Whether a database holds UTF-8 that was read as latin1 ("é–‹ç™º" for 開発), from a sample. A sound text can look so by
 * chance ("CAFÉ…", "Spaß…" are the bytes of one other character each) and on purpose (a post about such texts), so one
 * alone proves nothing: most texts must look so, or most of the oldest posts, which a dump restored wrongly leaves when
 * the server goes on writing what is sound.
 */

/** What a sample shows. */
export interface EncodingFinding {
  /** `wrong`: it is so, and can be repaired; `scattered`: some texts look so between sound ones. */
  readonly state: 'sound' | 'scattered' | 'wrong';
  /** Sampled texts that are not ASCII. */
  readonly texts: number;
  /** Of these, the ones that can be undone. */
  readonly undoable: number;
}

/** A text of one undone character can be so by chance. */
const SURE_CHARACTERS = 2;
/** One may be a text about such texts. */
const LEAST_SURE = 2;
const FEW_SURE = 3;
/** Of all texts, for a database that is wrong as a whole. */
const MOST = 0.5;
/** Of the oldest posts, for a database that was restored wrongly at some time. */
const NEARLY_ALL = 0.8;
/** A post about such texts is rarer. */
const FEW = 0.03;

/** Judges a sample in which the texts have already been undone `rounds` times where they could be. */
export function judgeEncoding(sample: readonly SampledText[], rounds = 0): EncodingFinding {
  const wrong = sample.filter((text) => text.undone.length > rounds);
  const counts = { texts: sample.length, undoable: wrong.length };
  const isWrong = isMostly(sample, wrong, rounds) || isOfOldPosts(sample, rounds);
  if (isWrong) return { state: 'wrong', ...counts };
  const isScattered = sureOf(wrong, rounds) >= FEW_SURE && wrong.length >= sample.length * FEW;
  return { state: isScattered ? 'scattered' : 'sound', ...counts };
}

const isSure = ({ undone }: SampledText, rounds: number): boolean =>
  (undone[rounds] ?? 0) >= SURE_CHARACTERS;

const sureOf = (texts: readonly SampledText[], rounds: number): number =>
  texts.filter((text) => isSure(text, rounds)).length;

function isMostly(
  sample: readonly SampledText[],
  wrong: readonly SampledText[],
  rounds: number,
): boolean {
  const areEnough = sureOf(wrong, rounds) >= LEAST_SURE || wrong.length >= FEW_SURE;
  return areEnough && wrong.length > sample.length * MOST;
}

/** True when there is a time before which nearly all posts are wrong. */
function isOfOldPosts(sample: readonly SampledText[], rounds: number): boolean {
  const posts = sample
    .filter(({ isName }) => !isName)
    .toSorted((a, b) => a.createAtMs - b.createAtMs);
  let wrong = 0;
  let sure = 0;
  for (const [index, text] of posts.entries()) {
    if (text.undone.length <= rounds) continue;
    wrong += 1;
    if (isSure(text, rounds)) sure += 1;
    const isMany = sure >= FEW_SURE && wrong >= posts.length * FEW;
    if (isMany && wrong >= (index + 1) * NEARLY_ALL) return true;
  }
  return false;
}

/** What is to be done about a sample with a setting; undefined for none. */
export type EncodingVerdict =
  | { readonly kind: 'fine' | 'scattered' | 'not-so'; readonly finding: EncodingFinding }
  | {
      readonly kind: 'repair';
      readonly finding: EncodingFinding;
      /** The setting that would do. */
      readonly setting: RepairEncoding;
    };

/**
 * Holds a sample against `source.repairEncoding`: `repair` when texts are wrong and the setting, or its lack, leaves
 * them so; `not-so` when the setting would undo what is sound.
 */
export function encodingVerdict(
  sample: readonly SampledText[],
  setting: RepairEncoding | undefined,
): EncodingVerdict {
  const rounds = setting === undefined ? 0 : ROUNDS_OF[setting];
  const finding = judgeEncoding(sample, rounds);
  if (setting === 'none') return { kind: 'fine', finding };
  if (rounds > 0) {
    const asked = judgeEncoding(sample, rounds - 1);
    const isMost = asked.undoable >= asked.texts * MOST;
    if (asked.state !== 'wrong' && !isMost) return { kind: 'not-so', finding: asked };
  }
  if (finding.state === 'wrong' && rounds < ROUNDS_OF['latin1-twice']) {
    const isTwice = rounds > 0 || judgeEncoding(sample, 1).state === 'wrong';
    return { kind: 'repair', finding, setting: isTwice ? 'latin1-twice' : 'latin1' };
  }
  return { kind: finding.state === 'sound' ? 'fine' : 'scattered', finding };
}

/** What of a migration was repaired, by kind; posts are those of the loss `encoding_repaired`. */
export interface RepairedTexts {
  readonly people: number;
  readonly teams: number;
  readonly channels: number;
  readonly emoji: number;
  readonly posts: number;
}

/** Counts the things of the small lists whose names, headers or purposes were repaired, and the posts. */
export function repairedTexts(
  read: Readonly<Record<'users' | 'teams' | 'channels' | 'emoji', readonly Repairable[]>>,
  losses: readonly LossSummary[],
): RepairedTexts {
  const repaired = (list: readonly Repairable[]): number =>
    list.filter(({ isRepaired }) => isRepaired === true).length;
  return {
    people: repaired(read.users),
    teams: repaired(read.teams),
    channels: repaired(read.channels),
    emoji: repaired(read.emoji),
    posts: losses.find(({ code }) => code === 'encoding_repaired')?.count ?? 0,
  };
}
