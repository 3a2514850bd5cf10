import { describe, expect, it } from 'vitest';
import { type SelectionRules, selectChannels } from '../../../src/mapping/selection.ts';
import { type Channel, channelId, teamId } from '../../../src/model/model.ts';
import { aChannel, aTeam } from '../../support/builders/builders.ts';

const TOKYO = aTeam();
const OSAKA = aTeam({ id: teamId('osaka'), name: 'osaka', displayName: 'Osaka' });

const channel = (id: string, over: Partial<Channel> = {}) =>
  aChannel({ id: channelId(id), name: id, displayName: '', ...over });

const CHANNELS: readonly Channel[] = [
  channel('dev', { displayName: '開発' }),
  channel('sales'),
  channel('dev-osaka', { name: 'dev', teamId: OSAKA.id }),
  channel('board', { type: 'private' }),
  channel('dm', { type: 'direct', teamId: undefined, name: 'a__b' }),
  channel('gm', { type: 'group', teamId: undefined, name: 'abcdef' }),
];

const ALL: SelectionRules = {
  include: ['public', 'private', 'direct', 'group'],
  channels: [],
  excludeChannels: [],
  teams: [],
};

function select(rules: Partial<SelectionRules>): readonly string[] {
  const { channels } = selectChannels(CHANNELS, [TOKYO, OSAKA], { ...ALL, ...rules });
  return channels.map(({ id }) => id);
}

describe('the conversations that are moved', () => {
  it('are all of them, in their order, without rules', () => {
    expect(select({})).toEqual(CHANNELS.map(({ id }) => id));
  });

  it('are those of the wanted types', () => {
    expect(select({ include: ['private', 'group'] })).toEqual(['board', 'gm']);
  });

  it.each([
    ['dev', ['dev', 'dev-osaka']],
    ['osaka/dev', ['dev-osaka']],
    ['開発', ['dev']],
    ['gm', ['gm']],
  ])('are those that the name %s means', (name, expected) => {
    expect(select({ channels: [name] })).toEqual(expected);
  });

  it('are not those that are excluded, even if they are named', () => {
    expect(select({ channels: ['dev', 'sales'], excludeChannels: ['osaka/dev'] })).toEqual([
      'dev',
      'sales',
    ]);
  });

  it('are not of another team; direct messages belong to no team', () => {
    expect(select({ teams: ['osaka'] })).toEqual(['dev-osaka', 'dm', 'gm']);
  });

  it('still have to be of a wanted type when they are named', () => {
    expect(select({ channels: ['board', 'dev'], include: ['public'] })).toEqual([
      'dev',
      'dev-osaka',
    ]);
  });
});

describe('names that mean nothing', () => {
  it('are reported, of channels and of teams', () => {
    const { unknownNames } = selectChannels(CHANNELS, [TOKYO, OSAKA], {
      ...ALL,
      channels: ['dev', 'Dev'],
      excludeChannels: ['osaka/sales'],
      teams: ['tokyo', 'kyoto'],
    });
    expect(unknownNames).toEqual(['Dev', 'osaka/sales', 'kyoto']);
  });

  it('are none where nothing is named', () => {
    expect(selectChannels([], [], ALL)).toEqual({ channels: [], unknownNames: [] });
  });
});
