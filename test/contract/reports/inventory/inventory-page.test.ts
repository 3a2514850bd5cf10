import { writeFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resolveInventory } from '../../../../src/config/inventory.ts';
import { makeInventory } from '../../../../src/mapping/inventory/inventory.ts';
import type { InventoryFacts } from '../../../../src/model/inventory.ts';
import { inventoryHtml } from '../../../../src/reports/inventory/html.ts';
import { inventoryMarkdown } from '../../../../src/reports/inventory/markdown.ts';
import { seriousFindings } from '../../../support/browser/axe.ts';
import { startChromium } from '../../../support/browser/chromium.ts';
import { squeezedCells } from '../../../support/browser/squeezed.ts';
import { openWatched } from '../../../support/browser/watched-page.ts';
import { HOSTILE_NAMES } from '../../../support/builders/plan-builders.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const NAMES = [...HOSTILE_NAMES, 'x'.repeat(120), '営業'];
const FACTS: InventoryFacts = {
  description: {
    engine: 'mysql',
    databaseVersion: '10.11.2-MariaDB',
    mattermostVersion: '8.1.2',
    migrations: [],
  },
  storage: [{ place: 'Posts.Message', charset: 'utf8mb4', collation: 'utf8mb4_bin' }],
  jsonAsText: ['Posts.Props'],
  databaseRows: {
    tables: NAMES.map((name) => ({ name, columns: NAMES, rows: 2, precision: 'exact' })),
    parts: [{ part: 'saved-posts', rows: 7, precision: 'exact' }],
  },
  health: [
    { code: 'posts_without_channel', count: 3, samples: NAMES },
    { code: 'files_missing', count: undefined, samples: [] },
  ],
  teams: 1,
  channels: NAMES.map((displayName, index) => ({
    ...{
      id: `c${index}`,
      type: 'O',
      team: 'tokyo',
      name: displayName,
      displayName,
      isArchived: false,
    },
    ...{ fileBytes: 0, posts: 3, lastPostMs: undefined, createAtMs: 1 },
  })),
  people: [],
  months: [
    { month: '2024-03', type: '', posts: 3 },
    { month: '2025-04', type: '', posts: 5 },
  ],
  threads: 0,
  files: [
    { extension: 'pdf', files: 1, sizeBytes: 10 },
    { extension: 'png', files: 1, sizeBytes: 20 },
  ],
  emoji: 0,
  sameNamed: [],
  largeFiles: {
    ...{ count: NAMES.length, sizeBytes: 2_000_000_000 },
    largest: NAMES.map((name) => ({ name, channelId: 'c0', sizeBytes: 2e8, createAtMs: 1 })),
  },
  integrations: NAMES.map((name) => ({
    ...{ kind: 'slash-command', name, description: '', ownerId: '', channelId: '' },
    ...{ isDeleted: false, postsAs: '', triggers: [name], hosts: [], updateAtMs: undefined },
  })),
  integrationPosts: [],
};
const INVENTORY = makeInventory(FACTS, {
  todayMs: Date.UTC(2026, 0, 1),
  withText: false,
  cost: resolveInventory({ seats: 50, running: { hosting: 1 } }).cost,
  operatingSystem: 'Amazon Linux 2',
  security: { waf: 'not-done' },
  serverSettings: {
    plugins: NAMES,
    hasSingleSignOn: true,
    retentionDays: 90,
    security: {
      ...{ tls: true, 'rate-limiting': false, mfa: undefined, 'closed-registration': true },
      ...{ 'private-files': false, 'email-verification': true, 'no-plugin-uploads': undefined },
    },
  },
  listsBookmarks: false,
  sourceWarnings: NAMES,
});

let folder: ScratchFolder;
let browser: Browser;
beforeAll(async () => {
  folder = await makeScratchFolder();
  browser = await startChromium();
  for (const lang of ['en', 'ja'] as const) {
    await writeFile(folder.join(`${lang}.html`), await inventoryHtml(INVENTORY, lang));
  }
});
afterAll(async () => {
  await browser.close();
  await folder.remove();
});

const LOOKS = ['en', 'ja'].flatMap((lang) =>
  ([1280, 390] as const).map((widthPx) => ({ lang, widthPx })),
);

it.each(LOOKS)('fits, asks for nothing and runs nothing: $lang, $widthPx px', async (look) => {
  const file = folder.join(`${look.lang}.html`);
  const { page, misdeeds, close } = await openWatched(browser, file, { ...look, scheme: 'light' });
  const widthPx = await page.evaluate<number>('document.documentElement.scrollWidth');
  expect(widthPx).toBeLessThanOrEqual(look.widthPx);
  expect(await page.locator('html').getAttribute('lang')).toBe(look.lang);
  expect(await squeezedCells(page)).toEqual([]);
  expect(await page.locator('#quiet-table tbody tr').count()).toBe(NAMES.length);
  expect(await page.locator('#cost-table').textContent()).toContain('52,500 JPY');
  expect(await page.locator('figure img').count()).toBe(6);
  expect(misdeeds).toEqual([]);
  expect(await seriousFindings(page)).toEqual([]);
  await close();
});

it.each(['en', 'ja'])('prints its first page on one sheet of A4: %s', async (lang) => {
  const page = await browser.newPage();
  await page.goto(`file://${folder.join(`${lang}.html`)}`);
  const sheets = async (): Promise<number> => {
    const pdf = await page.pdf({ preferCSSPageSize: true });
    return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  };
  expect(await sheets()).toBeGreaterThan(1);
  await page.evaluate("document.querySelectorAll('main > section').forEach((one) => one.remove())");
  expect(await page.locator('.point p').count()).toBe(10);
  expect(await page.locator('figure img').count()).toBe(2);
  // Other servers have longer lines: some room is left.
  await page.evaluate(`document.querySelectorAll('.point div').forEach((one) =>
    one.append(one.querySelector('p').cloneNode(true)))`);
  expect(await page.locator('.point p').count()).toBe(15);
  expect(await sheets()).toBe(1);
  await page.close();
});

it.each(['en', 'ja'])('breaks no day of its first page on a narrow screen: %s', async (lang) => {
  const page = await browser.newPage({ viewport: { width: 320, height: 900 } });
  await page.goto(`file://${folder.join(`${lang}.html`)}`);
  const days = page.locator('.decision .day');
  expect(await days.count()).toBeGreaterThan(0);
  const lines = await days.evaluateAll((all) => all.map((one) => one.getClientRects().length));
  expect(lines.filter((count) => count !== 1)).toEqual([]);
  await page.close();
});

it('keeps each row of Markdown on its line, whatever a name holds', () => {
  const rows = inventoryMarkdown(INVENTORY, 'en')
    .split('\n')
    .filter((line) => line.includes('slash command'));
  expect(rows).toHaveLength(NAMES.length);
});
