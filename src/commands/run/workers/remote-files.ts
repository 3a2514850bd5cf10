import type { MessagePort } from 'node:worker_threads';
import { type PackedError, packError, unpackError } from '../../../errors/transfer.ts';
import type { LookUpFiles } from '../../../exporters/source.ts';
import type { FileInfo } from '../../../model/model.ts';

interface Question {
  readonly number: number;
  readonly files: readonly FileInfo[];
}

type Answer =
  | { readonly number: number; readonly files: readonly FileInfo[] }
  | { readonly number: number; readonly error: PackedError };

/** Answers a thread, which has no store of its own: keys, links and their costs stay in one place. */
export function serveLookUps(look: LookUpFiles, port: MessagePort): void {
  port.on('message', async ({ number, files }: Question) => {
    const answer: Answer = await look(files).then(
      (found) => ({ number, files: found }),
      (error: unknown) => ({ number, error: packError(error) }),
    );
    port.postMessage(answer);
  });
}

/** Returns the look-up of files for a thread, answered by its owner. */
export function remoteLookUp(port: MessagePort): LookUpFiles {
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  port.on('message', (answer: Answer) => {
    waiting.get(answer.number)?.(answer);
    waiting.delete(answer.number);
  });
  return (files) =>
    new Promise((resolve, reject) => {
      last += 1;
      const question: Question = { number: last, files };
      waiting.set(question.number, (answer) => {
        if ('error' in answer) reject(unpackError(answer.error));
        else resolve(answer.files);
      });
      port.postMessage(question);
    });
}
