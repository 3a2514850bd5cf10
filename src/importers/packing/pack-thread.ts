import { Worker } from 'node:worker_threads';
import type { Packed } from './pack.ts';
import { packedOf, packRequest } from './pack-messages.ts';
import { type Packer, packHere } from './packer.ts';

/** A batch and its answer at a time: it needs little, and takes what it is given otherwise. */
const MEMORY = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2 };

/**
 * A packer in a thread of its own, started by the first pieces. Sources that run as they are, without a build, have no
 * thread: Node 20 starts none from TypeScript.
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
    const worker = new Worker(new URL('./pack-worker.js', import.meta.url), {
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
