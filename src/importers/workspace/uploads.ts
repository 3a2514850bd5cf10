import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { KnownError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { unreadableFile } from '../../errors/unreadable-file.ts';
import { connectionFault, PROXY_AUTHENTICATION } from '../../system/connection-faults.ts';
import { makeSilence, type Silence } from '../../system/silence.ts';
import { uploadKey } from '../ledger/keys.ts';
import { type Action, type IntendedLoss, intentOf } from '../ledger/ledger.ts';
import { clearAnswer } from '../slack/answers.ts';
import { SlackRefusal, SlackUnclear } from '../slack/errors.ts';
import { type ExactlyOnceAction, repeatExactlyOnce, runExactlyOnce } from './exactly-once.ts';
import { NOT_SHARED } from './refusals.ts';
import { pacedCall, type WorkspaceSession } from './session.ts';
import { confirmShare, findShareOrWithdraw } from './shares.ts';

/** A file of a post that is to be shared in a channel. */
export interface FileToShare {
  readonly fileId: string;
  readonly postId: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** Author and time, because a shared file shows the app as its author; mrkdwn that notifies no one. */
  readonly comment: string;
  readonly channelId: string;
  readonly slackChannel: string;
  readonly threadTs: string;
  /** Losses that come with the share, beside its being refused. */
  readonly losses: readonly IntendedLoss[];
  /** Opens the file's bytes from the beginning; they are destroyed when they are not needed any more. */
  readonly open: () => Promise<Readable>;
}

const MAX_UPLOAD_ATTEMPTS = 3;

/**
 * Shares of a file that Slack may not make, after it confirmed them or forgot the upload; then the file counts as
 * refused. A lost answer is no word of Slack's and is not counted: the same file is shared when Slack is in order again.
 */
const MAX_SHARES = 3;

/** Uploads and shares a file, once. */
export function shareFile(session: WorkspaceSession, file: FileToShare): Promise<Action> {
  const key = uploadKey(file.fileId);
  if (isForgottenUpload(session.ledger.get(key))) session.ledger.forget(key);
  return runExactlyOnce(session, sharing(session, file));
}

/** Uploads and shares a file again that the ledger holds and the workspace lacks. */
export function reshareFile(session: WorkspaceSession, file: FileToShare): Promise<Action> {
  return repeatExactlyOnce(session, sharing(session, file));
}

/**
 * Describes the upload of a file in four steps: address, bytes, share, and reading the share back. The file's id in
 * Slack is known before it is shared, so it goes into the intent: `files.info` tells later whether the share took effect.
 */
function sharing(session: WorkspaceSession, file: FileToShare): ExactlyOnceAction {
  const { fileId, postId, channelId, slackChannel, threadTs } = file;
  const key = uploadKey(fileId);
  let slackFileId = '';
  let answeredShares = 0;
  return {
    get intent() {
      return intentOf({
        key,
        kind: 'upload',
        channelId,
        postId,
        slackChannel,
        threadTs,
        fileId: slackFileId,
        losses: [...file.losses, { when: 'failed', code: 'refused_by_slack', old: file.name }],
      });
    },
    alreadyDone: [],
    async act(intend) {
      if (answeredShares === MAX_SHARES) throw new SlackRefusal(SHARE, NOT_SHARED, '');
      slackFileId = await upload(session, file);
      const isKnown = await share(session, file, slackFileId, intend);
      answeredShares += 1;
      if (!isKnown) throw new SlackUnclear(SHARE, 'file_not_found');
      await confirmShare(session, { fileId: slackFileId, slackChannel });
      return { fileId: slackFileId };
    },
    find: (sent) => findShareOrWithdraw(session, sent),
  };
}

const SHARE = 'files.completeUploadExternal';

/**
 * Shares an uploaded file. False when Slack does not know the upload: it may have expired, or this is the answer to a
 * request that arrived twice and was carried out the first time.
 */
async function share(
  session: WorkspaceSession,
  { name, slackChannel, comment, threadTs }: FileToShare,
  slackFileId: string,
  beforeSend: () => void,
): Promise<boolean> {
  const args = {
    files: [{ id: slackFileId, title: name }],
    channel_id: slackChannel,
    initial_comment: comment,
    ...(threadTs === '' ? {} : { thread_ts: threadTs }),
  };
  try {
    await pacedCall(session, SHARE, args, { beforeSend });
    return true;
  } catch (error) {
    if (!(error instanceof SlackRefusal) || !UNKNOWN_UPLOAD.has(error.code)) throw error;
    return false;
  }
}

/** docs.slack.dev/reference/methods/files.completeUploadExternal, errors. */
const UNKNOWN_UPLOAD: ReadonlySet<string> = new Set(['file_not_found', 'file_deleted']);

/** True for an upload that Slack did not know when an older version shared it, which took that for a refusal. */
export const isForgottenUpload = (action: Action | undefined): boolean =>
  action?.kind === 'upload' && action.state === 'failed' && UNKNOWN_UPLOAD.has(action.detail);

/** Gets an address and sends the bytes; returns the file's id. The file is invisible until it is shared. */
async function upload(session: WorkspaceSession, file: FileToShare): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { body } = await pacedCall(session, 'files.getUploadURLExternal', {
        filename: file.name,
        length: file.sizeBytes,
      });
      const { upload_url: url, file_id: id } = clearAnswer('files.getUploadURLExternal', body);
      await uploadBytes(session, url, file);
      return id;
    } catch (error) {
      if (!(error instanceof SlackUnclear) || attempt === MAX_UPLOAD_ATTEMPTS) throw error;
    }
  }
}

