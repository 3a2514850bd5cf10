import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';

/** A page of a file, with all that it did and should not have done. */
export interface WatchedPage {
  readonly page: Page;
  /** Messages of the console, errors, dialogs and requests other than for the file itself. */
  readonly misdeeds: readonly string[];
  close(): Promise<void>;
}

export interface PageLook {
  readonly widthPx: number;
  readonly scheme: 'light' | 'dark';
}

export async function openWatched(
  browser: Browser,
  file: string,
  { widthPx, scheme }: PageLook,
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: widthPx, height: 900 },
    colorScheme: scheme,
  });
  const page = await context.newPage();
  const misdeeds: string[] = [];
  const address = pathToFileURL(file).href;
  page.on('console', (message) => misdeeds.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => misdeeds.push(`error: ${error.message}`));
  page.on('popup', () => misdeeds.push('popup'));
  page.on('dialog', (dialog) => {
    misdeeds.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    // A picture inside the page is asked for too, and never leaves it.
    const isInside = request.url() === address || request.url().startsWith('data:image/');
    if (!isInside) misdeeds.push(`request: ${request.url()}`);
  });
  await page.goto(address, { waitUntil: 'load' });
  return { page, misdeeds, close: () => context.close() };
}
