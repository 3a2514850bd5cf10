import { StoppedError } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';
import type { Source } from '../../exporters/source.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { channelLabel } from '../../mapping/decisions.ts';
import type { Post } from '../../model/model.ts';
import type { ReplayTarget } from './deliver-post.ts';
import type { SlackChannels } from './message-context.ts';

/** Has every call of the session look that channels of what is not public in Mattermost are not public in Slack. */
export function keepPrivate(
  { privateChannels }: Pick<WorkspaceSession, 'privateChannels'>,
  conversations: readonly Conversation[],
  channels: SlackChannels,
): void {
  const problems = new Map<string, Notice>();
  for (const { channel } of conversations) {
    const slackChannel = channels.get(channel.id);
    if (channel.type === 'public' || slackChannel === undefined) continue;
    problems.set(slackChannel, publicPlace(channel, channel.type, slackChannel));
  }
  privateChannels.keep(problems);
}

type PlacedIn = Pick<ReplayTarget, 'conversation' | 'slackChannel'>;

/**
 * Throws a StoppedError when a channel that was public when the run began is public no more. Asked after posts were read:
 * those that were written since are private, and everybody in Slack could read them.
 */
export async function requireStillPublic(
  source: Pick<Source, 'isHidden'>,
  { conversation: { channel }, slackChannel }: PlacedIn,
): Promise<void> {
  if (channel.type !== 'public' || !(await source.isHidden(channel.id))) return;
  const problem = publicPlace(channel, 'private', slackChannel);
  throw new StoppedError(notice('stopped-resumable', { problem }));
}

/** Yields pages of posts of a conversation, each after another look that its channel is still public. */
export async function* whileStillPublic(
  source: Pick<Source, 'isHidden'>,
  target: PlacedIn,
  pages: AsyncIterable<readonly Post[]>,
): AsyncGenerator<readonly Post[]> {
  for await (const page of pages) {
    await requireStillPublic(source, target);
    yield page;
  }
}

function publicPlace(
  { id: channelId }: Conversation['channel'],
  type: Conversation['channel']['type'],
  target: string,
): Notice {
  const channel = channelLabel({ type, channelId, team: '', name: '' });
  return notice('target-channel-public', { channel, type, target });
}
