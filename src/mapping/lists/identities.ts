import { trimAddress } from '../addresses.ts';
import { nameWords } from './fold.ts';

/** What says who somebody is, or what a channel is. */
export interface Identity {
  /** What is written into the list: a member id, a username, a channel id. */
  readonly id: string;
  /** Username, handle, or name of a channel. */
  readonly handle: string;
  /** Full names, nicknames, display names. */
  readonly names: readonly string[];
  /** '' for none. */
  readonly email: string;
}

/** Why two are perhaps the same, the strongest first. */
export const LIKENESSES = ['address', 'name', 'handle', 'initials', 'word'] as const;
export type Likeness = (typeof LIKENESSES)[number];

export interface Candidate<Of extends Identity> {
  readonly identity: Of;
  readonly reasons: readonly Likeness[];
}

/** How much each likeness says. */
const WEIGHTS: Readonly<Record<Likeness, number>> = {
  address: 100,
  name: 50,
  handle: 40,
  initials: 20,
  word: 10,
};

/** Finds who is like somebody, the most alike first; a search looks at those alone that share a key. */
export type FindCandidates<Of extends Identity> = (
  wanted: Identity,
  isPossible: (candidate: Of) => boolean,
) => readonly Candidate<Of>[];

/** Candidates that are shown. */
const MAX_CANDIDATES = 8;
/** What more have in common tells nobody apart; an address does. */
const MAX_SHARING = 1_000;

/** Indexes identities by what may be like in them. */
export function indexIdentities<Of extends Identity>(
  identities: readonly Of[],
): FindCandidates<Of> {
  const index = new Map<string, Of[]>();
  for (const identity of identities) {
    for (const key of keysOf(identity)) {
      const same = index.get(key);
      if (same === undefined) index.set(key, [identity]);
      else same.push(identity);
    }
  }
  return (wanted, isPossible) => {
    const found = new Map<Of, Set<Likeness>>();
    for (const key of keysOf(wanted)) {
      const likeness = likenessOf(key);
      const sharing = index.get(key) ?? [];
      if (likeness !== 'address' && sharing.length > MAX_SHARING) continue;
      for (const identity of sharing) {
        const reasons = found.get(identity) ?? new Set();
        found.set(identity, reasons.add(likeness));
      }
    }
    return [...found]
      .filter(([identity]) => isPossible(identity))
      .map(([identity, reasons]) => ({ identity, reasons: strongest(reasons) }))
      .sort((a, b) => weightOf(b) - weightOf(a) || order(a.identity, b.identity))
      .slice(0, MAX_CANDIDATES);
  };
}

/** Leaves out what says less than another reason does. */
const strongest = (reasons: ReadonlySet<Likeness>): readonly Likeness[] =>
  LIKENESSES.filter(
    (likeness) =>
      reasons.has(likeness) && !(SAID_BY[likeness] ?? []).some((other) => reasons.has(other)),
  );

const SAID_BY: Partial<Readonly<Record<Likeness, readonly Likeness[]>>> = {
  initials: ['name', 'handle'],
  word: ['name', 'handle'],
};

const weightOf = ({ reasons }: Pick<Candidate<Identity>, 'reasons'>): number =>
  reasons.reduce((sum, reason) => sum + WEIGHTS[reason], 0);

const order = (a: Identity, b: Identity): number =>
  compare(a.handle, b.handle) || compare(a.id, b.id);
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** A likeness, a blank, and the text that two have in common. */
type Key = `${Likeness} ${string}`;

const likenessOf = (key: Key): Likeness =>
  LIKENESSES.find((likeness) => key.startsWith(`${likeness} `)) ?? 'word';

function keysOf({ handle, names, email }: Identity): ReadonlySet<Key> {
  const address = trimAddress(email).toLowerCase();
  const local = address.replace(/(?:\+.*)?@.*$/su, '');
  const handles = [handle, local].map(nameWords).filter(({ length }) => length > 0);
  const named = names.map(nameWords).filter(({ length }) => length > 0);
  const keys = new Set<Key>();
  if (address !== '') keys.add(`address ${address}`);
  for (const words of named) addNameKeys(words, keys);
  for (const words of handles) {
    if (words.length > 1) addNameKeys(words, keys);
    keys.add(`handle ${words.join('')}`);
  }
  for (const words of [...handles, ...named]) {
    addInitialKeys(words, keys);
    for (const word of words) if (word.length > 1) keys.add(`word ${word}`);
  }
  return keys;
}

/** Words in any order, with or without a blank between them: Yamada Taro, 山田太郎. */
function addNameKeys(words: readonly string[], keys: Set<Key>): void {
  keys.add(`name ${words.join('')}`);
  keys.add(`name ${[...words].sort().join('')}`);
}

/** `tyamada`, `taroy`: the forms in which handles shorten a name of two words, and handles as they are. */
function addInitialKeys([first, second, third]: readonly string[], keys: Set<Key>): void {
  if (first === undefined || third !== undefined) return;
  if (second === undefined) {
    keys.add(`initials ${first}`);
    return;
  }
  keys.add(`initials ${firstOf(first)}${second}`);
  keys.add(`initials ${second}${firstOf(first)}`);
  keys.add(`initials ${firstOf(second)}${first}`);
  keys.add(`initials ${first}${firstOf(second)}`);
}

const firstOf = (word: string): string => [...word][0] ?? '';
