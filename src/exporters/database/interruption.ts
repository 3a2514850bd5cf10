/**
 * Has a connection ended as soon as the signal aborts, so that a run that is interrupted waits for no statement, and the
 * server goes on with none. Returns what is called when the connection is closed: it forgets the signal, and waits for
 * what was begun.
 */
export function endWhenAborted(
  signal: AbortSignal | undefined,
  end: () => Promise<void>,
): () => Promise<void> {
  let ending: Promise<void> | undefined;
  const onAbort = (): void => {
    // The run ends in any case, also where the server does not answer.
    ending ??= end().catch(() => undefined);
  };
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted === true) onAbort();
  return async () => {
    signal?.removeEventListener('abort', onAbort);
    await ending;
  };
}

/** How long a server is asked to end a statement; after that its time limit ends it. */
export const MOST_ENDING_MS = 2000;

/**
 * Resolves with what `open` does, or rejects with the signal's reason as soon as it aborts. Then `end` has to end what is
 * being opened, which would keep the process from ending; it is called for every other failure too.
 */
export async function openUnlessAborted<Opened>(
  signal: AbortSignal | undefined,
  open: () => Promise<Opened>,
  end: () => void,
): Promise<Opened> {
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal?.reason);
  });
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    signal?.throwIfAborted();
    return await Promise.race([open(), aborted]);
  } catch (error) {
    end();
    throw error;
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
}
