import { expect, it } from 'vitest';
import type { ArchiveWorld, DifferenceLine } from './archive-world.ts';
import type { DamagedArchive, PlacedMessage } from './damaged-archive.ts';

/** A difference that must be reported. */
export interface Expected {
  readonly kind: 'missing' | 'unexpected' | 'differs';
  readonly thing: string;
  readonly field?: string;
  /** The message that it is about. */
  readonly at?: {
    readonly channel: string;
    readonly ts: string;
    /** Its `ts` before the damage, where that is another one. */
    readonly was?: string;
    /** True when it is in a channel of which it is no post. */
    readonly isElsewhere?: boolean;
  };
  /** What else it is known by. */
  readonly name?: string;
}

/** What is done to a right archive; gives every difference that verify must find, and no other. */
export type Damage = readonly [what: string, damage: (archive: DamagedArchive) => Expected[]];

/** Where a message stands, before it is changed. */
export const placeOf = ({ channel, message }: PlacedMessage) => ({ channel, ts: message.ts });

export const differs = (field: string, place: PlacedMessage): Expected => ({
  kind: 'differs',
  thing: 'message',
  field,
  at: placeOf(place),
});

export const missing = (place: PlacedMessage): Expected => ({
  kind: 'missing',
  thing: 'message',
  at: placeOf(place),
});

export const unexpected = (place: PlacedMessage): Expected => ({
  kind: 'unexpected',
  thing: 'message',
  at: placeOf(place),
});

/** Of so many damages one is also verified with the manifest of the archive, which takes twice as long. */
const WITH_MANIFEST_EACH = 4;

/** One test a damage: its differences are reported with cause, field and post, and nothing else is. */
export function expectDamages(world: () => ArchiveWorld, damages: readonly Damage[]): void {
  const some = damages.filter((_damage, index) => index % WITH_MANIFEST_EACH === 0);
  it.each(some)('reports an archive with a manifest that %s', async (_what, damage) => {
    let expected: Expected[] = [];
    const { lines } = await world().verifyWithManifest((archive) => {
      expected = damage(archive);
    });
    const isOfManifest = ({ thing, field }: DifferenceLine): boolean =>
      thing === 'archive' || (thing === 'entry' && field !== 'content');
    expect(lines.filter(isOfManifest).length).toBeGreaterThan(0);
    const others = (all: readonly string[]): readonly string[] =>
      all.filter((key) => !/ archive | entry (?!content)/.test(key)).sort();
    expect(others(lines.map(keyOfLine))).toEqual(others(expected.map(keyOf)));
  });

  it.each(damages)('reports an archive that %s', async (_what, damage) => {
    let expected: Expected[] = [];
    const { report, lines } = await world().verifyDamaged((archive) => {
      expected = damage(archive);
    });
    expect(expected.length).toBeGreaterThan(0);
    expect(lines.map(keyOfLine).sort()).toEqual(expected.map(keyOf).sort());
    expect(report.isClean).toBe(false);
    expect(report.account.posts.written).toBeGreaterThan(0);
    for (const { at, kind } of expected) {
      if (at === undefined || kind === 'unexpected' || at.isElsewhere === true) continue;
      const posts = lines.filter(({ ts }) => ts === at.ts).map(({ post }) => post);
      expect(posts).toContain(world().postAt(at.channel, at.was ?? at.ts));
    }
  });
}

const keyOf = ({ kind, thing, field = '', at, name = '' }: Expected): string =>
  [kind, thing, field, at?.ts ?? '', thing === 'file' ? '' : name].join(' ');

const keyOfLine = ({ kind, thing, field, ts = '', name = '' }: DifferenceLine): string =>
  [kind, thing, field, ts, thing === 'file' ? '' : name].join(' ');
