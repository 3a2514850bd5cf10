import { WITH_ONE_TONE, WITH_TWO_TONES, WITHOUT_TONES } from './map.generated.ts';

/** The emoji that every Slack workspace has. */
export interface StandardEmoji {
  /** True for every name that Slack, GitHub or Mattermost has for one of them. */
  has(name: string): boolean;
  /** The name that Slack stores for Mattermost's, with `::skin-tone-N` where Mattermost's names tones. */
  toSlack(name: string): string | undefined;
}

interface Known {
  readonly slackName: string;
  /** How many skin tones it takes. */
  readonly tones: number;
}

/** Mattermost's words for skin tones, with the numbers that Slack has for them. */
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
  const byName = new Map<string, Known>();
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
 * Two tones are `::skin-tone-2-3` (iamcal/js-emoji, issue 145), twice the same one is written once. A tone
 * that Slack has no picture of goes, and the emoji stays.
 */
function toneSuffix({ tones }: Known, first: string, second: string): string {
  if (tones === 0) return '';
  if (first === second) return `::skin-tone-${TONES[first]}`;
  return tones === 2 ? `::skin-tone-${TONES[first]}-${TONES[second]}` : '';
}
