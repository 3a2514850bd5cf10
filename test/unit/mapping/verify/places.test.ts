import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../../src/mapping/conversations.ts';
import { differenceOf } from '../../../../src/mapping/verify/facts.ts';
import { makePlaceNames, shownChannelNames } from '../../../../src/mapping/verify/places.ts';
import { channelId } from '../../../../src/model/model.ts';
import type { SlackChannelId } from '../../../../src/slack/shapes.ts';
import { aChannel } from '../../../support/builders/builders.ts';

const conversation = (
  type: 'public' | 'private' | 'group',
  name: string,
  list: Conversation['list'] = type === 'public' ? 'channels' : 'groups',
): Conversation => ({
  channel: aChannel({ id: channelId(`id-${name}`), type, name, displayName: name }),
  slackId: `C-${name}` as SlackChannelId,
  list,
  name,
  folder: name,
  isGeneral: false,
  isArchived: false,
  reason: '',
});

const CONVERSATIONS = [
  conversation('public', 'town'),
  conversation('public', 'made-private', 'groups'),
  conversation('private', 'layoffs'),
  conversation('group', 'mpdm-ada--bob-1', 'mpims'),
];
const link = (_channel: string, post: string): string => `link ${post}`;
const names = (withText: boolean) =>
  makePlaceNames({ conversations: CONVERSATIONS, link, withText });

const HIDDEN = ['made-private', 'layoffs', 'mpdm-ada--bob-1', 'of-another-server'];

describe('the place of a difference', () => {
  it('is named when the conversation is public on both sides', () => {
    const about = differenceOf({ kind: 'missing', thing: 'message', channelId: 'id-town' });
    expect(names(false).placeOf(about)).toEqual({ name: 'town', type: 'public' });
  });

  it.each(HIDDEN)(
    'is never named for %s, wherever its name occurs, unless names may be shown',
    (name) => {
      const differences = [
        differenceOf({ kind: 'missing', thing: 'channel', channelId: `id-${name}` }),
        differenceOf({
          kind: 'missing',
          thing: 'message',
          slackChannel: `C-${name}`,
          ts: '1.000000',
        }),
        differenceOf({ kind: 'unexpected', thing: 'entry', name: `${name}/2024-01-31.json` }),
        differenceOf({ kind: 'unexpected', thing: 'entry', name: `${name}/${name}.txt` }),
      ];
      const { placeOf, sampleOf } = names(false);
      for (const each of differences) {
        expect(placeOf(each)?.name).toBe('');
        expect(sampleOf({ ...each, slackChannel: '' })).not.toContain(name);
      }
      const [, , entry] = differences;
      if (entry === undefined) throw new Error('no entry');
      expect(names(true).sampleOf(entry)).toContain(name);
      expect(names(true).placeOf(entry)?.name).toBe(name);
    },
  );

  it('is not there for lists, people and bundled files, whose names are left out', () => {
    const { placeOf, sampleOf } = names(false);
    for (const name of ['users.json', '__uploads/F0123456789AB/salaries.xlsx']) {
      const about = differenceOf({ kind: 'unexpected', thing: 'entry', name });
      expect(placeOf(about)).toBeUndefined();
      expect(sampleOf(about)).not.toContain('salaries');
    }
    expect(placeOf(differenceOf({ kind: 'missing', thing: 'user', name: 'ada' }))).toBeUndefined();
  });
});

describe('names of channels in the options', () => {
  it('are hidden unless the channel is public', () => {
    const given = ['town', 'team/town', 'layoffs', 'made-private', 'unheard-of'];
    const shown = shownChannelNames(given, { conversations: CONVERSATIONS, withText: false });
    expect(shown).toEqual(['town', 'team/town', '(…)', '(…)', '(…)']);
    expect(shownChannelNames(given, { conversations: [], withText: true })).toEqual(given);
  });
});
