import { parentPort } from 'node:worker_threads';
import { Deflater } from './compress.ts';
import { packAnswer, piecesOf } from './compress-thread.ts';

/*
 * The thread of compress-thread.ts: answers each request, in order.
 */

const deflater = new Deflater();

parentPort?.on('message', (message: unknown) => {
  const answer = packAnswer(piecesOf(message).map((piece) => deflater.pack(piece)));
  parentPort?.postMessage(answer, [answer.bytes.buffer]);
});
