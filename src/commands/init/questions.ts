import type { Env } from '../../config/flags.ts';
import type { ReadFile } from '../../config/read-file.ts';
import type { Ask } from '../run/ask.ts';
import type { LookAtSource } from './look-at-source.ts';

/** What the steps need of the world. */
export interface StepWorld {
  readonly ask: Ask;
  readonly env: Env;
  readonly readFile: ReadFile;
  readonly look: LookAtSource;
  /** Says a line between two questions. */
  readonly say: (line: string) => void;
}

/** Asks until the answer is yes or no, or none, which is what is offered. */
export async function askYesNo(ask: Ask, question: string, offered: boolean): Promise<boolean> {
  for (;;) {
    const answer = (await ask(`${question} ${offered ? '[Y/n]' : '[y/N]'} `)).toLowerCase();
    if (answer === '') return offered;
    if (/^(?:y|yes|はい)$/.test(answer)) return true;
    if (/^(?:n|no|いいえ)$/.test(answer)) return false;
  }
}
