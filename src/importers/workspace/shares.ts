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

const sharesShape = z
  .array(
    z.looseObject({
      ts: z.string(),
      thread_ts: z.string().optional(),
      share_user_id: z.string().optional(),
    }),
  )
  .catch([]);

const shared = z.looseObject({
  file: z.looseObject({
    channels: z.array(z.string()).default([]),
    groups: z.array(z.string()).default([]),
    shares: z.record(z.string(), z.record(z.string(), sharesShape)).default({}),
  }),
});

/** Where a file is shared. */
interface Shares {
  readonly channels: ReadonlySet<string>;
  /** Messages of the shares by channel, as far as Slack tells them. */
  readonly messages: ReadonlyMap<string, z.infer<typeof sharesShape>>;
}

/** Reads where a file is shared; undefined when Slack has no such file. */
async function sharesOf(session: WorkspaceSession, fileId: string): Promise<Shares | undefined> {
  if (fileId === '') return undefined;
  try {
    const { file } = await readCall(pacedReading(session), 'files.info', { file: fileId }, shared);
    const messages = new Map(
      Object.values(file.shares).flatMap((byChannel) => Object.entries(byChannel)),
    );
    return { channels: new Set([...messages.keys(), ...file.channels, ...file.groups]), messages };
  } catch (error) {
    // An upload that was never completed is not a file yet.
    if (error instanceof SlackRefusal && UNKNOWN.has(error.code)) return undefined;
    throw error;
  }
}

const UNKNOWN: ReadonlySet<string> = new Set(['file_not_found', 'file_deleted']);

/** Finds a file in the channel; undefined when it was never shared there, or its id is unknown. */
export async function findShare(
  session: WorkspaceSession,
  { fileId, slackChannel }: SharePlace,
): Promise<{ readonly fileId: string } | undefined> {
  const shares = await sharesOf(session, fileId);
  return shares?.channels.has(slackChannel) === true ? { fileId } : undefined;
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

/** Finds a file in the channel as findShare does; deletes it when it is shared nowhere. */
export async function findShareOrWithdraw(
  session: WorkspaceSession,
  { fileId, slackChannel }: SharePlace,
): Promise<{ readonly fileId: string } | undefined> {
  const shares = await sharesOf(session, fileId);
  if (shares?.channels.has(slackChannel) === true) return { fileId };
  await withdraw(session, fileId, shares);
  return undefined;
}

/**
 * True when the message of a share is in the channel: a file is told as shared in a channel whose message of it was
 * deleted. A file that is shared nowhere is deleted.
 */
export async function isShareThereOrWithdraw(
  session: WorkspaceSession,
  { fileId, slackChannel }: SharePlace,
): Promise<boolean> {
  const shares = await sharesOf(session, fileId);
  for (const { ts, thread_ts: threadTs } of shares?.messages.get(slackChannel) ?? []) {
    const rootTs = threadTs || ts;
    // Nobody finds a thread whose root is gone, and its replies are sent again in another one.
    const isThread =
      rootTs === ts || (await isMessageThere(session, at(slackChannel, rootTs, rootTs)));
    if (isThread && (await isMessageThere(session, at(slackChannel, ts, rootTs)))) return true;
  }
  await withdraw(session, fileId, shares);
  return false;
}

/** Deletes a file of the app that is shared nowhere, so that a late share cannot appear beside the one sent instead. */
async function withdraw(
  session: WorkspaceSession,
  fileId: string,
  shares: Shares | undefined,
): Promise<void> {
  if (shares?.channels.size !== 0) return;
  await isGoneAfter(session, () => pacedCall(session, 'files.delete', { file: fileId }));
}

/**
 * Messages of the app by which a file is shared in the channel. They keep their text, the author's name and the time,
 * when the file alone is deleted.
 */
export async function ownShares(
  session: WorkspaceSession,
  { fileId, slackChannel }: SharePlace,
): Promise<readonly string[]> {
  const shares = await sharesOf(session, fileId);
  const messages = shares?.messages.get(slackChannel) ?? [];
  return messages.flatMap(({ ts, share_user_id: user = session.botUserId }) =>
    user === session.botUserId ? [ts] : [],
  );
}

const at = (slackChannel: string, ts: string, rootTs: string) => ({ slackChannel, ts, rootTs });

const found = z.looseObject({ messages: z.array(z.looseObject({ ts: z.string() })) });
const NO_MESSAGE: ReadonlySet<string> = new Set(['thread_not_found', 'message_not_found']);

async function isMessageThere(
  session: WorkspaceSession,
  { slackChannel: channel, ts, rootTs }: Readonly<Record<'slackChannel' | 'ts' | 'rootTs', string>>,
): Promise<boolean> {
  const args = { channel, ts: rootTs, oldest: ts, latest: ts, inclusive: true };
  try {
    const read = await readCall(pacedReading(session), 'conversations.replies', args, found);
    return read.messages.some((message) => message.ts === ts);
  } catch (error) {
    if (error instanceof SlackRefusal && NO_MESSAGE.has(error.code)) return false;
    throw error;
  }
}
