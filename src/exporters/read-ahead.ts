/**
 * The same items, the next one asked for while the consumer works on the last: the database reads while pages are
 * turned into messages. One item more is held. Ended early, it waits for what it asked for and ends the source.
 */
export async function* readAhead<Item>(
  source: AsyncGenerator<Item, void>,
): AsyncGenerator<Item, void> {
  let next = asked(source);
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = asked(source);
      yield value;
    }
  } finally {
    await next.catch(() => undefined);
    await source.return();
  }
}

function asked<Item>(source: AsyncGenerator<Item, void>): Promise<IteratorResult<Item, void>> {
  const next = source.next();
  // Nobody may be waiting when it fails; whoever waits later still hears of it.
  next.catch(() => undefined);
  return next;
}
