import { readFile, writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginEditing, type Editing } from '../../../../src/commands/people/editing.ts';
import { servePage } from '../../../../src/commands/people/serve-page.ts';
import { matchingOf } from '../../../../src/mapping/lists/lists.ts';
import { seriousFindings } from '../../../support/browser/axe.ts';
import { startChromium } from '../../../support/browser/chromium.ts';
import {
  aTargetChannel,
  aTargetUser,
  aWorkspace,
} from '../../../support/builders/target-builders.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';
const PEOPLE = [
  'username,full_name,email,state,posts,slack_id,action,reason,note',
  'alice,Alice Abe,alice@acme.example,active,10,U0ALICE001,match,the same,',
  `${HOSTILE},"${HOSTILE} ""x""",x@acme.example,active,50,,name-only,${HOSTILE},`,
  'tyamada,山田 太郎,taro@old.example,active,40,,invite,has no Slack account yet,"a, b"',
  'taro2,山田太郎,taro2@old.example,active,3,,invite,has no Slack account yet,',
  '',
].join('\r\n');
const CHANNELS = [
  'id,team,name,display_name,type,archived,posts,members,slack_name,slack_id,action,visibility,archive,reason',
  `c1,acme,dev,Dev ${HOSTILE},public,no,5,2,dev,,create,public,no,`,
  '',
].join('\r\n');

const MATCHING = matchingOf({
  ...aWorkspace(
    aTargetUser({ id: 'U0ALICE001', name: 'alice', email: 'alice@acme.example' }),
    aTargetUser({
      id: 'U0TARO0001',
      name: 'taro',
      realName: '山田太郎',
      displayName: HOSTILE,
      email: 'taro@new.example',
    }),
  ),
  channels: [aTargetChannel({ id: 'C0DEV00001', name: 'dev-team' })],
});

