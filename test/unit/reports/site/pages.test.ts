import { describe, expect, it } from 'vitest';
import { type ChannelType, channelId } from '../../../../src/model/model.ts';
import { htmlText } from '../../../../src/reports/html.ts';
import {
  areaPage,
  homePage,
  type ListedChannel,
  membershipsHtml,
} from '../../../../src/reports/site/pages.ts';
import { aChannel } from '../../../support/builders/builders.ts';

function listed(title: string, folder: string, team = 'Tokyo'): ListedChannel {
  const type: ChannelType = 'public';
  const shown = { id: channelId(folder), type, teamId: undefined, name: folder, title, folder };
  return { shown, channel: aChannel(), team, posts: 1 };
}

describe('channels in lists', () => {
  it.each([
    ['en', ['apple', 'Banana', 'cherry', 'Élan', 'team 2', 'team 10', 'zebra']],
    ['ja', ['apple', 'Team 2', 'team 10', 'あさひ', 'アジア', 'いぬ', 'ウミ']],
  ] as const)('are sorted by name as %s sorts', (lang, titles) => {
    // Folders in the opposite order, so that theirs would be seen.
    const channels = titles.map((title, at) => listed(title, `c${90 - at}`)).reverse();
    channels.push(channels.shift() ?? listed('', ''));
    const facts = { lang, title: 't', version: '8.1', latestMs: 0, areas: ['public'] as const };
    const pages = [
      homePage(facts, channels, undefined),
      areaPage(facts, 'public', channels),
      htmlText(membershipsHtml(facts, channels) ?? []),
    ];
    for (const page of pages) {
      const shown = [...page.matchAll(/(?:index\.html"|<li)><bdi>([^<]*)<\/bdi>/g)];
      expect(shown.map(([, title]) => title)).toEqual(titles);
    }
  });

  it('of one name are sorted by team, then by folder', () => {
    const channels = [
      listed('dev', 'b', 'Osaka'),
      listed('dev', 'c', 'Kobe'),
      listed('dev', 'a', 'Osaka'),
    ];
    const facts = { lang: 'en', title: 't', version: '8.1', latestMs: 0, areas: [] } as const;
    const shown = [...areaPage(facts, 'public', channels).matchAll(/href="[^"]*\/([abc])\/index/g)];
    expect(shown.map(([, folder]) => folder)).toEqual(['c', 'a', 'b']);
  });
});
