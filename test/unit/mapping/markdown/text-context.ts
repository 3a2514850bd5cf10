import { readStandardEmoji } from '../../../../src/mapping/emoji/standard.ts';
import type { TextContext } from '../../../../src/mapping/rendered-text.ts';
import {
  type SlackChannelId,
  type SlackUserId,
  slackChannelId,
  slackUserId,
} from '../../../../src/slack/shapes.ts';

const STANDARD = readStandardEmoji();
const USERS = new Map<string, SlackUserId>([
  ['alice', slackUserId('U00ALICE')],
  ['bob', slackUserId('U000BOB')],
  ['bob.smith', slackUserId('U00SMITH')],
]);
const CHANNELS = new Map<string, SlackChannelId>([
  ['town-square', slackChannelId('C00TOWN')],
  ['dev', slackChannelId('C000DEV')],
]);
const GROUPS = new Set(['devs']);
const EMOJI = new Map([
  ['smile', 'smile'],
  ['tada', 'tada'],
  ['+1', '+1'],
  ['thumbsup', '+1'],
  ['party-parrot', 'party-parrot'],
  ['wave_medium_skin_tone', 'wave::skin-tone-4'],
  ['rotating_light', 'rotating_light'],
  ['white_check_mark', 'white_check_mark'],
  ['slightly_smiling_face', 'slightly_smiling_face'],
  ['wink', 'wink'],
  ['stuck_out_tongue', 'stuck_out_tongue'],
  ['stuck_out_tongue_closed_eyes', 'stuck_out_tongue_closed_eyes'],
  ['heart', 'heart'],
  ['broken_heart', 'broken_heart'],
  ['scream', 'scream'],
  ['confused', 'confused'],
  ['couple_light_skin_tone_medium_skin_tone', 'man_and_woman_holding_hands::skin-tone-2-4'],
]);
const OLD_POST = 'https://chat.example.com/town/pl/abc';
const NEW_POST = 'https://example.slack.com/archives/C00TOWN/p1600000000000100';

/** A small workspace for texts; what a test is about is overridden. */
export const textContext = (overrides: Partial<TextContext> = {}): TextContext => ({
  mentions: 'live',
  user: (username) => USERS.get(username),
  channel: (name) => CHANNELS.get(name),
  isGroup: (name) => GROUPS.has(name),
  emoji: (name) => EMOJI.get(name),
  rewriteLink: (url) => (url === OLD_POST ? NEW_POST : undefined),
  tables: 'block',
  latex: { block: false, inline: false },
  exportForm: {
    codePoints: STANDARD.codePoints,
    publicName: (id) => (id === 'C00TOWN' ? 'town-square' : undefined),
  },
  ...overrides,
});
