import { z } from 'zod';
import { KnownError } from '../../errors/errors.ts';
import { SlackRefusal, SlackUnclear } from '../slack/errors.ts';
import { readCall } from '../slack/reading.ts';
import { isGoneAfter } from './gone.ts';
import { pacedCall, pacedReading, type WorkspaceSession } from './session.ts';

/** A file of the app and the channel that it is shared in. */
export interface SharePlace {
  /** Slack's id; '' when it is unknown. */
  readonly fileId: string;
  readonly slackChannel: string;
}

const shared = z.looseObject({
  file: z.looseObject({
    channels: z.array(z.string()).default([]),
    groups: z.array(z.string()).default([]),
    shares: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  }),
});

/** Reads the channels that a file is shared in; undefined when Slack has no such file. */
async function channelsOf(
  session: WorkspaceSession,
  fileId: string,
): Promise<ReadonlySet<string> | undefined> {
  if (fileId === '') return undefined;
  try {
    const { file } = await readCall(pacedReading(session), 'files.info', { file: fileId }, shared);
    const inShares = Object.values(file.shares).flatMap((byChannel) => Object.keys(byChannel));
    return new Set([...inShares, ...file.channels, ...file.groups]);
  } catch (error) {
    // An upload that was never completed is not a file yet.
    const isUnknown = error instanceof SlackRefusal && UNKNOWN.has(error.code);
    if (isUnknown) return undefined;
    throw error;
  }
}

const UNKNOWN: ReadonlySet<string> = new Set(['file_not_found', 'file_deleted']);

/** Finds a file in the channel; undefined when it was never shared there, or its id is unknown. */
export async function findShare(
  session: WorkspaceSession,
  { fileId, slackChannel }: SharePlace,
): Promise<{ readonly fileId: string } | undefined> {
  const channels = await channelsOf(session, fileId);
  return channels?.has(slackChannel) === true ? { fileId } : undefined;
}

/** Looks, with pauses between them, before a share that Slack confirmed counts as unclear. */
const LOOKS = 4;

/**
 * Reads a share back. Slack processes a file after it has answered (docs.slack.dev/reference/methods/
 * files.getUploadURLExternal), so the share may be late. SlackUnclear when it is not there after some seconds, and when
 * it cannot be read, however that failed: the file may be shared, so its intent must stay.
 */
export async function confirmShare(session: WorkspaceSession, place: SharePlace): Promise<void> {
  try {
    for (let look = 1; look <= LOOKS; look += 1) {
      if ((await findShare(session, place)) !== undefined) return;
      const { clock, signal } = session;
      if (look < LOOKS) await clock.sleep(clock.pauseMs * 2 ** (look - 1), signal);
    }
  } catch (error) {
    if (error instanceof KnownError) throw error;
    throw new SlackUnclear('files.info', String(error), { cause: error });
  }
  throw new SlackUnclear('files.info', 'not shared yet');
}

/**
 * Finds a file in the channel; deletes it when it is shared nowhere, so that a late share cannot appear beside the one
 * that is sent in its place.
 */
export async function findShareOrWithdraw(
  session: WorkspaceSession,
  { fileId, slackChannel }: SharePlace,
): Promise<{ readonly fileId: string } | undefined> {
  const channels = await channelsOf(session, fileId);
  if (channels?.has(slackChannel) === true) return { fileId };
  if (channels?.size === 0) {
    await isGoneAfter(session, () => pacedCall(session, 'files.delete', { file: fileId }));
  }
  return undefined;
}
