import { channelKey } from '../../importers/ledger/keys.ts';
import type { Ledger } from '../../importers/ledger/ledger.ts';
import type { ChannelId } from '../../model/model.ts';
import type { Scope } from '../run/scope.ts';
import type { SlackChannels } from './message-context.ts';
import type { WorkspaceScope } from './scope.ts';

/** Channels that the ledger has for the conversations. */
export function channelsInLedger(
  ledger: Pick<Ledger, 'get'>,
  { conversations }: Pick<Scope, 'conversations'>,
): SlackChannels {
  const channels = new Map<ChannelId, string>();
  for (const { channel } of conversations) {
    const made = ledger.get(channelKey(channel.id));
    if (made?.state === 'done' && made.slackChannel !== '') {
      channels.set(channel.id, made.slackChannel);
    }
  }
  return channels;
}

/** Channels that the ledger or the decisions have for the conversations. */
export function channelsInWorkspace(
  ledger: Pick<Ledger, 'get'>,
  scope: Pick<WorkspaceScope, 'conversations' | 'places'>,
): SlackChannels {
  const placed = [...scope.places].map(([id, place]) => [id, place.id] as const);
  return new Map([...channelsInLedger(ledger, scope), ...placed]);
}
