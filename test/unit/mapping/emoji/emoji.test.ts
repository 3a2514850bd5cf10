import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeEmojiNames } from '../../../../src/mapping/emoji/emoji.ts';
import { readStandardEmoji } from '../../../../src/mapping/emoji/standard.ts';

function namesOf(...custom: string[]): Record<string, string | undefined> {
  const names = makeEmojiNames(custom);
  return Object.fromEntries(custom.map((name) => [name, names.toSlack(name)]));
}

describe('a custom emoji', () => {
  it('keeps a name that Slack takes', () => {
    const names = makeEmojiNames(['party_crab', 'naruhodo-ne', '2024']);
    expect(['party_crab', 'naruhodo-ne', '2024'].map(names.toSlack)).toEqual([
      'party_crab',
      'naruhodo-ne',
      '2024',
    ]);
    expect(names.renames).toEqual([]);
  });

  it('gets small letters, and underscores for what Slack refuses', () => {
    expect(namesOf('FS_Logo', 'c++', '+')).toEqual({ FS_Logo: 'fs_logo', 'c++': 'c__', '+': '_' });
  });

  it('gets a number when Slack has a standard emoji of that name', () => {
    // In Slack since Emoji 14; Mattermost 8 does not have it.
    const names = makeEmojiNames(['melting_face']);
    expect(names.toSlack('melting_face')).toBe('melting_face-2');
    expect(names.renames).toEqual([{ from: 'melting_face', to: 'melting_face-2' }]);
  });

  it('gets a number when its new name would be a standard emoji’s', () => {
    expect(namesOf('TADA')).toEqual({ TADA: 'tada-2' });
  });

  it('gives way to one that may keep the name', () => {
    expect(namesOf('Ferris', 'FERRIS', 'ferris')).toEqual({
      ferris: 'ferris',
      FERRIS: 'ferris-2',
      Ferris: 'ferris-3',
    });
    expect(namesOf('Ferris', 'FERRIS', 'ferris', 'ferris-2')).toEqual({
      ferris: 'ferris',
      'ferris-2': 'ferris-2',
      FERRIS: 'ferris-3',
      Ferris: 'ferris-4',
    });
  });

  it('is found in texts, which know small letters only', () => {
    const names = makeEmojiNames(['Party_Crab', 'TADA']);
    expect(names.toSlack('party_crab')).toBe('party_crab');
    expect(names.toSlack('tada')).toBe('tada');
    expect(makeEmojiNames(['Ferris', 'FERRIS']).toSlack('ferris')).toBe('ferris');
  });

  it('of an unknown name is undefined', () => {
    expect(makeEmojiNames(['party_crab']).toSlack('old_logo')).toBeUndefined();
    expect(makeEmojiNames([]).toSlack('mattermost')).toBeUndefined();
  });

  it('that Mattermost’s own set hides is never shown: the standard one is, in texts and reactions', () => {
    const hidden = ['croissant', 'Croissant', 'mattermost', 'thumbsup', 'wave_dark_skin_tone'];
    const names = makeEmojiNames([...hidden, 'melting_face', 'octocat']);
    expect(hidden.map((name) => [name, names.toSlack(name)])).toEqual([
      ['croissant', 'croissant'],
      ['Croissant', 'croissant-2'],
      ['mattermost', undefined],
      ['thumbsup', '+1'],
      ['wave_dark_skin_tone', 'wave::skin-tone-6'],
    ]);
    // The names of version 0.1, by which its messages are known.
    expect(names.shadowed).toEqual([
      { from: 'croissant', to: 'croissant-3' },
      { from: 'mattermost', to: 'mattermost' },
      { from: 'thumbsup', to: 'thumbsup-2' },
      { from: 'wave_dark_skin_tone', to: 'wave_dark_skin_tone' },
    ]);
    expect(names.all.map(({ from }) => from)).toEqual(['Croissant', 'melting_face', 'octocat']);
  });

  it('is listed with its new name, ordered by the old one', () => {
    expect(makeEmojiNames(['zebra+', 'ferris', 'Apple', 'zebra+']).renames).toEqual([
      { from: 'Apple', to: 'apple-2' },
      { from: 'zebra+', to: 'zebra_' },
    ]);
  });
});

it('the standard emoji keep Slack’s names beside custom ones', () => {
  const names = makeEmojiNames(['party_crab']);
  expect(names.toSlack('thinking')).toBe('thinking_face');
  expect(names.toSlack('clap_medium_skin_tone')).toBe('clap::skin-tone-4');
});

const customNames = fc.uniqueArray(
  fc.oneof(
    fc.stringMatching(/^[abAB+_-]{1,3}(?:-[23])?$/),
    fc.constantFrom('tada', 'Tada', 'tada-2', '+1', '1', '_1', 'x', 'X'),
  ),
  { maxLength: 12 },
);

describe('custom emoji', () => {
  it('get names that Slack takes, all different, none of them a standard one', () => {
    const standard = readStandardEmoji();
    fc.assert(
      fc.property(customNames, (custom) => {
        const { all, shadowed } = makeEmojiNames(custom);
        const slackNames = all.map(({ to }) => to);
        expect(new Set(slackNames).size).toBe(custom.length - shadowed.length);
        for (const name of slackNames) {
          expect(name).toMatch(/^[a-z0-9_-]+$/);
          expect(standard.has(name)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('get the same names in whatever order they come', () => {
    fc.assert(
      fc.property(customNames, fc.gen(), (custom, gen) => {
        const shuffled = gen(fc.shuffledSubarray, custom, { minLength: custom.length });
        expect(namesOf(...shuffled)).toEqual(namesOf(...custom));
        expect(makeEmojiNames(shuffled).renames).toEqual(makeEmojiNames(custom).renames);
      }),
      { numRuns: 100 },
    );
  });
});
