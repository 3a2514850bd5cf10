import type { Page } from 'playwright-core';

const SQUEEZED = `[
  ...[...document.querySelectorAll('td, tbody th')]
    .filter((cell) => cell.textContent.trim().length > 3 && cell.getClientRects().length > 0)
    .filter((cell) => cell.clientWidth < 48 || cell.clientHeight > 1200)
    .map((cell) => cell.textContent),
  ...[...document.querySelectorAll('.wide')]
    .filter((box) => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1)
    .map((box) => box.getAttribute('aria-label')),
]`;

/** Finds cells of some words that are as narrow as a letter or two, and tables that scroll inside. */
export const squeezedCells = (page: Page): Promise<readonly string[]> => page.evaluate(SQUEEZED);
