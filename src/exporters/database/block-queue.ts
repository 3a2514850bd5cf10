import { systemClock } from '../../system/clock.ts';
import type { BlockTarget, RowBlock } from './row-block.ts';
import type { Turns } from './turns.ts';

/** What brings the bytes of an answer: a socket, which the database waits for while it is paused. */
export interface Pausable {
  pause(): void;
  resume(): void;
}

/** What an answer may hold here before its socket is paused. */
const HELD_BYTES = 1024 * 1024;

/** How often a paused answer is looked at. */
const LOOK_MS = 50;

/**
 * The blocks of one answer, between the socket that brings them and whoever reads them. A slow reader pauses the
 * socket, but not for ever: while another statement waits for the connection and the reader takes nothing, it may
 * itself be waiting for that statement, so that more and more is let in; and half of the time limit before the server
 * would end a statement that only waits for its reader, the rest is let in at once.
 */
export class BlockQueue implements BlockTarget {
  readonly scratch: Buffer<ArrayBuffer>;
  readonly #source: Pausable;
  readonly #turns: Turns;
  #lastPauseMs = Number.POSITIVE_INFINITY;
  readonly #blocks: RowBlock[] = [];
  #heldBytes = 0;
  #mayHoldBytes = HELD_BYTES;
  #look: NodeJS.Timeout | undefined;
  #ended: { readonly error: unknown } | 'done' | undefined;
  #wake: () => void = () => undefined;
  #isDropped = false;

  constructor(
    source: Pausable,
    { scratch, turns }: { scratch: Buffer<ArrayBuffer>; turns: Turns },
  ) {
    this.#source = source;
    this.scratch = scratch;
    this.#turns = turns;
  }

  /** Waits for the reader for that many milliseconds at most, from now on. */
  pauseAtMost(ms: number): void {
    this.#lastPauseMs = systemClock.nowMs() + ms;
  }

  push(block: RowBlock): void {
    if (this.#isDropped) return;
    this.#blocks.push(block);
    this.#heldBytes += block.bytes.length;
    if (this.#heldBytes >= this.#mayHoldBytes) this.#pause();
    this.#wake();
  }

  /**
   * Lets the socket go on, because the answer is complete: its last block may have paused it, and the statement that has
   * the connection next would never be answered (mysql2 even forgets a statement that is begun on a paused connection).
   */
  release(): void {
    this.#mayHoldBytes = Number.POSITIVE_INFINITY;
    this.#resume();
  }

  /** Ends the answer; with an error, which is thrown behind the blocks that came before it. */
  end(failure?: { readonly error: unknown }): void {
    this.#ended ??= failure ?? 'done';
    this.#wake();
  }

  /** The next block; undefined behind the last. */
  async next(): Promise<RowBlock | undefined> {
    for (;;) {
      const block = this.#blocks.shift();
      if (block !== undefined) {
        this.#heldBytes -= block.bytes.length;
        if (this.#heldBytes < this.#mayHoldBytes) this.#resume();
        return block;
      }
      if (this.#ended === 'done') return undefined;
      if (this.#ended !== undefined) throw this.#ended.error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Nobody reads on: what else comes is thrown away. */
  drop(): void {
    this.#isDropped = true;
    this.#blocks.length = 0;
    this.#resume();
  }

  #pause(): void {
    if (this.#look !== undefined || this.#ended !== undefined) return;
    if (systemClock.nowMs() >= this.#lastPauseMs) return;
    this.#source.pause();
    this.#look = setTimeout(() => this.#lookAgain(), LOOK_MS);
  }

  #lookAgain(): void {
    this.#look = undefined;
    const isLate = systemClock.nowMs() >= this.#lastPauseMs;
    if (isLate) this.#mayHoldBytes = Number.POSITIVE_INFINITY;
    else if (this.#turns.isWaitedFor) this.#mayHoldBytes *= 2;
    if (this.#heldBytes < this.#mayHoldBytes) this.#source.resume();
    else this.#look = setTimeout(() => this.#lookAgain(), LOOK_MS);
  }

  #resume(): void {
    if (this.#look === undefined) return;
    clearTimeout(this.#look);
    this.#look = undefined;
    this.#source.resume();
  }
}

export interface BlockReading {
  readonly turns: Turns;
  /** Of the connection. */
  readonly scratch: Buffer<ArrayBuffer>;
  /** The time limit of a statement. */
  readonly timeoutMs: number;
  /** Runs the statement, and puts the blocks of its answer into the queue. */
  readonly read: (queue: BlockQueue) => Promise<void>;
  readonly translate: (error: unknown) => Error;
}

/** The blocks of a connection's answer to a statement, which has the connection when it is its turn. */
export async function* readBlocks(
  source: Pausable,
  { turns, scratch, timeoutMs, read, translate }: BlockReading,
): AsyncGenerator<RowBlock> {
  const queue = new BlockQueue(source, { scratch, turns });
  const answered = turns.run(async () => {
    queue.pauseAtMost(timeoutMs / 2);
    try {
      await read(queue);
    } finally {
      // Before the next statement has its turn.
      queue.release();
    }
  });
  answered.then(
    () => queue.end(),
    (error: unknown) => queue.end({ error: translate(error) }),
  );
  try {
    for (;;) {
      const block = await queue.next();
      if (block === undefined) return;
      yield block;
    }
  } finally {
    queue.drop();
  }
}
