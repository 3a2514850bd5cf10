import { createInterface } from 'node:readline/promises';
import { InterruptedError } from '../../errors/errors.ts';

/** Asks questions on stderr and reads answers from stdin; undefined when stdin is not a terminal. */
export function askInTerminal(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): Ask | undefined {
  if (!input.isTTY) return undefined;
  return (question) =>
    new Promise((resolve, reject) => {
      const lines = createInterface({ input, output });
      let answer = '';
      // The promise of the question stays pending when the terminal closes or on Ctrl-C; these events end it.
      lines.on('SIGINT', () => {
        reject(new InterruptedError());
        lines.close();
      });
      lines.on('close', () => {
        resolve(answer);
      });
      lines.question(question).then((text) => {
        answer = text.trim();
        lines.close();
      }, reject);
    });
}

/** Asks a person a question; '' for no answer. */
export type Ask = (question: string) => Promise<string>;
