/**
 * What staging met beside plain content; each is counted and reported with every run. `…:<name>` of the unknown ones is
 * the type of a line, or the field of one.
 */
export const FINDING_CODES = [
  'unknown-lines',
  'unknown-fields',
  'repeated-reactions',
  'shared-file-lists',
  'same-members',
  'people-without-line',
  'posts-without-channel',
  'bots-by-address',
  'other-jsonl',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];

export interface Finding {
  readonly code: FindingCode;
  /** What it is about, where the code needs it. */
  readonly name: string;
  readonly count: number;
  /** Where the first one is: `file:line`. */
  readonly first: string;
}

/** More names than this are counted as one: they come from the file. */
const MAX_NAMES = 200;

/** Counts findings by code and name. */
export class Findings {
  readonly #found = new Map<string, { -readonly [Key in keyof Finding]: Finding[Key] }>();

  add(code: FindingCode, first: string, name = '', count = 1): void {
    if (count === 0) return;
    const shown = this.#found.size < MAX_NAMES ? name : '…';
    const key = `${code}:${shown}`;
    const known = this.#found.get(key);
    if (known === undefined) this.#found.set(key, { code, name: shown, count, first });
    else known.count += count;
  }

  all(): readonly Finding[] {
    return [...this.#found.values()];
  }
}
