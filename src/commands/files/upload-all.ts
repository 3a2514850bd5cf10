import type { Delivery } from '../../config/files.ts';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { archiveKey } from '../../importers/ledger/keys.ts';
import type { OfMove } from '../../importers/ledger/ledger.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { addLeftOut, addLine, emptyLine, type LineTally } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { fileLinks } from '../run/file-links.ts';
import { livePosts } from '../run/scope.ts';
import { clockWarnings } from '../run/slack-access.ts';
import { type CallCount, callCounts, forEachConversation } from '../workspace/each-conversation.ts';
import { HeldBack, heldPlace } from '../workspace/held-back.ts';
import { channelsInLedger } from '../workspace/known-channels.ts';
import { archiveOnce } from '../workspace/members.ts';
import {
  type ReplayMessageSettings,
  replayContexts,
  type SlackChannels,
} from '../workspace/message-context.ts';
import { isNamed } from '../workspace/scope.ts';
import { type AddedEmoji, addEmoji } from './add-emoji.ts';
import type { ReadyEmoji } from './emoji.ts';
import type { FileInventory, FilesRun } from './inventory.ts';
import { deliverFiles } from './upload.ts';

/** Settings that shape messages and links. */
export interface UploadSettings extends ReplayMessageSettings {
  readonly delivery: Delivery;
}

export interface DeliveredFiles {
  readonly workspace: string;
  readonly files: LineTally;
  readonly emoji: AddedEmoji;
  readonly calls: readonly CallCount[];
  readonly warnings: readonly Line[];
}

/** Uploads the files of every conversation that the ledger has a channel for, and adds the emoji. */
export async function deliverAll(
  settings: UploadSettings,
  session: WorkspaceSession,
  run: FilesRun,
  inventory: FileInventory,
): Promise<DeliveredFiles> {
  const { scope, store, losses, context } = run;
  const channels = channelsInLedger(session.ledger, scope);
  const strangers = scope.conversations.filter(({ channel }) => !channels.has(channel.id));
  const archived = archivedByApp(session, scope.conversations, channels);
  const counts = await scope.postCounts();
  const held = new HeldBack();
  const lines = await forEachConversation(
    session,
    {
      conversations: scope.conversations.filter(({ channel }) => channels.has(channel.id)),
      channels,
      contextOf: replayContexts(settings, scope, channels),
      postsOf: (conversation) => livePosts(counts, [conversation]),
      held,
    },
    context,
    (lane, target) => {
      const log = { losses, progress: lane.progress, held: lane.held };
      return deliverFiles({ session: lane.session, scope, log, fileStore: store }, target);
    },
  );
  // Those that were unarchived for their files.
  for (const { channelId, slackChannel, place } of archived) {
    await held.around(place, () => archiveOnce(session, channelId, slackChannel));
  }
  const files = emptyLine();
  for (const line of lines) addLine(files, line);
  for (const stranger of strangers) {
    const { channel } = stranger;
    const rows = inventory.tally.rows.get(channel.id) ?? 0;
    const isUnseen = session.ledger.move.isDirectImported() && !isNamed(stranger);
    addLeftOut(files.leftOut, isUnseen ? 'message-unseen' : 'message-missing', rows);
    const burnOnRead = inventory.tally.burnOnRead.get(channel.id) ?? 0;
    addLeftOut(files.leftOut, 'post-left-out', burnOnRead);
  }
  const emoji = await addEmoji(session, inventory.emoji, emojiLinks(settings, run));
  held.throwIfAny();
  return {
    workspace: session.workspace,
    files,
    emoji,
    calls: callCounts(session.pacer.counts.calls),
    warnings: [...strangerWarnings(strangers, session.ledger), ...clockWarnings(session.client)],
  };
}

/** Direct and group messages of an import are in the workspace, where no app sees them. */
function strangerWarnings(
  strangers: readonly Conversation[],
  ledger: OfMove<'isDirectImported'>,
): readonly Line[] {
  const missing = ledger.move.isDirectImported() ? strangers.filter(isNamed) : strangers;
  const count = strangers.length - missing.length;
  return [
    ...(missing.length === 0
      ? []
      : [notice('conversations-not-in-workspace', { conversations: missing.length })]),
    ...(count === 0 ? [] : [notice('direct-imported', { count })]),
  ];
}

/**
 * Makes links to emoji. Undefined when Slack could not fetch them: a link needs an address and a key, or a store that
 * signs.
 */
function emojiLinks({ delivery }: UploadSettings, { context, store }: FilesRun) {
  const { linkBaseUrl, linkKey } = delivery;
  const isServed = linkBaseUrl !== undefined && linkKey !== undefined;
  if (!isServed && (linkBaseUrl !== undefined || store.presign === undefined)) return undefined;
  const linkOf = fileLinks({ delivery }, context.todayMs())(store);
  if (linkOf === undefined) return undefined;
  return (emoji: ReadyEmoji) =>
    linkOf({ ...emoji, name: `${emoji.slackName}.${emoji.mimeType.split('/')[1]}` });
}

/** Lists the channels that the app archived and that are still archived. */
function archivedByApp(
  { ledger }: WorkspaceSession,
  conversations: readonly Conversation[],
  channels: SlackChannels,
) {
  return conversations.flatMap((conversation) => {
    const { id: channelId } = conversation.channel;
    const slackChannel = channels.get(channelId);
    const isArchived = ledger.get(archiveKey(channelId))?.state === 'done';
    if (slackChannel === undefined || !isArchived) return [];
    return [{ channelId, slackChannel, place: heldPlace(conversation, slackChannel) }];
  });
}