/** How long Slack may say nothing while bytes are sent to it. */
const SILENCE_MS = 60_000;

/**
 * Streams the bytes of a file to the upload address. SlackUnclear when the upload fails; it may simply be repeated.
 * SourceError when the bytes cannot be read.
 */
export async function uploadBytes(
  { transport, signal }: Pick<WorkspaceSession, 'transport' | 'signal'>,
  url: string,
  { name, sizeBytes, open }: Pick<FileToShare, 'name' | 'sizeBytes' | 'open'>,
  silenceMs = SILENCE_MS,
): Promise<void> {
  const bytes = await open();
  const silence = makeSilence(silenceMs, signal);
  let outgoing: ClientRequest | undefined;
  let readFault: unknown;
  bytes.on('error', (error) => {
    // A request that fails ends what it is made from.
    if (outgoing?.destroyed !== true) readFault ??= error;
  });
  try {
    const agent = await transport.agentFor(url);
    const send = url.startsWith('http://') ? httpRequest : httpsRequest;
    const options: RequestOptions = {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'content-length': sizeBytes },
      signal: silence.signal,
      ...(agent === undefined ? {} : { agent }),
    };
    outgoing = send(url, options);
    const status = await Promise.race([
      answerTo(outgoing, bytes, silence),
      whenAborted(silence.signal),
    ]);
    if (status === PROXY_AUTHENTICATION)
      throw new SlackUnclear(UPLOAD, notice('proxy-wants-login'));
    if (status !== 200) throw new SlackUnclear(UPLOAD, `HTTP ${status}`);
  } catch (error) {
    signal.throwIfAborted();
    if (readFault instanceof KnownError) throw readFault;
    if (readFault !== undefined) throw unreadableFile(name, readFault);
    throw unclear(silence.signal.aborted ? silence.signal.reason : error);
  } finally {
    silence.end();
    bytes.destroy();
  }
}

const UPLOAD = 'files.upload';

/** Makes the error of an upload that may be repeated: nothing is shared before completeUploadExternal. */
function unclear(cause: unknown): SlackUnclear {
  if (cause instanceof SlackUnclear) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  return new SlackUnclear(UPLOAD, connectionFault(cause)?.notice ?? text, { cause });
}

/** Sends the bytes; returns the status of the answer. */
async function answerTo(
  outgoing: ClientRequest,
  bytes: Readable,
  silence: Silence,
): Promise<number> {
  let early: number | undefined;
  let failure: unknown;
  const answered = new Promise<number>((resolve, reject) => {
    outgoing.on('response', (response) => {
      response.resume();
      early = response.statusCode ?? 0;
      resolve(early);
    });
    outgoing.on('error', (error) => {
      failure ??= error;
      reject(error);
    });
  });
  answered.catch(() => undefined);
  // The pipeline alone would wait for the next bytes.
  outgoing.on('close', () => bytes.destroy());
  try {
    await pipeline(taken(bytes, silence), outgoing);
    return await answered;
  } catch (error) {
    // A proxy answers before the bytes are sent, and closes.
    if (early === PROXY_AUTHENTICATION) return early;
    throw failure ?? error;
  }
}

/** Passes bytes on, and counts the time in which Slack takes none. */
async function* taken(bytes: Readable, silence: Silence): AsyncGenerator<unknown> {
  for await (const chunk of bytes) {
    silence.restart();
    yield chunk;
    silence.pause();
  }
  silence.restart();
}

/** Rejects when the signal is aborted. A request that waits for its connection would not notice it. */
async function whenAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw signal.reason;
}
