import { WITH_ONE_TONE, WITH_TWO_TONES, WITHOUT_TONES } from '../../emoji/map.generated.ts';

/** Code points of skin tones, U+1F3FB to U+1F3FF, and the selector that is written or not before them. */
const TONE = /^1f3f[b-f]$/;
const SELECTOR = 'fe0f';
const FIRST_TONE = 0x1f3fb;
/** Slack counts skin tones from here. */
const FIRST_NUMBER = 2;

/** Standard emoji by every name, as code points without skin tones; of two people in both of their forms. */
const CHARACTERS: ReadonlyMap<string, readonly string[]> = new Map(
  [WITHOUT_TONES, WITH_ONE_TONE, WITH_TWO_TONES]
    .flatMap((group) => group.trim().split('\n'))
    .flatMap((line) => {
      const [characters = '', ...names] = line.split(' ');
      const forms = characters.split('/').map(withoutTones);
      return names.map((name) => [name, forms] as const);
    }),
);

function withoutTones(unicode: string): string {
  const isKept = (code: string): boolean =>
    code !== SELECTOR && code.length > 1 && !TONE.test(code);
  return unicode.split('-').filter(isKept).join('-');
}

const isToneItself = (name: string): boolean => name.startsWith('skin-tone-');

/** What an emoji has beside its name; '' without code points. */
interface Characters {
  readonly unicode: string;
  /** `skin_tone`. */
  readonly tone: unknown;
}

/**
 * Name of an emoji with its skin tones, `name::skin-tone-N`, whether these are in its name, its number or its code
 * points. Code points that are another emoji's, or have other tones than the number says, are shown behind it.
 * `isWhole`: a standard emoji must have its code points, and its name no tones; what is wrong is shown behind it.
 */
export function emojiWithTones(
  name: string,
  { unicode, tone }: Characters,
  isWhole: boolean,
): string {
  if (isWhole && isIncomplete(name, unicode)) return `${name} ${unicode || 'without unicode'}`;
  const ofCode = isToneItself(name) ? '' : tonesOf(unicode);
  const ofNumber = typeof tone === 'number' ? `::skin-tone-${tone}` : '';
  const whole = name + (name.includes('::') ? '' : ofNumber || ofCode);
  return isSameEmoji(name, unicode) && (ofNumber === '' || unicode === '' || ofNumber === ofCode)
    ? whole
    : `${whole} ${unicode}`;
}

/** `::skin-tone-N`, or `::skin-tone-N-M` where two people have different ones. */
function tonesOf(unicode: string): string {
  const tones = unicode
    .split('-')
    .filter((code) => TONE.test(code))
    .map((code) => Number.parseInt(code, 16) - FIRST_TONE + FIRST_NUMBER);
  return tones.length === 0 ? '' : `::skin-tone-${[...new Set(tones)].join('-')}`;
}

/** True for a standard emoji without its code points, or with skin tones in its name. */
const isIncomplete = (name: string, unicode: string): boolean =>
  (unicode === '' && CHARACTERS.has(name)) || name.includes(TONES_IN_NAME);

const TONES_IN_NAME = '::skin-tone-';

/** True when code points are those of the emoji, or there are none. */
function isSameEmoji(name: string, unicode: string): boolean {
  if (unicode === '' || isToneItself(name)) return true;
  const [base = ''] = name.split('::');
  return CHARACTERS.get(base)?.includes(withoutTones(unicode)) === true;
}
