import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { type Packed, type Packer, packHere } from './compress.ts';

/** Enough for one batch and its answer: without a limit the thread's heap would grow. */
const MEMORY = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2 };

/**
 * Opens a packer with a thread of its own, started by the first pieces. Without a build it packs where it is called: Node 20
 * starts no thread from TypeScript.
 */
export function openPackThread(): Packer {
  return import.meta.url.endsWith('.ts') ? packHere : new PackThread();
}

interface Waiting {
  readonly resolve: (packed: readonly Packed[]) => void;
  readonly reject: (error: unknown) => void;
}

class PackThread implements Packer {
  #worker: Worker | undefined;
  #waiting: Waiting[] = [];

  pack(pieces: readonly Buffer[]): Promise<readonly Packed[]> {
    const request = packRequest(pieces);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker ??= this.#start();
      this.#worker.postMessage(request, [request.bytes.buffer]);
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./compress-worker.js', import.meta.url), {
      resourceLimits: MEMORY,
    });
    worker.on('message', (message: unknown) => this.#waiting.shift()?.resolve(packedOf(message)));
    worker.on('error', (error) => this.#failAll(error));
    worker.on('exit', () => this.#failAll(new Error('the thread that packs entries has ended')));
    return worker;
  }

  #failAll(error: unknown): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { reject } of waiting) reject(error);
  }
}

/*
 * The messages between the thread and its owner. The pieces of a message share one block of memory, which is transferred
 * instead of copied.
 */

const bytes = z.instanceof(Uint8Array<ArrayBuffer>);
const requestShape = z.object({ bytes, sizesBytes: z.array(z.number()) });
const answerShape = requestShape.extend({ crcs: z.array(z.number()) });

export type PackRequest = z.infer<typeof requestShape>;
export type PackAnswer = z.infer<typeof answerShape>;

export function packRequest(pieces: readonly Buffer[]): PackRequest {
  return { bytes: joined(pieces), sizesBytes: pieces.map(({ length }) => length) };
}

export function packAnswer(packed: readonly Packed[]): PackAnswer {
  return {
    ...packRequest(packed.map(({ compressed }) => compressed)),
    crcs: packed.map(({ crc }) => crc),
  };
}

/** The pieces of a request. */
export function piecesOf(message: unknown): readonly Buffer[] {
  return split(requestShape.parse(message));
}

/** The pieces of an answer. */
export function packedOf(message: unknown): readonly Packed[] {
  const answer = answerShape.parse(message);
  return split(answer).map((compressed, index) => ({ compressed, crc: answer.crcs[index] ?? 0 }));
}

/** Joins the pieces in memory of their own: Buffer's pool cannot be transferred. */
function joined(pieces: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

function split({ bytes, sizesBytes }: PackRequest): readonly Buffer[] {
  let offset = 0;
  return sizesBytes.map((sizeBytes) => {
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset + offset, sizeBytes);
    offset += sizeBytes;
    return piece;
  });
}
