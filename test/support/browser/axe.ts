import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const results = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullable(),
      nodes: z.array(z.object({ html: z.string() })),
    }),
  ),
  passes: z.array(z.object({ id: z.string() })),
});

/** What axe-core finds wrong with a page and calls serious or worse: the rule, and the first element. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  // The page itself may run nothing; what the browser's driver evaluates is none of the page's.
  const found = results.parse(
    await page.evaluate(`(() => { const module = undefined, exports = undefined, define = undefined;
      ${axe.source}; return window.axe.run(); })()`),
  );
  if (found.passes.length < 10) throw new Error('axe-core looked at nothing');
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}
