import type { Line } from '../../errors/errors.ts';
import { archiveKey, channelKey } from '../../importers/ledger/keys.ts';
import { callOnce } from '../../importers/workspace/exactly-once.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import type { ChannelId } from '../../model/model.ts';
import { fileLinks } from '../run/file-links.ts';
import { livePosts } from '../run/scope.ts';
import { type CallCount, callCounts, forEachConversation } from '../workspace/each-conversation.ts';
import type { ReplaySetup } from '../workspace/session.ts';
import { type AddedEmoji, addEmoji } from './add-emoji.ts';
import type { FileInventory, FilesRun } from './inventory.ts';
import { addDeliveries, type DeliveryTally, deliverFiles } from './upload.ts';

export interface DeliveredFiles {
  readonly workspace: string;
  readonly tally: DeliveryTally;
  readonly emoji: AddedEmoji;
  readonly calls: readonly CallCount[];
  readonly warnings: readonly Line[];
}

/** Uploads the files of every conversation that the ledger knows in the workspace, and adds the emoji. */
export async function deliverAll(
  run: FilesRun & { readonly setup: ReplaySetup; readonly stock: FileInventory },
): Promise<DeliveredFiles> {
  const { setup, stock } = run;
  const { read, counts, tally: listed } = stock;
  const channels = new Map<ChannelId, string>();
  let filesWithoutChannel = 0;
  let strangers = 0;
  for (const { channel } of stock.conversations) {
    const made = setup.run.ledger.get(channelKey(channel.id));
    if (made?.state === 'done' && made.slackChannel !== '') {
      channels.set(channel.id, made.slackChannel);
    } else {
      strangers += 1;
      filesWithoutChannel += listed.rows.get(channel.id) ?? 0;
    }
  }
  const archived = archivedByApp(setup.run, channels);
  const tallies = await forEachConversation(
    {
      ...run,
      read,
      fileStore: run.store,
      channels,
      conversations: stock.conversations.filter(({ channel }) => channels.has(channel.id)),
      postsOf: (conversation) => livePosts(counts, [conversation]),
      isSync: false,
    },
    deliverFiles,
  );
  await rearchive(setup.run, archived);
  const tally = addDeliveries(tallies);
  tally.messageMissing += filesWithoutChannel;
  const warnings =
    strangers === 0
      ? []
      : [
          `${strangers} conversations are not in the workspace by the ledger: bring them with replay, or enter an import with adopt`,
        ];
  return {
    workspace: setup.workspace,
    tally,
    emoji: await addEmoji(setup.run, stock.emoji, emojiLinks(run)),
    calls: callCounts(setup.run.pacer.counts.calls),
    warnings,
  };
}

/** Undefined where nobody could fetch them: a link needs an address and a key, or a store that signs. */
function emojiLinks({ config, context, store }: FilesRun) {
  const { linkBaseUrl, linkKey } = config.delivery;
  const isServed = linkBaseUrl !== undefined && linkKey !== undefined;
  if (!isServed && (linkBaseUrl !== undefined || store.presign === undefined)) return undefined;
  const linkOf = fileLinks(config, context.todayMs())(store);
  if (linkOf === undefined) return undefined;
  return (emoji: FileInventory['emoji'][number]) =>
    linkOf({ ...emoji, name: `${emoji.slackName}.${emoji.mimeType.split('/')[1]}` });
}

/** The channels that we archived and that are archived still. */
function archivedByApp(
  { ledger }: WorkspaceSession,
  channels: ReadonlyMap<ChannelId, string>,
): ReadonlyMap<ChannelId, string> {
  const isArchived = (id: ChannelId): boolean => ledger.get(archiveKey(id))?.state === 'done';
  return new Map([...channels].filter(([id]) => isArchived(id)));
}

/** Archives again what was opened for its files. */
async function rearchive(
  run: WorkspaceSession,
  archived: ReadonlyMap<ChannelId, string>,
): Promise<void> {
  for (const [id, slackChannel] of archived) {
    await callOnce(run, {
      kind: 'archive',
      key: archiveKey(id),
      method: 'conversations.archive',
      args: { channel: slackChannel },
      channelId: id,
      slackChannel,
      alreadyDone: ['already_archived'],
    });
  }
}
