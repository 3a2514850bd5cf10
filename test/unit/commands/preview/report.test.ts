import { expect, it } from 'vitest';
import { printPreviewReport } from '../../../../src/commands/preview/report.ts';
import { CONSTRUCTS } from '../../../../src/mapping/messages/constructs.ts';
import { TEXTS } from '../../../../src/texts/texts.ts';

it.each(['en', 'ja'] as const)('the terminal names what posts hold in words, in %s', (lang) => {
  const lines: string[] = [];
  const none = () => undefined;
  const constructs = CONSTRUCTS.map((construct) => ({ construct, count: 1, samples: [] }));
  printPreviewReport(
    {
      ...{ command: 'preview', file: 'p.html', posts: 1, constructs },
      ...{ account: {}, losses: [], warnings: [] },
    },
    { written: [], next: undefined },
    lang,
    { line: (text) => lines.push(text), remark: none, problem: none, note: none, json: none },
  );
  for (const [code, words] of Object.entries(TEXTS[lang].preview.constructs)) {
    expect(lines.some((line) => line.includes(words))).toBe(true);
    if (code !== words)
      expect(lines.some((line) => line.trim().startsWith(`${code} `))).toBe(false);
  }
});
