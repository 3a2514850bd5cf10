import { WITH_ONE_TONE, WITH_TWO_TONES, WITHOUT_TONES } from './map.generated.ts';
import {
  MATTERMOST_ALONE,
  namesIn,
  SLACK_ALONE,
  WITHOUT_TONES_IN_MATTERMOST,
} from './system-names.ts';

/** Emoji that every Slack workspace has. */
export interface StandardEmoji {
  /** True for every name that Slack, GitHub or Mattermost has for a standard emoji. */
  has(name: string): boolean;
  /** True for a name of Mattermost's own set, which it shows even where a custom emoji has the name. */
  isOfMattermost(name: string): boolean;
  /** Returns Slack's name for Mattermost's, with `::skin-tone-N` for a name with skin tones. */
  toSlack(name: string): string | undefined;
  /** Returns the code points of an emoji by the name that `toSlack` gives; undefined for a custom one. */
  codePoints(slackName: string): EmojiCodePoints | undefined;
}

/** An emoji as Slack's exports have it in rich text. */
export interface EmojiCodePoints {
  /** Name without skin tones. */
  readonly name: string;
  /** Lower-case hexadecimal code points with hyphens, those of skin tones included. */
  readonly unicode: string;
  /** Number of the skin tone, from 2; undefined without one, and where two people have different ones. */
  readonly tone: number | undefined;
}

interface StandardEntry {
  readonly slackName: string;
  /** Code points; behind a slash those with two skin tones, which are written as 1 and 2. */
  readonly characters: string;
  /** Number of skin tones that the emoji can have. */
  readonly tones: number;
}

/** Mattermost's words for skin tones, with Slack's numbers. */
const TONES: Readonly<Record<string, string>> = {
  light: '2',
  medium_light: '3',
  medium: '4',
  medium_dark: '5',
  dark: '6',
};

const TONED =
  /^(.+?)_(light|medium_light|medium|medium_dark|dark)_skin_tone(?:_(light|medium_light|medium|medium_dark|dark)_skin_tone)?$/;

/** Reads the tables of standard emoji into a look-up by the names of Mattermost. */
export function readStandardEmoji(): StandardEmoji {
  const byName = new Map<string, StandardEntry>();
  const others = namesIn(SLACK_ALONE);
  const withoutTones = namesIn(WITHOUT_TONES_IN_MATTERMOST);
  [WITHOUT_TONES, WITH_ONE_TONE, WITH_TWO_TONES].forEach((group, tones) => {
    for (const line of group.trim().split('\n')) {
      const [characters = '', ...names] = line.split(' ');
      const [slackName = ''] = names;
      const entry = { slackName, characters, tones };
      for (const name of names) byName.set(name, entry);
    }
  });
  return {
    has: (name) => byName.has(name),
    isOfMattermost(name) {
      if (MATTERMOST_ALONE.includes(name)) return true;
      if (byName.has(name)) return !others.has(name);
      const [, base = '', first, second] = TONED.exec(name) ?? [];
      const tones = others.has(base) || withoutTones.has(base) ? 0 : byName.get(base)?.tones;
      const isPair = first !== second || base === 'people_holding_hands';
      return tones !== undefined && tones >= (second === undefined ? 1 : 2) && isPair;
    },
    toSlack(name) {
      const plain = byName.get(name);
      if (plain !== undefined) return plain.slackName;
      const [, base = '', first = '', second = first] = TONED.exec(name) ?? [];
      const known = byName.get(base);
      return known === undefined ? undefined : known.slackName + toneSuffix(known, first, second);
    },
    codePoints(slackName) {
      const [name = '', tones] = slackName.split(TONE_MARK);
      const known = byName.get(name);
      if (known?.slackName !== name) return undefined;
      const [first, second = first] = (tones ?? '').split('-').map(Number);
      const unicode = tones === undefined ? plainCodePoints(known) : toned(known, first, second);
      return { name, unicode, tone: tones !== undefined && first === second ? first : undefined };
    },
  };
}

const TONE_MARK = '::skin-tone-';

const plainCodePoints = ({ characters }: StandardEntry): string => characters.split('/')[0] ?? '';

/** Code point of a skin tone: Slack counts from 2 what Unicode counts from U+1F3FB. */
const toneCodePoint = (tone: number): string => (0x1f3fb + tone - 2).toString(16);

/**
 * Code points with skin tones. One tone follows the first code point, in place of a variation selector (Unicode
 * Technical Standard 51, 2.4), which holds for every entry of emoji-datasource.
 */
function toned(entry: StandardEntry, first = 2, second = first): string {
  const plain = plainCodePoints(entry);
  const [, ofTwo] = entry.characters.split('/');
  const isOfTwo = ofTwo !== undefined && (first !== second || plain.includes('-200d-'));
  if (isOfTwo) {
    return ofTwo
      .split('-')
      .map((code) => (code === '1' ? toneCodePoint(first) : code))
      .map((code) => (code === '2' ? toneCodePoint(second) : code))
      .join('-');
  }
  return plain.replace(/^([^-]+)(?:-fe0f)?/, `$1-${toneCodePoint(first)}`);
}

/**
 * Writes skin tones: two as `::skin-tone-2-3` (iamcal/js-emoji, issue 145), two equal ones once. A tone for which
 * Slack has no image is dropped.
 */
function toneSuffix({ tones }: StandardEntry, first: string, second: string): string {
  if (tones === 0) return '';
  if (first === second) return `${TONE_MARK}${TONES[first]}`;
  return tones === 2 ? `${TONE_MARK}${TONES[first]}-${TONES[second]}` : '';
}
