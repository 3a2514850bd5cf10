import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  WITH_ONE_TONE,
  WITH_TWO_TONES,
  WITHOUT_TONES,
} from '../../../../src/mapping/emoji/map.generated.ts';
import { readStandardEmoji } from '../../../../src/mapping/emoji/standard.ts';
import { generateEmojiMap } from '../../../../tools/emoji-map.ts';

const emoji = readStandardEmoji();
const LINES = [WITHOUT_TONES, WITH_ONE_TONE, WITH_TWO_TONES].map((group) =>
  group.trim().split('\n'),
);
const NAMES = LINES.flat().flatMap((line) => line.split(' ').slice(1));

describe('the map of standard emoji', () => {
  it('is that of the installed packages (npm run generate:emoji)', () => {
    const file = new URL('../../../../src/mapping/emoji/map.generated.ts', import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(generateEmojiMap());
  });

  it('gives each name to one emoji only', () => {
    expect(NAMES).toHaveLength(new Set(NAMES).size);
  });

  it('holds names that can be typed', () => {
    expect(NAMES.filter((name) => !/^[a-z0-9_+-]+$/.test(name))).toEqual([]);
    expect(NAMES.length).toBeGreaterThan(2_500);
  });
});

describe("Mattermost's name of a standard emoji", () => {
  it.each([
    ['tada', 'tada'],
    ['thumbsup', '+1'],
    ['thumbsdown', '-1'],
    ['thinking', 'thinking_face'],
    ['rofl', 'rolling_on_the_floor_laughing'],
    ['roll_eyes', 'face_with_rolling_eyes'],
    ['hugs', 'hugging_face'],
    ['robot', 'robot_face'],
    ['fu', 'middle_finger'],
    ['metal', 'the_horns'],
    ['vulcan_salute', 'spock-hand'],
    ['fist_raised', 'fist'],
    ['fist_oncoming', 'facepunch'],
    ['punch', 'facepunch'],
    ['fist_left', 'left-facing_fist'],
    ['pout', 'rage'],
    ['frowning_face', 'white_frowning_face'],
    ['man_shrugging', 'man-shrugging'],
    ['woman_facepalming', 'woman-facepalming'],
    ['man_farmer', 'male-farmer'],
    ['woman_technologist', 'female-technologist'],
    ['ok_man', 'man-gesturing-ok'],
    ['tipping_hand_woman', 'woman-tipping-hand'],
    ['policeman', 'male-police-officer'],
    ['family_man_woman_boy', 'man-woman-boy'],
    ['flag-us', 'us'],
    ['us', 'us'],
    ['uk', 'gb'],
    ['ca', 'flag-ca'],
    ['pk', 'flag-pk'],
    ['za', 'flag-za'],
    ['flag-fr', 'fr'],
    ['canada', 'flag-ca'],
    ['doctor', 'health_worker'],
    ['blonde_man', 'blond-haired-man'],
    ['asterisk', 'keycap_star'],
    ['copyright', 'copyright'],
  ])('%s is %s in Slack', (name, slackName) => {
    expect(emoji.toSlack(name)).toBe(slackName);
  });

  it.each([
    ['satellite', 'satellite'],
    ['umbrella', 'umbrella'],
    ['snowman', 'snowman'],
    ['email', 'email'],
    ['guardsman', 'guardsman'],
    ['ok_woman', 'ok_woman'],
    ['man_with_turban', 'man_with_turban'],
    ['bride_with_veil', 'bride_with_veil'],
  ])('%s is Slack’s emoji of that name, whatever GitHub calls so', (name, slackName) => {
    expect(emoji.toSlack(name)).toBe(slackName);
  });

  it.each(['mattermost', 'no_such_emoji', '', 'toString', '__proto__', '10'])(
    '%j is unknown',
    (name) => {
      expect(emoji.toSlack(name)).toBeUndefined();
      expect(emoji.has(name)).toBe(false);
    },
  );
});

describe('a skin tone', () => {
  it.each([
    ['+1_medium_skin_tone', '+1::skin-tone-4'],
    ['thumbsup_medium_skin_tone', '+1::skin-tone-4'],
    ['wave_light_skin_tone', 'wave::skin-tone-2'],
    ['wave_medium_light_skin_tone', 'wave::skin-tone-3'],
    ['wave_medium_skin_tone', 'wave::skin-tone-4'],
    ['wave_medium_dark_skin_tone', 'wave::skin-tone-5'],
    ['wave_dark_skin_tone', 'wave::skin-tone-6'],
    ['man_farmer_dark_skin_tone', 'male-farmer::skin-tone-6'],
    ['doctor_light_skin_tone', 'health_worker::skin-tone-2'],
    ['basketball_woman_medium_dark_skin_tone', 'woman-bouncing-ball::skin-tone-5'],
  ])('is a number in Slack: %s is %s', (name, slackName) => {
    expect(emoji.toSlack(name)).toBe(slackName);
  });

  it.each([
    ['couple_light_skin_tone_medium_skin_tone', 'man_and_woman_holding_hands::skin-tone-2-4'],
    [
      'people_holding_hands_medium_dark_skin_tone_medium_light_skin_tone',
      'people_holding_hands::skin-tone-5-3',
    ],
    ['men_holding_hands_dark_skin_tone_light_skin_tone', 'two_men_holding_hands::skin-tone-6-2'],
  ])('of each of two people is a number of its own: %s', (name, slackName) => {
    expect(emoji.toSlack(name)).toBe(slackName);
  });

  it('that both people have is written once', () => {
    expect(emoji.toSlack('people_holding_hands_dark_skin_tone_dark_skin_tone')).toBe(
      'people_holding_hands::skin-tone-6',
    );
  });

  it('goes where Slack has no picture of it, and the emoji stays', () => {
    expect(emoji.toSlack('tada_dark_skin_tone')).toBe('tada');
    expect(emoji.toSlack('wave_dark_skin_tone_light_skin_tone')).toBe('wave');
  });

  it('of an unknown emoji makes nothing known', () => {
    expect(emoji.toSlack('no_such_emoji_dark_skin_tone')).toBeUndefined();
    expect(emoji.toSlack('_dark_skin_tone')).toBeUndefined();
    expect(emoji.toSlack('wave_purple_skin_tone')).toBeUndefined();
  });

  it('alone is an emoji of its own', () => {
    expect(emoji.toSlack('skin-tone-2')).toBe('skin-tone-2');
  });
});

describe('the code points of an emoji', () => {
  const entries = z
    .array(
      z.object({
        unified: z.string(),
        short_name: z.string(),
        skin_variations: z.record(z.string(), z.object({ unified: z.string() })).optional(),
      }),
    )
    .parse(
      JSON.parse(readFileSync(fileURLToPath(import.meta.resolve('emoji-datasource')), 'utf8')),
    );
  const toneOf = (code: string): number => Number.parseInt(code, 16) - 0x1f3fb + 2;

  it('are those of the data source, with every skin tone that it has', () => {
    const wrong: unknown[] = [];
    for (const { unified, short_name: name, skin_variations: variations = {} } of entries) {
      const expected: [string, object][] = [
        [name, { name, unicode: unified.toLowerCase(), tone: undefined }],
      ];
      for (const [key, variation] of Object.entries(variations)) {
        const tones = [...new Set(key.split('-').map(toneOf))];
        const tone = tones.length === 1 ? tones[0] : undefined;
        const unicode = variation.unified.toLowerCase();
        expected.push([`${name}::skin-tone-${tones.join('-')}`, { name, unicode, tone }]);
      }
      for (const [slackName, points] of expected) {
        if (!isDeepStrictEqual(emoji.codePoints(slackName), points))
          wrong.push([slackName, points]);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each(['no_such_emoji', 'thumbsup', '', 'no_such::skin-tone-2'])(
    'are unknown for %j, which is no name that Slack stores',
    (name) => expect(emoji.codePoints(name)).toBeUndefined(),
  );
});

it('every result is a name of Slack’s, which maps to itself', () => {
  const tone = fc.constantFrom('', '_light_skin_tone', '_dark_skin_tone_medium_skin_tone');
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), tone, (name, toned) => {
      const [slackName = '', rest] = (emoji.toSlack(name + toned) ?? '').split('::');
      expect(emoji.toSlack(slackName)).toBe(slackName);
      expect(rest ?? 'skin-tone-2').toMatch(/^skin-tone-[2-6](?:-[2-6])?$/);
    }),
  );
});
