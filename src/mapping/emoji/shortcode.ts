import type { RichTextEmoji } from '../../slack/shapes.ts';

/** Code points of skin tones in a `unicode`: U+1F3FB to U+1F3FF. */
const TONE = /(?<=-)1f3f[b-f](?=-|$)/g;

/** Number of a skin tone, as Slack counts from 2. */
const toneNumber = (code: string): number => Number.parseInt(code, 16) - 0x1f3fb + 2;

/** Writes an emoji in text, `:name::skin-tone-N:`, whichever form its element has. */
export function emojiShortcode({ name, unicode, skin_tone: tone }: RichTextEmoji): string {
  return `:${name}${toneSuffix(unicode, tone)}:`;
}

/** Two people with different tones have them in the code points alone. */
function toneSuffix(unicode: string | undefined, tone: number | undefined): string {
  if (tone !== undefined) return `::skin-tone-${tone}`;
  const tones = (unicode?.match(TONE) ?? []).map(toneNumber);
  return tones.length === 0 ? '' : `::skin-tone-${tones.join('-')}`;
}
