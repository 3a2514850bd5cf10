import { createInterface } from 'node:readline/promises';
import type { Ask } from '../init.ts';

/** Questions on stderr, answers from stdin; undefined when stdin is no terminal. */
export function askInTerminal(
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): Ask | undefined {
  if (!input.isTTY) return undefined;
  return async (question) => {
    const lines = createInterface({ input, output });
    try {
      return (await lines.question(question)).trim();
    } finally {
      lines.close();
    }
  };
}
