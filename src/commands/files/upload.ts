import { messageKey } from '../../importers/ledger/keys.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import type { LossNote } from '../../mapping/losses.ts';
import { isDeliverable } from '../../mapping/messages/files.ts';
import type { Post } from '../../model/model.ts';
import {
  type ConversationReplay,
  deliverFile,
  type ReplayTarget,
  recordLosses,
} from '../workspace/deliver-post.ts';

/** What became of files that have rows; those of the Filenames column alone are counted beside them. */
export interface DeliveryTally {
  /** In the workspace now, whenever they were uploaded. */
  uploaded: number;
  legacyUploaded: number;
  refused: number;
  /** Their bytes are not to be had, or Slack takes no such file. */
  notDelivered: number;
  messageMissing: number;
}

export const NO_DELIVERY: Readonly<DeliveryTally> = {
  uploaded: 0,
  legacyUploaded: 0,
  refused: 0,
  notDelivered: 0,
  messageMissing: 0,
};

export function addDeliveries(tallies: readonly DeliveryTally[]): DeliveryTally {
  const sum = { ...NO_DELIVERY };
  for (const tally of tallies) for (const key of KEYS) sum[key] += tally[key];
  return sum;
}

const KEYS = Object.keys(NO_DELIVERY) as (keyof DeliveryTally)[];

/** Uploads the files of one conversation in the order of its posts; what the ledger knows is not done again. */
export async function deliverFiles(
  shared: ConversationReplay,
  target: ReplayTarget,
): Promise<DeliveryTally> {
  const tally = { ...NO_DELIVERY };
  const { channel, name } = target.conversation;
  shared.progress.at(name);
  for await (const page of shared.source.posts(channel.id, shared.range)) {
    for (const post of page) {
      if (post.files.length === 0) continue;
      shared.run.signal.throwIfAborted();
      const losses = await deliverPost(shared, target, post, tally);
      if (losses.length > 0) await recordLosses(shared, target, post, { losses });
    }
    shared.progress.advance(page.length);
  }
  return tally;
}

async function deliverPost(
  shared: ConversationReplay,
  target: ReplayTarget,
  post: Post,
  tally: DeliveryTally,
): Promise<readonly LossNote[]> {
  const losses: LossNote[] = [];
  const threadTs = threadOf(shared.run, post);
  for (const file of post.files) {
    const row = file.isLegacy === true ? 0 : 1;
    if (!isDeliverable(file)) {
      tally.notDelivered += row;
    } else if (threadTs === undefined) {
      tally.messageMissing += row;
      losses.push({ code: 'file_message_missing', old: file.name });
    } else if (await deliverFile(shared, target, { post, file, threadTs, losses })) {
      tally.uploaded += row;
      tally.legacyUploaded += 1 - row;
    } else tally.refused += row;
  }
  return losses;
}

/**
 * The thread that a post's files go into: its own, and for a reply that of its root. Newer messages stand below it
 * in the channel, so that is where a reader still finds them. Undefined when the message is not in the workspace.
 */
function threadOf({ ledger }: WorkspaceSession, post: Post): string | undefined {
  const message = ledger.get(messageKey(post.id, 0));
  if (message?.state !== 'done' || message.ts === '') return undefined;
  const root =
    post.thread.kind === 'reply' ? ledger.get(messageKey(post.thread.root.id, 0)) : undefined;
  return root?.ts || message.threadTs || message.ts;
}
