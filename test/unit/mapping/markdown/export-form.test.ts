import { describe, expect, it } from 'vitest';
import { renderText, renderWhole } from '../../../../src/mapping/markdown/render-text.ts';
import type { SlackBlock } from '../../../../src/slack/shapes.ts';
import { difference, falseAlarm, NAMES, OLD_NAMES } from '../verify/text/both-sides.ts';
import { textContext } from './text-context.ts';

const EXPORT = textContext();
const API = textContext({ exportForm: undefined });

/** The inline elements of a text of one section. */
function inlines(markdown: string, context = EXPORT): readonly unknown[] {
  const [block] = renderText(markdown, context).parts[0]?.blocks ?? [];
  if (block?.type !== 'rich_text') return [];
  return block.elements.flatMap(({ elements }): readonly unknown[] => elements);
}

const mrkdwn = (markdown: string, context = EXPORT): string | undefined =>
  renderText(markdown, context).parts[0]?.text;

interface EmojiFields {
  readonly name: string;
  readonly unicode?: string;
  readonly skin_tone?: number;
}

const oneEmoji = (fields: EmojiFields): SlackBlock[] => [
  {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'emoji', ...fields }] }],
  },
];

const EMOJI: readonly (readonly [name: string, element: EmojiFields, shortcode: string])[] = [
  ['tada', { name: 'tada', unicode: '1f389' }, ':tada:'],
  ['thumbsup', { name: '+1', unicode: '1f44d' }, ':+1:'],
  ['heart', { name: 'heart', unicode: '2764-fe0f' }, ':heart:'],
  [
    'wave_medium_skin_tone',
    { name: 'wave', unicode: '1f44b-1f3fd', skin_tone: 4 },
    ':wave::skin-tone-4:',
  ],
  [
    'couple_light_skin_tone_medium_skin_tone',
    {
      name: 'man_and_woman_holding_hands',
      unicode: '1f469-1f3fb-200d-1f91d-200d-1f468-1f3fd',
    },
    ':man_and_woman_holding_hands::skin-tone-2-4:',
  ],
  ['party-parrot', { name: 'party-parrot' }, ':party-parrot:'],
];

describe('an emoji in an export', () => {
  it.each(EMOJI)('%s has its code points, and its skin tone apart', (name, element, shortcode) => {
    expect(inlines(`:${name}:`)).toEqual([{ type: 'emoji', ...element }]);
    expect(mrkdwn(`:${name}:`)).toBe(shortcode);
  });

  it('of an emoticon has them too', () => {
    expect(inlines('<3')).toEqual([{ type: 'emoji', name: 'heart', unicode: '2764-fe0f' }]);
  });

  it.each(EMOJI)('%s by API is its name with the skin tone alone', (name, _, shortcode) => {
    expect(inlines(`:${name}:`, API)).toEqual([{ type: 'emoji', name: shortcode.slice(1, -1) }]);
    expect(mrkdwn(`:${name}:`, API)).toBe(shortcode);
  });

  it.each(EMOJI)('%s is read back as the same by verify', (name) => {
    expect(falseAlarm(`see :${name}: here`)).toBe('');
  });

  it('is read from archives of version 0.1, which have names alone', () => {
    const { parts } = renderText(':wave_medium_skin_tone: :tada:', API);
    expect(difference(':wave_medium_skin_tone: :tada:', parts, EXPORT, OLD_NAMES)).toBe('');
    expect(difference(':wave_medium_skin_tone: :tada:', parts)).not.toBe('');
  });

  it.each(EMOJI.filter(([, element]) => 'unicode' in element))(
    '%s without its code points is a difference',
    (name, { name: inSlack }) => {
      const part = {
        text: mrkdwn(`:${name}:`) ?? '',
        blocks: oneEmoji({ name: inSlack, skin_tone: 4 }),
      };
      expect(difference(`:${name}:`, [part])).not.toBe('');
    },
  );

  it('with its skin tone in its name is a difference', () => {
    const blocks = oneEmoji({ name: 'wave::skin-tone-4', unicode: '1f44b-1f3fd' });
    const part = { text: ':wave::skin-tone-4:', blocks };
    expect(difference(':wave_medium_skin_tone:', [part])).not.toBe('');
    expect(difference(':wave_medium_skin_tone:', [part], EXPORT, OLD_NAMES)).toBe('');
  });

  it.each([
    ['of another emoji', { unicode: '1f44d-1f3fd' }],
    ['without the tone', { unicode: '1f44b' }],
    ['with another tone', { unicode: '1f44b-1f3fe' }],
    ['of no emoji', { unicode: 'zzz' }],
  ])('with code points %s is a difference', (_, over) => {
    const blocks = oneEmoji({ name: 'wave', skin_tone: 4, ...over });
    const part = { text: ':wave::skin-tone-4:', blocks };
    expect(difference(':wave_medium_skin_tone:', [part])).not.toBe('');
  });

  it('with another number than its code points is a difference', () => {
    const { parts } = renderText(':wave_medium_skin_tone:', EXPORT);
    const changed = JSON.parse(JSON.stringify(parts).replace('"skin_tone":4', '"skin_tone":5'));
    expect(difference(':wave_medium_skin_tone:', changed)).not.toBe('');
  });
});

describe('a link to a channel in the text of an export', () => {
  it('carries the name of a public channel', () => {
    expect(mrkdwn('see ~town-square')).toBe('see <#C00TOWN|town-square>');
    expect(renderWhole('see ~town-square', EXPORT).text).toBe('see <#C00TOWN|town-square>');
    expect(mrkdwn('| a |\n|---|\n| ~town-square |')).toContain('<#C00TOWN|town-square>');
    expect(mrkdwn('- ~town-square')).toContain('<#C00TOWN|town-square>');
  });

  it('does not tell the name of another one, whose readers are not those of the message', () => {
    expect(mrkdwn('see ~dev')).toBe('see <#C000DEV>');
  });

  it('has no name by API, where Slack shows it itself', () => {
    expect(mrkdwn('see ~town-square', API)).toBe('see <#C00TOWN>');
  });

  it('is a difference without its name, with that of another channel, or with the name of one that is not public', () => {
    const { parts } = renderText('see ~town-square and ~dev', EXPORT);
    const [part = { text: '', blocks: [] }] = parts;
    const withText = (text: string, names = NAMES): string =>
      difference('see ~town-square and ~dev', [{ ...part, text }], EXPORT, names);
    expect(withText(part.text)).toBe('');
    expect(withText(part.text.replace('|town-square', ''))).not.toBe('');
    expect(withText(part.text.replace('|town-square', ''), OLD_NAMES)).toBe('');
    expect(withText(part.text.replace('|town-square', '|dev'))).not.toBe('');
    expect(withText(part.text.replace('C000DEV', 'C000DEV|dev'))).not.toBe('');
  });
});
