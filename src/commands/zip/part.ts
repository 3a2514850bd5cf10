import type { PackedBlock } from '../../importers/archive/packed-entries.ts';
import type { PostTally } from '../../mapping/account.ts';
import type { LossNote } from '../../mapping/losses.ts';
import type { ChannelId, UserId } from '../../model/model.ts';
import type { ExportPin } from '../../slack/export-format.ts';
import type { SlackTs } from '../../slack/shapes.ts';
import type { LossPlace } from '../run/loss-log.ts';

/** What consecutive posts of a conversation become, as plain data that a thread can hand over. */
export interface ConversationPart {
  readonly channel: ChannelId;
  readonly packed: PackedBlock;
  /** A line for each day file that ended, in order: `entryPart` of it. */
  readonly entries: string;
  /** Lines of the manifest about `ts`. */
  readonly ties: string;
  /** Lines of post-index.csv. */
  readonly postIndex: string;
  readonly losses: readonly PostLosses[];
  /** As `PostPacker` packs them. */
  readonly record: { readonly count: number; readonly bytes: Uint8Array<ArrayBuffer> };
  /** `ts` of recorded messages that are not the first of a post. */
  readonly furtherTs: readonly SlackTs[];
  readonly pins: readonly ExportPin[];
  readonly tally: PostTally;
  /** Accounts without a row that occurred. */
  readonly unknown: readonly UserId[];
  /** Digest of the bookmarks whose list is in the part; '' without one. */
  readonly listed: string;
  /** Posts that were read. */
  readonly posts: number;
}

export interface PostLosses {
  readonly place: LossPlace;
  readonly losses: readonly LossNote[];
}

/** The memory of parts that is handed over instead of copied. */
export const buffersOf = (parts: readonly ConversationPart[]): readonly ArrayBuffer[] =>
  parts.flatMap(({ packed, record }) => [
    packed.bytes.buffer,
    packed.directory.buffer,
    record.bytes.buffer,
  ]);
