import { writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelId, userId } from '../../../../src/model/model.ts';
import { planHtml } from '../../../../src/reports/plan/html.ts';
import { planReport } from '../../../../src/reports/plan/report.ts';
import { planWords } from '../../../../src/reports/plan/words.ts';
import { startChromium } from '../../../support/browser/chromium.ts';
import { squeezedCells } from '../../../support/browser/squeezed.ts';
import { openWatched, type PageLook } from '../../../support/browser/watched-page.ts';
import {
  aPlan,
  aPlanDiff,
  aPlannedChannel,
  aPlannedPerson,
  aPrivateChannel,
  HOSTILE_NAMES,
} from '../../../support/builders/plan-builders.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

/** A hostile name in every place, a long name without a break, and an ordinary one. */
const NAMES = [...HOSTILE_NAMES, 'x'.repeat(120), 'Sales'];
const PLAN = aPlan({
  people: NAMES.map((name, index) =>
    aPlannedPerson({
      userId: userId(`user${index}`),
      username: name,
      fullName: name,
      action: index % 2 === 0 ? 'invite' : 'name-only',
    }),
  ),
  channels: [
    ...NAMES.map((name, index) =>
      aPlannedChannel({
        channelId: channelId(`chan${index}`),
        displayName: name,
        slackName: name,
        reason: name,
      }),
    ),
    aPrivateChannel(),
  ],
  warnings: NAMES,
});

let folder: ScratchFolder;
let browser: Browser;

beforeAll(async () => {
  folder = await makeScratchFolder();
  browser = await startChromium();
  for (const lang of ['en', 'ja'] as const) {
    const report = planReport(PLAN, aPlanDiff(), { withText: false, topChannels: 20, lang });
    await writeFile(folder.join(`${lang}.html`), planHtml(report, planWords(lang)));
  }
});
afterAll(async () => {
  await browser.close();
  await folder.remove();
});

const LOOKS = (['light', 'dark'] as const).flatMap((scheme) =>
  [1280, 390].flatMap((widthPx) =>
    ['en', 'ja'].map((lang): PageLook & { readonly lang: string } => ({ scheme, widthPx, lang })),
  ),
);

async function withPage(
  lang: string,
  look: PageLook,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const { page, misdeeds, close } = await openWatched(browser, folder.join(`${lang}.html`), look);
  await use(page);
  expect(misdeeds).toEqual([]);
  await close();
}

describe('the page in a browser', () => {
  it.each(LOOKS)('fits, draws and runs nothing foreign: $lang, $widthPx px, $scheme', (look) =>
    withPage(look.lang, look, async (page) => {
      await page.evaluate(
        "document.querySelectorAll('details').forEach((it) => { it.open = true; })",
      );
      expect(await page.title()).not.toBe('owned');
      expect(await page.locator('html').getAttribute('lang')).toBe(look.lang);
      const widthPx = await page.evaluate<number>('document.documentElement.scrollWidth');
      expect(widthPx).toBeLessThanOrEqual(look.widthPx);
      const widths = await page.evaluate<number[]>(
        '[...document.images].map((image) => image.naturalWidth)',
      );
      const drawn = look.widthPx === 390 ? 340 : 880;
      // The one loss of the plan is a row of its table: a chart of it would have a single bar.
      expect(widths).toEqual([drawn, drawn, drawn]);
      expect(await page.locator('#losses figure').count()).toBe(0);
      expect(await page.locator('#losses-table:visible').count()).toBe(1);
      expect(await squeezedCells(page)).toEqual([]);
    }),
  );

  it('follows the reader to a dark chart', () =>
    withPage('en', { widthPx: 1280, scheme: 'light' }, async (page) => {
      const shown = () => page.evaluate<string>('document.images[0].currentSrc');
      const light = await shown();
      await page.emulateMedia({ colorScheme: 'dark' });
      await expect.poll(shown).not.toBe(light);
    }));

  it('finds rows by words and by choice, and says how many', () =>
    withPage('en', { widthPx: 1280, scheme: 'light' }, async (page) => {
      const rows = page.locator('#channels-table tbody tr:visible');
      const finder = page.locator('.finder[data-table="channels-table"]');
      const all = PLAN.channels.length;
      expect(await rows.count()).toBe(all);
      await finder.locator('input').fill('ＳＡＬＥＳ  public');
      expect(await rows.locator('th').allTextContents()).toEqual(['Sales']);
      expect(await finder.locator('.shown').textContent()).toBe(`1 of ${all}`);
      await finder.locator('input').fill('');
      await finder.locator('select[data-key="type"]').selectOption('private');
      expect(await rows.locator('th').allTextContents()).toEqual(['private channel secret00…']);
      await finder.locator('select[data-key="action"]').selectOption('skip');
      expect(await rows.count()).toBe(0);
    }));

  it('finds people too, in Japanese', () =>
    withPage('ja', { widthPx: 390, scheme: 'dark' }, async (page) => {
      const finder = page.locator('.finder[data-table="people-table"]');
      await finder.locator('select').selectOption({ label: '招待' });
      const invited = NAMES.filter((_name, index) => index % 2 === 0).length;
      expect(await page.locator('#people-table tbody tr:visible').count()).toBe(invited);
      expect(await finder.locator('.shown').textContent()).toBe(
        `${NAMES.length} 件中 ${invited} 件`,
      );
    }));

  it('shows everything but the search where scripts are off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`file://${folder.join('en.html')}`);
    expect(await page.locator('.finder:visible').count()).toBe(0);
    expect(await page.locator('#channels-table tbody tr:visible').count()).toBe(
      PLAN.channels.length,
    );
    await context.close();
  });
});
