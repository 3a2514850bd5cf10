import { createInterface } from 'node:readline/promises';
import { InterruptedError } from '../../errors/errors.ts';

/** Questions on stderr, answers from stdin; undefined when stdin is no terminal. */
export function askInTerminal(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): Ask | undefined {
  if (!input.isTTY) return undefined;
  return (question) =>
    new Promise((resolve, reject) => {
      const lines = createInterface({ input, output });
      let answer = '';
      // The question itself never ends when the terminal closes or Ctrl-C is pressed; these events do.
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

/** Asks a person one thing; '' when they have no answer. */
export type Ask = (question: string) => Promise<string>;