interface Served {
  readonly folder: ScratchFolder;
  readonly address: string;
  readonly editing: Editing;
  /** Resolves when the command would end. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

async function serve(lang: 'en' | 'ja' = 'en'): Promise<Served> {
  const folder = await makeScratchFolder();
  await writeFile(folder.join('users.csv'), PEOPLE);
  await writeFile(folder.join('channels.csv'), CHANNELS);
  const editing = await beginEditing(folder.path, MATCHING);
  const stopping = new AbortController();
  let ended: Promise<void> = Promise.resolve();
  const address = await new Promise<string>((resolve, reject) => {
    ended = servePage(editing, {
      lang,
      signal: stopping.signal,
      onReady: async (ready) => resolve(ready),
      onFault: reject,
    });
    ended.catch(reject);
  });
  return {
    folder,
    address,
    editing,
    ended,
    async stop() {
      stopping.abort();
      await ended;
      await folder.remove();
    },
  };
}

describe('the page that matches people and channels', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser?.close());

  /** Opens the page and collects what it should not have done. */
  async function open(
    { address }: Served,
    { widthPx = 1280, scheme = 'light' }: { widthPx?: number; scheme?: 'light' | 'dark' } = {},
  ): Promise<{ page: Page; misdeeds: string[] }> {
    const context = await browser.newContext({
      viewport: { width: widthPx, height: 900 },
      colorScheme: scheme,
    });
    const page = await context.newPage();
    const misdeeds: string[] = [];
    page.on('pageerror', (error) => misdeeds.push(error.message));
    page.on('dialog', (dialog) => {
      misdeeds.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) misdeeds.push(request.url());
    });
    await page.goto(address);
    await page.waitForSelector('#detail:not([hidden])');
    return { page, misdeeds };
  }

  const text = (page: Page, selector: string) => page.locator(selector).textContent();
  /** Waits until an element has this text. The page's policy forbids to evaluate anything in a loop. */
  const shows = (page: Page, selector: string, words: string) =>
    page
      .locator(selector)
      .filter({ hasText: new RegExp(`^${words}$`) })
      .waitFor();
  const saved = ({ folder }: Served) => readFile(folder.join('users.csv'), 'utf8');

  it.each([
    ['en', 1280, 'light'],
    ['ja', 390, 'dark'],
  ] as const)(
    'is in order for everybody, and names are text: %s, %i px, %s',
    async (lang, widthPx, scheme) => {
      const served = await serve(lang);
      const { page, misdeeds } = await open(served, { widthPx, scheme });
      expect(await text(page, '#who')).toBe(HOSTILE);
      expect(await page.locator('main img').count()).toBe(0);
      await page.locator('#lines button', { hasText: 'tyamada' }).click();
      await shows(page, '#who', 'tyamada');
      const reason = { en: 'has no Slack account yet', ja: 'Slack のアカウントがまだない' }[lang];
      expect(await text(page, '#facts')).toContain(reason);
      expect(await text(page, '#candidates')).toContain(HOSTILE);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(widthPx);
      expect(misdeeds).toEqual([]);
      await served.stop();
    },
  );

  it('is used with keys alone: next line, a candidate, undo, save; and ends with Done', async () => {
    const served = await serve();
    const { page, misdeeds } = await open(served);
    await page.keyboard.press('ArrowDown');
    await shows(page, '#who', 'tyamada');
    await page.keyboard.press('1');
    await page.waitForSelector('#unsaved:not([hidden])');
    expect(await text(page, '#status')).toBe('Decided: tyamada, match U0TARO0001');
    await page.keyboard.press('u');
    await page.waitForSelector('#unsaved', { state: 'hidden' });
    expect(await saved(served)).toBe(PEOPLE);
    await page.keyboard.press('1');
    await page.waitForSelector('#unsaved:not([hidden])');
    await page.keyboard.press('s');
    await shows(page, '#status', 'Saved.');
    expect(await saved(served)).toBe(PEOPLE.replace('40,,invite', '40,U0TARO0001,match'));
    expect(await readFile(served.folder.join('channels.csv'), 'utf8')).toBe(CHANNELS);
    await page.locator('#done').click();
    await served.ended;
    expect(served.editing.savedLines).toBe(1);
    await page.waitForSelector('main', { state: 'hidden' });
    expect(misdeeds).toEqual([]);
    await served.stop();
  });

  it('finds a line, decides it by hand, says why a decision is refused, and merges a channel', async () => {
    const served = await serve();
    const { page } = await open(served);
    await page.selectOption('#filter', 'all');
    await page.fill('#search', 'ABE alice');
    await shows(page, '#who', 'alice');
    await page.fill('#search', '');
    await page.locator('#lines button', { hasText: 'taro2' }).click();
    await shows(page, '#who', 'taro2');
    await page.selectOption('#person [name=action]', 'match');
    await page.fill('#person [name=slackId]', 'U0ALICE001');
    await page.locator('#person button').click();
    await page.waitForSelector('#alert:not([hidden])');
    expect(await text(page, '#alert p')).toContain('alice and taro2 are both mapped to U0ALICE001');
    await page.selectOption('#person [name=action]', 'same-as');
    await page.fill('#person [name=sameAs]', 'tyamada');
    await page.locator('#person button').click();
    await page.waitForSelector('#unsaved:not([hidden])');
    await page.locator('[data-list=channels]').click();
    await shows(page, '#who', 'dev');
    await page.keyboard.press('1');
    await shows(page, '#unsaved', 'Not saved: 2');
    await page.locator('#save').click();
    await shows(page, '#status', 'Saved.');
    expect(await saved(served)).toBe(PEOPLE.replace('3,,invite', '3,,same-as tyamada'));
    expect(await readFile(served.folder.join('channels.csv'), 'utf8')).toBe(
      CHANNELS.replace('dev,,create', 'dev-team,C0DEV00001,merge'),
    );
    await served.stop();
  });

  it('writes nothing over a list that somebody else changed, and offers to load it again', async () => {
    const served = await serve();
    const { page } = await open(served);
    await page.selectOption('#person [name=action]', 'skip');
    await page.locator('#person button').click();
    await page.waitForSelector('#unsaved:not([hidden])');
    const theirs = PEOPLE.replace('40,,invite', '40,,skip');
    await writeFile(served.folder.join('users.csv'), theirs);
    await page.locator('#save').click();
    await page.waitForSelector('#alert:not([hidden])');
    expect(await text(page, '#alert p')).toContain('users.csv was changed by somebody else');
    expect(await saved(served)).toBe(theirs);
    await page.locator('#alert button').click();
    await shows(page, '#status', 'Loaded again.');
    await page.selectOption('#filter', 'all');
    await page.locator('#lines button', { hasText: /tyamada.*skip/ }).waitFor();
    expect(await page.locator('#save').isDisabled()).toBe(true);
    await served.stop();
  });
});
