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
    for (const [likeness, value] of keysOf(identity)) {
      const key = `${likeness} ${value}`;
      const same = index.get(key);
      if (same === undefined) index.set(key, [identity]);
      else same.push(identity);
    }
  }
  return (wanted, isPossible) => {
    const found = new Map<Of, Set<Likeness>>();
    for (const [likeness, value] of keysOf(wanted)) {
      const sharing = index.get(`${likeness} ${value}`) ?? [];
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

type Key = readonly [likeness: Likeness, value: string];

function keysOf({ handle, names, email }: Identity): readonly Key[] {
  const address = trimAddress(email).toLowerCase();
  const local = address.replace(/(?:\+.*)?@.*$/su, '');
  const handles = [handle, local].map((text) => nameWords(text)).filter(({ length }) => length > 0);
  const named = names.map((name) => nameWords(name)).filter(({ length }) => length > 0);
  const words = new Set([...handles, ...named].flat().filter((word) => word.length > 1));
  return unique([
    ...(address === '' ? [] : [['address', address] as const]),
    // Words in any order, with or without a blank between them: Yamada Taro, 山田太郎.
    ...[...named, ...handles.filter(({ length }) => length > 1)].flatMap(nameKeys),
    ...handles.map((parts) => ['handle', parts.join('')] as const),
    ...[...handles, ...named].flatMap(initialKeys),
    ...[...words].map((word) => ['word', word] as const),
  ]);
}

const nameKeys = (words: readonly string[]): readonly Key[] => [
  ['name', words.join('')],
  ['name', [...words].sort().join('')],
];

/** `tyamada`, `taroy`: the forms in which handles shorten a name of two words, and handles as they are. */
function initialKeys(words: readonly string[]): readonly Key[] {
  const [first, second, third] = words;
  if (first === undefined || third !== undefined) return [];
  if (second === undefined) return [['initials', first]];
  const forms = [
    `${firstOf(first)}${second}`,
    `${second}${firstOf(first)}`,
    `${firstOf(second)}${first}`,
    `${first}${firstOf(second)}`,
  ];
  return forms.map((form) => ['initials', form] as const);
}

const firstOf = (word: string): string => [...word][0] ?? '';

const unique = (keys: readonly Key[]): readonly Key[] => [
  ...new Map(keys.map((key) => [key.join(' '), key])).values(),
];
