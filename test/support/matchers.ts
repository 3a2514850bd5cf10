import { expect } from 'vitest';
import { KnownError } from '../../src/errors/errors.ts';
import { errorLines } from '../../src/reports/notices.ts';

interface SentenceMatchers {
  /** Fails with this in the English sentence that cli.ts would print; an error itself, or a function that throws it. */
  toFailWith(sentence: string | RegExp): void;
}

declare module 'vitest' {
  interface Matchers extends SentenceMatchers {}
}

/** The English sentence of an error as cli.ts prints it; the message of one that is none of ours. */
export function sentenceOf(error: unknown): string {
  if (error instanceof KnownError) return errorLines(error, 'en').join('\n');
  return error instanceof Error ? error.message : String(error);
}

function errorOf(received: unknown): unknown {
  if (typeof received !== 'function') return received;
  try {
    received();
  } catch (error) {
    return error;
  }
  return undefined;
}

expect.extend({
  toFailWith(received: unknown, sentence: string | RegExp) {
    const error = errorOf(received);
    const text = error === undefined ? undefined : sentenceOf(error);
    const pass =
      text !== undefined &&
      (typeof sentence === 'string' ? text.includes(sentence) : sentence.test(text));
    return {
      pass,
      actual: text,
      expected: sentence,
      message: () =>
        `expected an error ${pass ? 'not ' : ''}to say ${String(sentence)}, got ${text}`,
    };
  },
});
