import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeEmojiNames } from '../../../../../src/mapping/emoji/emoji.ts';
import { SLACK_ALONE } from '../../../../../src/mapping/emoji/system-names.ts';
import { emojiShown, formerNames } from '../../../../../src/mapping/verify/text/emoji-shown.ts';
import { archiveText } from '../../../../../src/mapping/verify/text/target-text.ts';
import { NAMES } from './both-sides.ts';

const NAME = fc.oneof(
  fc.constantFrom('croissant', 'coin', 'doctor', 'mattermost', 'thumbsup', 'party_crab', 'TADA'),
  fc.constantFrom(...SLACK_ALONE.trim().split(/\s+/)),
  fc.stringMatching(/^[a-z0-9_+-]{1,6}$/),
);

describe('the emoji that Mattermost shows', () => {
  it('is the same for verify as for the migration, whatever custom emoji there are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(NAME, { maxLength: 8 }), NAME, (custom, name) => {
        const decided = makeEmojiNames(custom);
        for (const asked of [name, ...custom])
          expect(emojiShown(decided)(asked)).toBe(decided.toSlack(asked));
      }),
    );
  });

  it('is found by verify even where the migration takes the custom one', () => {
    const all = [{ from: 'croissant' }, { from: 'party_crab' }];
    const wrong = { all, shadowed: [], toSlack: (name: string) => `${name}-2` };
    expect(['croissant', 'party_crab'].map(emojiShown(wrong))).toEqual([
      'croissant',
      'party_crab-2',
    ]);
  });

  it('counts as the same where a message of version 0.1 names the custom one', () => {
    const emoji = formerNames(makeEmojiNames(['croissant', 'party_crab']));
    const read = (text: string, name: string): string => {
      const element = { type: 'rich_text_section', elements: [{ type: 'emoji', name }] };
      const blocks = name === '' ? [] : [{ type: 'rich_text', elements: [element] }];
      return archiveText([{ text, blocks }], { ...NAMES, emoji });
    };
    expect(read(':croissant-2:', '')).toBe(read(':croissant:', ''));
    expect(read(':croissant-2:', 'croissant-2')).toBe(read(':croissant:', 'croissant'));
    expect(read(':party_crab-2:', '')).not.toBe(read(':party_crab:', ''));
    expect(read(':tada-2:', 'tada-2')).not.toBe(read(':tada:', 'tada'));
  });
});
