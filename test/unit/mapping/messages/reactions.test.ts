import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeEmojiNames } from '../../../../src/mapping/emoji/emoji.ts';
import { mergeReactions } from '../../../../src/mapping/messages/threads.ts';
import { type Reaction, type UserId, userId } from '../../../../src/model/model.ts';
import { slackUserId } from '../../../../src/slack/shapes.ts';
import { aReaction } from '../../../support/builders/builders.ts';

const { toSlack } = makeEmojiNames(['party_crab', 'FS_Logo']);
const slackUser = (id: UserId) => slackUserId(`U${id.toUpperCase()}`);

/** `emoji user second`, separated by spaces. */
function reactions(...rows: string[]): Reaction[] {
  return rows.map((row) => {
    const [emojiName = '', user = '', second = ''] = row.split(' ');
    return aReaction({ emojiName, userId: userId(user), createAtMs: Number(second) * 1_000 });
  });
}

/** Each emoji with its people, in order. */
function merge(...rows: string[]) {
  const merged = mergeReactions(reactions(...rows), toSlack, slackUser);
  const shown = merged.reactions.map(({ name, users }) => `${name} ${users.join(' ')}`);
  return { ...merged, shown };
}

describe('reactions', () => {
  it('are in the order of the first reaction with each emoji', () => {
    const { shown, merged, losses } = merge('tada a 30', 'heart b 10', 'tada c 5', 'eyes a 20');
    expect(shown).toEqual(['tada UC UA', 'heart UB', 'eyes UA']);
    expect(merged).toBe(0);
    expect(losses).toEqual([]);
  });

  it('name their people in the order in which they came', () => {
    expect(merge('tada b 3', 'tada a 2', 'tada c 1').shown).toEqual(['tada UC UA UB']);
  });

  it('of the same time are in the order of their people, then of the emoji', () => {
    expect(merge('tada b 1', 'heart b 1', 'tada a 1').shown).toEqual(['tada UA UB', 'heart UB']);
  });

  it('have Slack’s names, with skin tones, and custom emoji their new ones', () => {
    const { shown } = merge('thinking a 1', 'clap_medium_skin_tone a 2', 'FS_Logo a 3');
    expect(shown).toEqual(['thinking_face UA', 'clap::skin-tone-4 UA', 'fs_logo UA']);
  });

  it('with two names of one emoji are one, in which a person counts once', () => {
    const merged = merge('thumbsup a 1', '+1 b 2', '+1 a 3', 'thumbsup c 4');
    expect(merged.reactions).toEqual([{ name: '+1', users: ['UA', 'UB', 'UC'], count: 3 }]);
    expect(merged.merged).toBe(1);
    expect(merged.losses).toEqual([]);
  });

  it('with different skin tones stay apart', () => {
    const { shown } = merge('wave a 1', 'wave_dark_skin_tone a 2');
    expect(shown).toEqual(['wave UA', 'wave::skin-tone-6 UA']);
  });

  it('with an unknown name keep it, with one loss for each name', () => {
    const { shown, losses } = merge('old_logo a 1', 'old_logo b 2', 'Gone a 3', 'tada a 4');
    expect(shown).toEqual(['old_logo UA UB', 'Gone UA', 'tada UA']);
    expect(losses).toEqual([
      { code: 'emoji_unknown', old: ':old_logo:' },
      { code: 'emoji_unknown', old: ':Gone:' },
    ]);
  });

  it.each(['', '\t', '\u00a0', '\u3000\n'])(
    'whose name is blank are counted, and neither written nor told to be something else: %j',
    (blank) => {
      const { shown, merged, nameless, losses } = merge(`${blank} a 1`, `${blank} b 1`, 'tada a 2');
      expect(shown).toEqual(['tada UA']);
      expect([merged, nameless]).toEqual([0, 2]);
      expect(losses).toEqual([]);
    },
  );

  it('are none when there are none', () => {
    expect(mergeReactions([], toSlack, slackUser)).toEqual({
      reactions: [],
      merged: 0,
      nameless: 0,
      losses: [],
    });
  });
});

const row = fc
  .tuple(
    fc.constantFrom('+1', 'thumbsup', 'tada', 'old_logo', 'rage', 'pout', 'party_crab', '', '\t'),
    fc.constantFrom('a', 'b', 'c'),
    fc.integer({ min: 0, max: 3 }),
  )
  .map((parts) => parts.join(' '));
const rows = fc.uniqueArray(row, { selector: (text) => text.split(' ', 2).join(), maxLength: 21 });

it('every reaction is written, merged or nameless, and the order of the rows changes nothing', () => {
  fc.assert(
    fc.property(rows, fc.gen(), (given, gen) => {
      const merged = mergeReactions(reactions(...given), toSlack, slackUser);
      const written = merged.reactions.reduce((sum, { count }) => sum + count, 0);
      expect(written + merged.merged + merged.nameless).toBe(given.length);
      expect(merged.nameless).toBe(given.filter((text) => text.trim().length < 4).length);
      for (const { users, count } of merged.reactions) expect(new Set(users).size).toBe(count);
      const shuffled = gen(fc.shuffledSubarray, given, { minLength: given.length });
      expect(mergeReactions(reactions(...shuffled), toSlack, slackUser)).toEqual(merged);
    }),
  );
});
