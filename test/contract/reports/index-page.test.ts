import { writeFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEXT_STEPS } from '../../../src/mapping/status/next-step.ts';
import type { PastRun } from '../../../src/mapping/status/past-runs.ts';
import { indexPage, type WorkIndex } from '../../../src/reports/index-page.ts';
import { seriousFindings } from '../../support/browser/axe.ts';
import { startChromium } from '../../support/browser/chromium.ts';
import { openWatched } from '../../support/browser/watched-page.ts';
import { HOSTILE_NAMES } from '../../support/builders/plan-builders.ts';
import { makeScratchFolder, type ScratchFolder } from '../../support/scratch-folder.ts';

const MADE_MS = Date.UTC(2026, 10, 29, 4, 14);
const run = (command: string, exitCode: number | undefined): PastRun => ({
  flags: [],
  command,
  at: '2026-11-29T04:14:08.000Z',
  end: exitCode === undefined ? undefined : { exitCode, tookMs: 61_000 },
  posts: { read: 1_234_567, written: 1_200_000 },
});

function anIndex(names: readonly string[]): WorkIndex {
  const command = `mm2slack adopt --plan ${'x'.repeat(200)} --work w`;
  return {
    madeAtMs: MADE_MS,
    runs: [run('sync', undefined), ...[0, 1, 2, 3, 70, 130].map((code) => run('verify', code))],
    files: names.map((name) => ({ name, sizeBytes: 12_345, changedMs: MADE_MS })),
    status: {
      command: 'status',
      work: 'work',
      state: {
        ...{ hasInventory: true, hasPlan: true, isReplayAdvised: false, archives: 'verified' },
        ...{ isTextImport: false, workspace: 'none', isSynced: false, isInSync: false },
        ...{ uploadsFiles: true, hasFiles: false, comparison: 'none', hasDifferenceList: false },
        isPacked: false,
      },
      reached: ['inventory', 'plan', 'zip', 'verify-zip'],
      pending: {
        changes: 3,
        calls: undefined,
        unfinished: [...names],
        archivesNotFound: [],
        archivesUnrecorded: [],
      },
      personalFiles: [],
      next: { step: NEXT_STEPS[5], command },
    },
  };
}

const USUAL = ['plan.html', 'verify.html', 'import-checklist.md', 'users.csv'];
const PAGES = {
  usual: anIndex(USUAL),
  hostile: anIndex([...HOSTILE_NAMES, 'x'.repeat(200)]),
};

let folder: ScratchFolder;
let browser: Browser;
beforeAll(async () => {
  folder = await makeScratchFolder();
  browser = await startChromium();
  for (const lang of ['en', 'ja'] as const) {
    for (const [name, page] of Object.entries(PAGES)) {
      await writeFile(folder.join(`${name}-${lang}.html`), indexPage(page, lang));
    }
  }
});
afterAll(async () => {
  await browser.close();
  await folder.remove();
});

const LOOKS = (['usual', 'hostile'] as const).flatMap((name) => [
  { file: `${name}-en.html`, widthPx: 1280, scheme: 'light' } as const,
  { file: `${name}-ja.html`, widthPx: 390, scheme: 'dark' } as const,
  { file: `${name}-en.html`, widthPx: 390, scheme: 'light' } as const,
]);

/** Boxes that are wider inside than outside, and so can be scrolled sideways. */
/** Cells that name their column, which a card shows before each of them. */
const NAMED_TWICE = `[...document.querySelectorAll('td[data-label]')]
  .filter((cell) => cell.textContent.startsWith(cell.dataset.label))
  .map((cell) => cell.textContent)`;

const WIDER_INSIDE = `[document.documentElement, ...document.querySelectorAll('.wide, pre')]
  .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.outerHTML.slice(0, 200))`;

describe('the page of a work directory in a browser', () => {
  it.each(LOOKS)(
    'fits, runs nothing and can be read: $file, $widthPx px, $scheme',
    async (look) => {
      const { page, misdeeds, close } = await openWatched(browser, folder.join(look.file), look);
      expect(await page.evaluate<string[]>(WIDER_INSIDE)).toEqual([]);
      expect(await page.evaluate<string[]>(NAMED_TWICE)).toEqual([]);
      expect(await seriousFindings(page)).toEqual([]);
      expect(misdeeds).toEqual([]);
      await close();
    },
  );
});
