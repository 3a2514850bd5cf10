import { setImmediate } from 'node:timers/promises';

/** Items that are worked on before the process looks at its connections again. */
const ITEMS_A_TURN = 50;

/**
 * The same items in smaller pages, with a turn of the event loop after each. Work on a whole page would leave the
 * database waiting, which needs a turn for every statement of the next one, and a signal unheard.
 */
export async function* inTurns<Item>(
  pages: AsyncIterable<readonly Item[]>,
): AsyncGenerator<readonly Item[], void> {
  for await (const page of pages) {
    for (let start = 0; start < page.length; start += ITEMS_A_TURN) {
      yield page.slice(start, start + ITEMS_A_TURN);
      await setImmediate();
    }
  }
}
