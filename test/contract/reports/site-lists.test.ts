import { mkdir, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { type ChannelType, channelId } from '../../../src/model/model.ts';
import { SITE_CSS } from '../../../src/reports/site/css.ts';
import { homePage, type ListedChannel } from '../../../src/reports/site/pages.ts';
import { startChromium } from '../../support/browser/chromium.ts';
import { openWatched } from '../../support/browser/watched-page.ts';
import { aChannel } from '../../support/builders/builders.ts';
import { makeScratchFolder } from '../../support/scratch-folder.ts';

function listed(title: string, team: string): ListedChannel {
  const type: ChannelType = 'public';
  const shown = { id: channelId(title), type, teamId: undefined, name: title, title, folder: 'c' };
  return { shown, channel: aChannel(), team, posts: 1_234_567 };
}

const LANGUAGES = [
  ['en', 'Incident reviews and follow-up actions of everybody', 'Customer Engineering'],
  ['ja', '障害対応と再発防止の打ち合わせ (プラットフォームチーム)', '東京開発センター'],
] as const;

/** Widths of cells with words, and whether the page scrolls sideways. */
const LOOK = `({
  widths: [...document.querySelectorAll('.list tbody :is(th, td):not(.number)')].map((cell) => cell.clientWidth),
  isWider: document.documentElement.scrollWidth > document.documentElement.clientWidth,
})`;

it.each(LANGUAGES)(
  'on a phone, names of channels and teams have room for some words, in %s',
  async (...row) => {
    const [lang, title, team] = row;
    const folder = await makeScratchFolder();
    const browser = await startChromium();
    const facts = { lang, title: 'Acme', version: '8.1', latestMs: 0, areas: ['public'] } as const;
    const channels = [title, 'x'.repeat(64), 'dev'].map((name) => listed(name, team));
    await mkdir(folder.join('assets'));
    await writeFile(folder.join('assets/site.css'), SITE_CSS);
    await writeFile(folder.join('index.html'), homePage(facts, channels, undefined));
    const look = { widthPx: 390, scheme: 'light' } as const;
    const { page, close } = await openWatched(browser, folder.join('index.html'), look);
    const { widths, isWider } = await page.evaluate<{ widths: number[]; isWider: boolean }>(LOOK);
    expect(widths).toHaveLength(6);
    expect(Math.min(...widths)).toBeGreaterThan(90);
    expect(isWider).toBe(false);
    await close();
    await browser.close();
    await folder.remove();
  },
);
