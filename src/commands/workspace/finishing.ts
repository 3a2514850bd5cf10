import { archiveKey, channelKey } from '../../importers/ledger/keys.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { TargetChannel } from '../../mapping/plan/target.ts';
import type { ChannelId } from '../../model/model.ts';
import type { LossRecorder } from '../run/loss-log.ts';
import { type HeldBack, heldPlace } from './held-back.ts';
import type { SlackChannels } from './message-context.ts';
import type { WorkspaceScope } from './scope.ts';

/** What the last steps of a run need, which come after the history. */
export interface ChannelFinishing {
  readonly session: WorkspaceSession;
  readonly scope: WorkspaceScope;
  readonly channels: SlackChannels;
  readonly losses: LossRecorder;
  readonly held: HeldBack;
}

/**
 * Works on the channel of a conversation once nothing of its history waits: people are invited last, and an archived
 * channel takes no messages.
 */
export async function whenComplete(
  { channels, held }: Pick<ChannelFinishing, 'channels' | 'held'>,
  conversation: Conversation,
  work: () => Promise<void>,
): Promise<void> {
  const { id } = conversation.channel;
  if (held.isHistoryWaiting(id)) return;
  await held.around(heldPlace(conversation, channels.get(id) ?? ''), work);
}

/**
 * True for a channel that is archived, but not by the app: members cannot be invited, and an import adds them itself.
 */
export function isClosedByOthers(
  { ledger }: WorkspaceSession,
  id: ChannelId,
  place: TargetChannel | undefined,
): boolean {
  if (place?.isArchived !== true) return false;
  const isImported = ledger.get(channelKey(id))?.origin === 'import';
  return isImported || ledger.get(archiveKey(id)) === undefined;
}
