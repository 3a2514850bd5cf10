import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byPreference, nameChannels } from '../../../../src/mapping/channel-names.ts';
import { decideConversations } from '../../../../src/mapping/conversations.ts';
import {
  type ReplayChannelNames,
  replayChannelNames,
} from '../../../../src/mapping/replay-channels.ts';
import { type ChannelId, channelId } from '../../../../src/model/model.ts';
import { aChannel, aTeam } from '../../../support/builders/builders.ts';

const TEAM = aTeam();

/** The names of public channels with these display names; the letters of their ids grow with their place. */
function namesOf(
  displayNames: readonly string[],
  ids: (index: number) => string = (index) => `${index}`.padStart(26, 'c'),
): ReadonlyMap<ChannelId, ReplayChannelNames> {
  const channels = displayNames.map((displayName, index) =>
    aChannel({ id: channelId(ids(index)), name: `n${index}`, displayName }),
  );
  const named = nameChannels(channels, [TEAM], byPreference('display'));
  const conversations = decideConversations(channels, named, () => []);
  return replayChannelNames(
    conversations.map((conversation) => ({ conversation, ifTaken: '', people: [] })),
  );
}

const candidatesOf = (...args: Parameters<typeof namesOf>): readonly (readonly string[])[] =>
  [...namesOf(...args).values()].map(({ candidates }) => candidates);

describe('names of channels that a replay creates', () => {
  it('are never candidates of two channels, and each channel has one that Slack accepts', () => {
    const word = fc.constantFrom('営業部', '関東', 'tokyo', 'Tokyo', 'mm', '-', '開発', 'café');
    const displayName = fc.array(word, { maxLength: 3 }).map((words) => words.join('-'));
    fc.assert(
      fc.property(fc.array(displayName, { minLength: 1, maxLength: 8 }), (displayNames) => {
        const lists = candidatesOf(displayNames);
        const all = lists.flat();
        expect(new Set(all).size).toBe(all.length);
        expect(lists.length).toBe(displayNames.length);
        for (const list of lists)
          expect(list.some((name) => /^[a-z0-9_-]+$/.test(name))).toBe(true);
      }),
    );
  });

  it('hold no ASCII rest of a name that had no ASCII letters', () => {
    const [first = []] = candidatesOf(['経営会議'], () => 'NIXK5a8i6phisdt7kfx5xxzq17');
    expect(first).toEqual([
      '経営会議',
      '経営会議-mm',
      'channel-nixk5a8i',
      'channel-nixk5a8i6phisdt7kfx5xxzq17',
    ]);
  });

  it('stay apart for ids that begin with the same eight characters', () => {
    const ids = (index: number): string => `abcdefgh${index}`.padEnd(26, 'x');
    const [first = [], second = []] = candidatesOf(['営業', '開発'], ids);
    expect(first).toContain('channel-abcdefgh');
    expect(second.at(-1)).toBe('channel-abcdefgh1xxxxxxxxxxxxxxxxx');
    expect(second).not.toContain('channel-abcdefgh');
  });
});
