import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { InterruptedError } from '../../errors/errors.ts';
import { wrapLine } from '../../reports/wrapped.ts';

/** Asks a person a question; '' for no answer. */
export type Ask = (question: string, options?: AskOptions) => Promise<string>;

export interface AskOptions {
  /** True for a password, which the terminal does not show. */
  readonly isHidden?: boolean;
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

/**
 * Asks questions on stderr and reads answers from stdin; undefined when stdin is not a terminal. An abort ends a question
 * too.
 */
export function askInTerminal(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  signal: AbortSignal,
): Ask | undefined {
  if (!input.isTTY) return undefined;
  // Lines that came with an earlier answer, as pasted ones do.
  const ahead: string[] = [];
  return async (question, { isHidden = false } = {}) => {
    const before = ahead.shift();
    // Only the last line is the prompt, which readline shows again with each character; the others are said before it.
    const lines = question
      .trimEnd()
      .split('\n')
      .flatMap((line) => wrapLine(line));
    const prompt = `${lines.pop() ?? ''} `;
    for (const line of lines) output.write(`${line}\n`);
    if (before === undefined)
      return await askLine(input, output, { question: prompt, isHidden, ahead, signal });
    output.write(`${prompt}${isHidden ? '' : before}\n`);
    return before.trim();
  };
}

interface Question {
  readonly question: string;
  readonly isHidden: boolean;
  readonly ahead: string[];
  readonly signal: AbortSignal;
}

function askLine(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  { question, isHidden, ahead, signal }: Question,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({
      input,
      output: isHidden ? noOutput() : output,
      terminal: true,
    });
    let answer: string | undefined;
    // The promise of the question stays pending when the terminal closes or on Ctrl-C; these events end it.
    const onAbort = (): void => {
      reject(new InterruptedError());
      lines.close();
    };
    lines.on('SIGINT', onAbort);
    lines.on('close', () => {
      signal.removeEventListener('abort', onAbort);
      if (isHidden) output.write('\n');
      resolve(answer ?? '');
    });
    lines.on('line', (line) => {
      if (answer === undefined) {
        answer = line.trim();
        // Only now: lines of the same block follow before the reading ends.
        queueMicrotask(() => lines.close());
      } else ahead.push(line);
    });
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    // Only once the terminal no longer echoes by itself.
    if (isHidden) output.write(question);
    else lines.setPrompt(question);
    lines.prompt();
  });
}

const noOutput = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
