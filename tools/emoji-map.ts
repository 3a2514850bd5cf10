import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gemoji } from 'gemoji';
import { z } from 'zod';

/** An entry of emoji-datasource; its short names are Slack's, the first of them the one that Slack stores. */
const ENTRY = z.object({
  unified: z.string(),
  short_name: z.string(),
  short_names: z.array(z.string()),
  /** By the tones' code points: `1F3FB`, or two joined by a hyphen. */
  skin_variations: z.record(z.string(), z.object({ unified: z.string() })).optional(),
});
type Entry = z.infer<typeof ENTRY>;

/** Mattermost's own names, which neither package has, and Slack's for them. */
const MATTERMOST_ALONE: Readonly<Record<string, string>> = {
  blonde_man: 'blond-haired-man',
  doctor: 'health_worker',
  ca: 'flag-ca',
  pk: 'flag-pk',
  za: 'flag-za',
};

const GROUPS = ['WITHOUT_TONES', 'WITH_ONE_TONE', 'WITH_TWO_TONES'] as const;

/**
 * The module of every standard emoji's names. Mattermost's list is made of the short names of
 * emoji-datasource and of GitHub's aliases (gemoji), so the code points join what each calls an emoji.
 */
export function generateEmojiMap(): string {
  const entries = z.array(ENTRY).parse(JSON.parse(readFileSync(dataFile(), 'utf8')));
  const names = namesByEmoji(entries);
  const groups = GROUPS.map((group, tones) => {
    const lines = entries
      .filter((entry) => tonesOf(entry) === tones)
      .map((entry) => [entry, (names.get(entry.short_name) ?? []).join(' ')] as const)
      .sort(([, a], [, b]) => (a < b ? -1 : 1))
      .map(([entry, line]) => `${characters(entry)} ${line}`);
    return `\nexport const ${group} = \`\n${lines.join('\n')}\n\`;\n`;
  });
  return HEADER + groups.join('');
}

const HEADER = `/*
 * Written by \`npm run generate:emoji\` from the npm packages emoji-datasource and gemoji (both MIT).
 * An emoji a line: its code points (behind a slash those with two skin tones, as 1 and 2), the name that
 * Slack stores, then every other name of Slack's, GitHub's and Mattermost's, in three groups by how many
 * skin tones it takes.
 */
`;

function dataFile(): string {
  return fileURLToPath(import.meta.resolve('emoji-datasource'));
}

/** All names of each emoji, by its first; where two emoji claim a name it is the one's that Slack gives it to. */
function namesByEmoji(entries: readonly Entry[]): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string>();
  const claim = (name: string, owner: string): void => {
    if (!owners.has(name)) owners.set(name, owner);
  };
  for (const entry of entries) {
    for (const name of [entry.short_name, ...entry.short_names]) claim(name, entry.short_name);
  }
  const byCodePoints = new Map(
    entries.map((entry) => [codePoints(entry.unified), entry.short_name]),
  );
  for (const { emoji, names } of gemoji) {
    const owner = byCodePoints.get(codePoints(hexadecimal(emoji)));
    for (const name of names) if (owner !== undefined) claim(name, owner);
  }
  for (const [name, owner] of Object.entries(MATTERMOST_ALONE)) claim(name, owner);
  const names = new Map<string, string[]>();
  for (const [name, owner] of owners) {
    if (name === owner) names.set(owner, [owner, ...(names.get(owner) ?? [])]);
    else names.set(owner, [...(names.get(owner) ?? []), name]);
  }
  return names;
}

function tonesOf(entry: Entry): 0 | 1 | 2 {
  const variations = Object.keys(entry.skin_variations ?? {});
  if (variations.some((tones) => tones.includes('-'))) return 2;
  return variations.length > 0 ? 1 : 0;
}

/** Two tones whose places in an emoji of two people show where each is written. */
const [FIRST_TONE, SECOND_TONE] = ['1F3FB', '1F3FC'];

/** Code points of an emoji as Slack writes them; of one for two people also those with two tones. */
function characters({ unified, skin_variations: variations = {} }: Entry): string {
  const two = variations[`${FIRST_TONE}-${SECOND_TONE}`]?.unified;
  const plain = unified.toLowerCase();
  if (two === undefined) return plain;
  return `${plain}/${two.replace(FIRST_TONE, '1').replace(SECOND_TONE, '2').toLowerCase()}`;
}

function hexadecimal(emoji: string): string {
  return [...emoji].map((character) => character.codePointAt(0)?.toString(16) ?? '').join('-');
}

/** Without the variation selector, which the packages do not write alike, and without leading zeros. */
function codePoints(unified: string): string {
  return unified
    .split('-')
    .map((code) => Number.parseInt(code, 16))
    .filter((code) => code !== 0xfe0f)
    .join('-');
}
