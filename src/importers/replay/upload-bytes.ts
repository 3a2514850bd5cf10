import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SlackUnclear } from '../slack/slack-errors.ts';

/** Sends the bytes of a file to the address that Slack gave for them, as they are read. */
export async function uploadBytes(
  url: string,
  bytes: Readable,
  sizeBytes: number,
  signal: AbortSignal,
): Promise<void> {
  const send = url.startsWith('http://') ? httpRequest : httpsRequest;
  const options: RequestOptions = {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'content-length': sizeBytes },
    signal,
  };
  const outgoing = send(url, options);
  const answered = new Promise<number>((resolve, reject) => {
    outgoing.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on('error', reject);
  });
  answered.catch(() => undefined);
  try {
    await pipeline(bytes, outgoing);
    const status = await answered;
    if (status !== 200) throw new Error(`HTTP ${status}`);
  } catch (error) {
    signal.throwIfAborted();
    // Bytes without completeUploadExternal are nothing yet: the upload may simply be made again.
    throw new SlackUnclear('files.upload', error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}
