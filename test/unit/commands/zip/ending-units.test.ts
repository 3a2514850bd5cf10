import { describe, expect, it } from 'vitest';
import { CHANNELS_AT_ONCE } from '../../../../src/commands/run/channel-bookmarks.ts';
import { endingUnits } from '../../../../src/commands/zip/conversations.ts';
import type { PostUnit } from '../../../../src/exporters/source.ts';
import { channelId } from '../../../../src/model/model.ts';

const ids = (names: string) => names.split('').map(channelId);
const unit = (names: string, stretch?: PostUnit['stretch']): PostUnit => ({
  channels: ids(names),
  ...{ stretch, posts: 1, crowded: [], behind: undefined, deletedMs: undefined },
});

/** `posts>ending` of each unit. */
const shown = (names: string, units: readonly PostUnit[]): readonly string[] =>
  endingUnits(ids(names), units).map(
    ({ posts, ending }) => `${posts?.channels.join('') ?? ''}>${ending.join('')}`,
  );

describe('the channels that end in a unit', () => {
  it('are those whose posts end there, and those without posts behind them', () => {
    expect(shown('abcdef', [unit('ac'), unit('df')])).toEqual(['ac>abc', 'df>def']);
    expect(shown('xab', [unit('ab')])).toEqual(['>x', 'ab>ab']);
    expect(shown('abx', [unit('ab')])).toEqual(['ab>abx']);
    expect(shown('xy', [])).toEqual(['>xy']);
  });

  it('are none of a stretch that others follow', () => {
    const stretch = { fromMs: 1, toMs: 2 };
    expect(shown('abx', [unit('a', stretch), unit('a', stretch), unit('b')])).toEqual([
      ...['a>', 'a>a', 'b>bx'],
    ]);
  });

  it('are not too many for one query, where no channel of the unit is still to come', () => {
    const many = Array.from({ length: 3 * CHANNELS_AT_ONCE }, (_, at) => channelId(`${at}`));
    const [first, last] = [channelId('first'), channelId('last')];
    const all = endingUnits([first, ...many], [{ ...unit(''), channels: [first] }]);
    expect(all.map(({ ending }) => ending.length)).toEqual([
      ...[CHANNELS_AT_ONCE, CHANNELS_AT_ONCE, CHANNELS_AT_ONCE, 1],
    ]);
    const around = endingUnits([first, ...many, last], [{ ...unit(''), channels: [first, last] }]);
    expect(around.map(({ ending }) => ending.length)).toEqual([many.length + 2]);
  });
});
