import { parentPort } from 'node:worker_threads';
import { pack } from './compress.ts';
import { packAnswer, piecesOf } from './compress-thread.ts';

/*
 * The other side of pack-thread.ts: an answer for each request, in their order.
 */

parentPort?.on('message', (message: unknown) => {
  const answer = packAnswer(piecesOf(message).map(pack));
  parentPort?.postMessage(answer, [answer.bytes.buffer]);
});
