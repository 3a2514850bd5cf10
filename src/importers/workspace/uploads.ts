import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { uploadKey } from '../ledger/keys.ts';
import { type Action, intentOf } from '../ledger/ledger.ts';
import { SlackRefusal, SlackUnclear } from '../slack/errors.ts';
import { readCall } from '../slack/reading.ts';
import { runExactlyOnce } from './exactly-once.ts';
import { pacedCall, pacedReading, type WorkspaceSession } from './session.ts';

/** A file of a post on its way into a channel. */
export interface FileToShare {
  readonly fileId: string;
  readonly postId: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** Whose it is and from when, for a share cannot carry its author's name; mrkdwn that notifies nobody. */
  readonly comment: string;
  readonly channelId: string;
  readonly slackChannel: string;
  readonly threadTs: string;
  /** Opens the bytes from their beginning. */
  readonly open: () => Promise<Readable>;
}

const target = z.looseObject({ upload_url: z.string(), file_id: z.string() });
const MAX_UPLOAD_ATTEMPTS = 3;

/**
 * Uploads and shares a file, once, in three steps. The file's id in Slack is known before it is shared, so it
 * goes into the intent: `files.info` tells later whether the share took effect.
 */
export function shareFile(session: WorkspaceSession, file: FileToShare): Promise<Action> {
  const { fileId, postId, channelId, slackChannel, threadTs } = file;
  const key = uploadKey(fileId);
  let slackFileId = '';
  return runExactlyOnce(session, {
    get intent() {
      return intentOf({
        key,
        kind: 'upload',
        channelId,
        postId,
        slackChannel,
        threadTs,
        fileId: slackFileId,
      });
    },
    alreadyDone: [],
    async act(intend) {
      slackFileId = await upload(session, file);
      await pacedCall(
        session,
        'files.completeUploadExternal',
        {
          files: [{ id: slackFileId, title: file.name }],
          channel_id: slackChannel,
          initial_comment: file.comment,
          ...(threadTs === '' ? {} : { thread_ts: threadTs }),
        },
        { beforeSend: intend },
      );
      return { fileId: slackFileId };
    },
    find: () => findShare(session, { fileId: session.ledger.get(key)?.fileId ?? '', slackChannel }),
  });
}

/** Gets an address, sends the bytes; gives the file's id. Nobody sees anything before it is shared. */
async function upload(session: WorkspaceSession, file: FileToShare): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { body } = await pacedCall(session, 'files.getUploadURLExternal', {
        filename: file.name,
        length: file.sizeBytes,
      });
      const { upload_url: url, file_id: id } = target.parse(body);
      await uploadBytes(url, await file.open(), file.sizeBytes, session.signal);
      return id;
    } catch (error) {
      if (!(error instanceof SlackUnclear) || attempt === MAX_UPLOAD_ATTEMPTS) throw error;
    }
  }
}

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

const shares = z.looseObject({
  file: z.looseObject({
    channels: z.array(z.string()).default([]),
    groups: z.array(z.string()).default([]),
    shares: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  }),
});

/** The file when it stands in the channel; undefined when it was uploaded and never shared, or is not known (''). */
export async function findShare(
  session: WorkspaceSession,
  { fileId, slackChannel }: { readonly fileId: string; readonly slackChannel: string },
): Promise<{ readonly fileId: string } | undefined> {
  if (fileId === '') return undefined;
  try {
    const { file } = await readCall(pacedReading(session), 'files.info', { file: fileId }, shares);
    const inShares = Object.values(file.shares).some((byChannel) => slackChannel in byChannel);
    const isThere =
      inShares || file.channels.includes(slackChannel) || file.groups.includes(slackChannel);
    return isThere ? { fileId } : undefined;
  } catch (error) {
    // An upload that was never completed is no file yet.
    if (error instanceof SlackRefusal && error.code === 'file_not_found') return undefined;
    throw error;
  }
}
