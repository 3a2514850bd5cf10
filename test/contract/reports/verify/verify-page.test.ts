import { writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyHtml } from '../../../../src/reports/verify/html.ts';
import { seriousFindings } from '../../../support/browser/axe.ts';
import { startChromium } from '../../../support/browser/chromium.ts';
import { openWatched, type PageLook } from '../../../support/browser/watched-page.ts';
import { HOSTILE_NAMES } from '../../../support/builders/plan-builders.ts';
import { aDifferenceCount, aVerifyReport } from '../../../support/builders/verify-builders.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

/** A hostile name in every place, and a long name without a break. */
const NAMES = [...HOSTILE_NAMES, 'x'.repeat(200)];
const REPORTS = {
  plain: aVerifyReport({ warnings: ['A warning.'] }),
  clean: aVerifyReport({ isClean: true, differences: [], expected: [], losses: [] }),
  hostile: aVerifyReport({
    withText: true,
    targets: NAMES,
    archives: NAMES.map((file) => ({ file, sizeBytes: 1, sha256: '0f'.repeat(32) })),
    differences: NAMES.map((name) =>
      aDifferenceCount({ samples: NAMES, places: [{ name, type: 'private', count: 1 }] }),
    ),
    warnings: NAMES,
  }),
};

let folder: ScratchFolder;
let browser: Browser;

beforeAll(async () => {
  folder = await makeScratchFolder();
  browser = await startChromium();
  for (const lang of ['en', 'ja'] as const) {
    for (const [name, report] of Object.entries(REPORTS)) {
      await writeFile(folder.join(`${name}-${lang}.html`), verifyHtml(report, lang));
    }
  }
});
afterAll(async () => {
  await browser.close();
  await folder.remove();
});

const LOOKS = Object.keys(REPORTS).flatMap((name) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    [1280, 390].flatMap((widthPx) =>
      ['en', 'ja'].map((lang) => ({ file: `${name}-${lang}.html`, scheme, widthPx, lang })),
    ),
  ),
);

const PLAIN_LOOKS = LOOKS.filter(({ file }) => file.startsWith('plain'));

async function withPage(
  file: string,
  look: PageLook,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const { page, misdeeds, close } = await openWatched(browser, folder.join(file), look);
  await use(page);
  expect(misdeeds).toEqual([]);
  await close();
}

/** Boxes that are wider inside than outside, and so can be scrolled sideways. */
const WIDER_INSIDE = `[document.documentElement, ...document.querySelectorAll('.wide')]
  .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.outerHTML.slice(0, 200))`;

describe('the report of verify in a browser', () => {
  it.each(LOOKS)(
    'fits without scrolling sideways and runs nothing: $file, $widthPx px, $scheme',
    (look) =>
      withPage(look.file, look, async (page) => {
        expect(await page.locator('html').getAttribute('lang')).toBe(look.lang);
        expect(await page.evaluate<string[]>(WIDER_INSIDE)).toEqual([]);
      }),
  );

  it.each(PLAIN_LOOKS)('has no serious finding of axe: $file, $widthPx px, $scheme', (look) =>
    withPage(look.file, look, async (page) => {
      expect(await seriousFindings(page)).toEqual([]);
    }),
  );

  it('is printed on A4 in black on white, with the lines to sign', () =>
    withPage('plain-en.html', { widthPx: 1280, scheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const { back, ink } = await page.evaluate<{ back: string; ink: string }>(
        '({ back: getComputedStyle(document.body).backgroundColor, ink: getComputedStyle(document.body).color })',
      );
      expect(back).toBe('rgb(255, 255, 255)');
      expect(ink).toBe('rgb(31, 36, 45)');
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const [, width = '', height = ''] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? [];
      expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
      expect(await page.locator('.sign li').count()).toBe(3);
    }));
});
