import { z } from 'zod';
import { problemOf, StoppedError } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';
import type { SlackMethod } from '../../slack/methods.ts';
import { slackTargetError } from '../slack/errors.ts';
import { type Reading, readCall } from '../slack/reading.ts';

/** Calls that bring content into a channel, by the argument that names the channel. */
const CONTENT: Partial<Readonly<Record<SlackMethod, string>>> = {
  'bookmarks.add': 'channel_id',
  'chat.postMessage': 'channel',
  'chat.update': 'channel',
  'conversations.canvases.create': 'channel_id',
  'conversations.setPurpose': 'channel',
  'conversations.setTopic': 'channel',
  'files.completeUploadExternal': 'channel_id',
};

/** How long a channel counts as private once Slack said so. An owner may make it public at any time. */
const BELIEVED_MS = 60_000;

const described = z.looseObject({ channel: z.looseObject({ is_private: z.boolean() }) });

/**
 * Keeps what is not public in Mattermost out of channels that everybody in Slack can read. A run takes days, and people
 * may change a channel meanwhile.
 */
export class PrivateChannels {
  #problems: ReadonlyMap<string, Notice> = new Map();
  readonly #seenMs = new Map<string, number>();

  /**
   * Sets the channels of Slack that hold what is not public in Mattermost, in the place of those before, each with what
   * is wrong where it is public.
   */
  keep(problems: ReadonlyMap<string, Notice>): void {
    this.#problems = problems;
  }

  /**
   * Makes sure before a call goes out that it brings nothing private into a public channel; asks Slack when it has not
   * been asked for a while. StoppedError otherwise, and when Slack does not tell.
   */
  async check(
    reading: Reading,
    method: SlackMethod,
    args: Readonly<Record<string, unknown>>,
    nowMs: number,
  ): Promise<void> {
    const named = args[CONTENT[method] ?? ''];
    const channel = typeof named === 'string' ? named : '';
    const problem = this.#problems.get(channel);
    if (problem === undefined) return;
    if (nowMs - (this.#seenMs.get(channel) ?? Number.NEGATIVE_INFINITY) < BELIEVED_MS) return;
    if (!(await isPrivate(reading, channel))) throw stopped(problem);
    this.#seenMs.set(channel, nowMs);
  }
}

async function isPrivate(reading: Reading, channel: string): Promise<boolean> {
  try {
    const read = await readCall(reading, 'conversations.info', { channel }, described);
    return read.channel.is_private;
  } catch (error) {
    // No refusal of the call that is to follow: what that is about would count as refused.
    const known = slackTargetError(error);
    if (known === undefined) throw error;
    throw stopped(problemOf(known), error);
  }
}

const stopped = (problem: Notice | string, cause?: unknown): StoppedError =>
  new StoppedError(notice('stopped-resumable', { problem }), { cause });
