import { WITH_ONE_TONE, WITH_TWO_TONES, WITHOUT_TONES } from './map.generated.ts';

/** Emoji that every Slack workspace has. */
export interface StandardEmoji {
  /** True for every name that Slack, GitHub or Mattermost has for a standard emoji. */
  has(name: string): boolean;
  /** Returns Slack's name for Mattermost's, with `::skin-tone-N` for a name with skin tones. */
  toSlack(name: string): string | undefined;
}

interface StandardEntry {
  readonly slackName: string;
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

export function readStandardEmoji(): StandardEmoji {
  const byName = new Map<string, StandardEntry>();
  [WITHOUT_TONES, WITH_ONE_TONE, WITH_TWO_TONES].forEach((group, tones) => {
    for (const line of group.trim().split('\n')) {
      const names = line.split(' ');
      const [slackName = ''] = names;
      for (const name of names) byName.set(name, { slackName, tones });
    }
  });
  return {
    has: (name) => byName.has(name),
    toSlack(name) {
      const plain = byName.get(name);
      if (plain !== undefined) return plain.slackName;
      const [, base = '', first = '', second = first] = TONED.exec(name) ?? [];
      const known = byName.get(base);
      return known === undefined ? undefined : known.slackName + toneSuffix(known, first, second);
    },
  };
}

/**
 * Writes skin tones: two as `::skin-tone-2-3` (iamcal/js-emoji, issue 145), two equal ones once. A tone for which
 * Slack has no image is dropped.
 */
function toneSuffix({ tones }: StandardEntry, first: string, second: string): string {
  if (tones === 0) return '';
  if (first === second) return `::skin-tone-${TONES[first]}`;
  return tones === 2 ? `::skin-tone-${TONES[first]}-${TONES[second]}` : '';
}
