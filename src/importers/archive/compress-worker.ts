import { parentPort } from 'node:worker_threads';
import { pack } from './compress.ts';
import { packAnswer, piecesOf } from './compress-thread.ts';

/*
 * The thread of compress-thread.ts: answers each request, in order.
 */

parentPort?.on('message', (message: unknown) => {
  const answer = packAnswer(piecesOf(message).map(pack));
  parentPort?.postMessage(answer, [answer.bytes.buffer]);
});
