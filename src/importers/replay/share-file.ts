import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Action } from '../ledger/ledger.ts';
import { readCall } from '../slack/read-calls.ts';
import { SlackRefusal, SlackUnclear } from '../slack/slack-errors.ts';
import { doOnce } from './do-once.ts';
import { reading } from './find-message.ts';
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
  const intent = { key, kind: 'upload', channelId, postId, slackChannel, threadTs } as const;
  let slackFileId = '';
  return doOnce(run, {
    get intent() {
      return { ...intent, fileId: slackFileId, digest: '' };
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
    async find() {
      const known = run.ledger.get(key)?.fileId ?? '';
      return known !== '' && (await isShared(run, known, slackChannel))
        ? { fileId: known }
        : undefined;
    },
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

const shares = z.looseObject({
  file: z.looseObject({
    channels: z.array(z.string()).default([]),
    groups: z.array(z.string()).default([]),
    shares: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  }),
});

async function isShared(run: ReplayRun, fileId: string, channel: string): Promise<boolean> {
  try {
    const { file } = await readCall(reading(run), 'files.info', { file: fileId }, shares);
    const inShares = Object.values(file.shares).some((byChannel) => channel in byChannel);
    return inShares || file.channels.includes(channel) || file.groups.includes(channel);
  } catch (error) {
    // An upload that was never completed is no file yet.
    if (error instanceof SlackRefusal && error.code === 'file_not_found') return false;
    throw error;
  }
}
