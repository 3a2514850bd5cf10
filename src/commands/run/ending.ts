import { fill } from '../../reports/figures.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { Next } from './next.ts';
import type { Output } from './output.ts';

/** Last lines of a command: the paths of what it wrote, what is next, and the command line for it. */
export interface Ending {
  /** What a person opens first; paths. */
  readonly written: readonly string[];
  readonly next: Next | undefined;
}

/** Prints the files that were written, and the next step. */
export function printEnding({ written, next }: Ending, lang: Language, output: Output): void {
  const texts = TEXTS[lang].status;
  if (written.length > 0) {
    output.line('');
    output.line(texts.written);
    for (const path of written) output.line(`  ${path}`, 'exact');
  }
  if (next === undefined) return;
  output.line('');
  output.line(texts.next[next.step]);
  for (const task of next.left ?? []) output.line(`  -  ${texts.left[task]}`);
  if (next.command === undefined) return;
  output.line(fill(texts.nextCommand, { command: next.command }), 'exact');
}
