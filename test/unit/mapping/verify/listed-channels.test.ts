import { describe, expect, it } from 'vitest';
import {
  makeFormerChannels,
  makeMadePublic,
} from '../../../../src/mapping/verify/listed-channels.ts';
import { channelId } from '../../../../src/model/model.ts';
import { slackChannelId } from '../../../../src/slack/shapes.ts';
import { aChannel } from '../../../support/builders/builders.ts';

const conversation = (id: string, list: 'channels' | 'groups', name: string) => ({
  ...{ slackId: slackChannelId(id), list, name },
  channel: aChannel({ id: channelId(`mattermost-${id}`) }),
});

describe('the former names of channels', () => {
  const now = [
    conversation('C1', 'channels', 'town'),
    conversation('C2', 'groups', 'secret'),
    conversation('C3', 'channels', 'same'),
  ];

  it.each([
    ['another name', [[['C1', 'old']]], [['C1', ['old']]]],
    ['several names', [[['C1', 'old']], [['C1', 'older']]], [['C1', ['old', 'older']]]],
    ['a public name of what is private', [[['C2', 'open']]], [['C2', ['open']]]],
    ['no name of what was private', [[['C1', '']]], [['C1', ['']]]],
    ['the same name', [[['C3', 'same']], [['C2', '']]], []],
    ['a channel that is none of the source', [[['C9', 'other']]], []],
  ] as const)('are those of archives: %s', (_what, archives, found) => {
    const former = makeFormerChannels(now);
    for (const listed of archives) former.add(new Map<string, string>(listed));
    expect([...former.found]).toEqual(found);
  });
});

describe('a channel is made public', () => {
  const [hidden, open] = [new Map([['C1', '']]), new Map([['C1', 'town']])];

  it.each([
    ['by a later archive that lists it as public', [hidden, open], true],
    ['by any later one', [hidden, hidden, open], true],
    ['once, by several', [hidden, open, open], true],
    ['by none that comes before', [open, hidden], false],
    ['by none that lists it as private', [hidden, hidden], false],
    ['by none where it was always public', [open, open], false],
  ])('%s', (_how, archives, isMade) => {
    const made = makeMadePublic();
    for (const listed of archives) made.add(listed, false);
    const about = { kind: 'differs', thing: 'channel', field: 'visibility' };
    const found = { ...about, channelId: 'mattermost-C1', slackChannel: 'C1' };
    const differences = made.differences([conversation('C1', 'channels', 'town')]);
    expect(differences).toMatchObject(
      isMade ? [{ ...found, source: 'public', target: 'private' }] : [],
    );
  });

  it('by none behind an archive whose lists are known', () => {
    const made = makeMadePublic();
    made.add(hidden, true);
    made.add(open, false);
    expect(made.differences([])).toEqual([]);
  });
});
