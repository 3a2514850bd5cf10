import type { Readable } from 'node:stream';
import { z } from 'zod';
import { type Action, intentOf } from '../ledger/ledger.ts';
import { SlackUnclear } from '../slack/slack-errors.ts';
import { doOnce } from './do-once.ts';
import { findShare } from './find-share.ts';
import { pacedCall, type ReplayRun } from './replay-run.ts';
import { uploadBytes } from './upload-bytes.ts';

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
const UPLOAD_ATTEMPTS = 3;

/**
 * Uploads and shares a file, once, in three steps. The file's id in Slack is known before it is shared, so it
 * goes into the intent: `files.info` tells later whether the share took effect.
 */
export function shareFile(run: ReplayRun, file: FileToShare): Promise<Action> {
  const { fileId, postId, channelId, slackChannel, threadTs } = file;
  const key = `upload:${fileId}`;
  let slackFileId = '';
  return doOnce(run, {
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
      slackFileId = await upload(run, file);
      await pacedCall(
        run,
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
    find: () => findShare(run, { fileId: run.ledger.get(key)?.fileId ?? '', slackChannel }),
  });
}

/** Gets an address, sends the bytes; gives the file's id. Nobody sees anything before it is shared. */
async function upload(run: ReplayRun, file: FileToShare): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { body } = await pacedCall(run, 'files.getUploadURLExternal', {
        filename: file.name,
        length: file.sizeBytes,
      });
      const { upload_url: url, file_id: id } = target.parse(body);
      await uploadBytes(url, await file.open(), file.sizeBytes, run.signal);
      return id;
    } catch (error) {
      if (!(error instanceof SlackUnclear) || attempt === UPLOAD_ATTEMPTS) throw error;
    }
  }
}
