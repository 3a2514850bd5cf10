import { WITH_ONE_TONE, WITH_TWO_TONES, WITHOUT_TONES } from '../../emoji/map.generated.ts';
import { MATTERMOST_ALONE, namesIn, SLACK_ALONE } from '../../emoji/system-names.ts';

/** Custom emoji as they were decided. */
export interface CustomNames {
  readonly all: readonly { readonly from: string }[];
  readonly shadowed: readonly { readonly from: string; readonly to: string }[];
  readonly toSlack: (name: string) => string | undefined;
}

/** Slack's name for each name of Mattermost's own set; undefined where Slack has no such emoji. */
function ownSet(): ReadonlyMap<string, string | undefined> {
  const others = namesIn(SLACK_ALONE);
  const lines = [WITHOUT_TONES, WITH_ONE_TONE, WITH_TWO_TONES].join('\n').split('\n');
  const names = lines.flatMap((line) => {
    const [, ...all] = line.split(' ');
    return all.map((name) => [name, all[0]] as const);
  });
  return new Map([
    ...names.filter(([name]) => !others.has(name)),
    ...MATTERMOST_ALONE.map((name) => [name, undefined] as const),
  ]);
}

/**
 * The emoji that Mattermost shows for a name: of a custom one that has a name of its own set, the standard one. Slack's
 * name of it, or undefined for none.
 */
export function emojiShown(custom: CustomNames): (name: string) => string | undefined {
  const own = ownSet();
  const names = [...custom.all, ...custom.shadowed].map(({ from }) => from);
  const shadowed = new Map(
    names.filter((name) => own.has(name)).map((name) => [name, own.get(name)]),
  );
  return (name) => (shadowed.has(name) ? shadowed.get(name) : custom.toSlack(name));
}

/** Names that messages of version 0.1 have for custom emoji that Mattermost never shows. */
export function formerNames({ shadowed }: CustomNames): (name: string) => string {
  const own = ownSet();
  const former = new Map(shadowed.map(({ from, to }) => [to, own.get(from) ?? from]));
  return (name) => former.get(name) ?? name;
}

const SHORTCODE = /:([a-z0-9_+-]+):/g;

/** Text with another name in each `:name:`. */
export const withEmojiNames = (text: string, nameOf: (name: string) => string): string =>
  text.replace(SHORTCODE, (_whole, name: string) => `:${nameOf(name)}:`);
