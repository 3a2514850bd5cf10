import { join } from 'node:path';
import { z } from 'zod';
import { channelKey, messageKey } from '../../importers/ledger/keys.ts';
import type { Ledger, LedgerLoss, LossOwner, PlacedLoss } from '../../importers/ledger/ledger.ts';
import { LOSS_CODES, type LossNote, type LossSummary } from '../../mapping/losses.ts';
import { channelId as asChannelId, postId as asPostId } from '../../model/model.ts';
import { AtomicFile } from '../../system/atomic-file.ts';
import { jsonOfLine, linesOf } from '../../system/lines.ts';
import { LossLog, type LossPlace, type LossRecorder, LossTally } from '../run/loss-log.ts';
import { LOSS_FILES } from '../run/record-files.ts';
import type { Scope } from '../run/scope.ts';

/** What links are made of, and the channels of a run. */
interface LossScope extends Pick<Scope, 'conversations' | 'permalink'> {
  readonly workspace: Pick<Scope['workspace'], 'conversations'>;
}

/**
 * Losses of a workspace, kept in its ledger over all runs; `replay-losses.jsonl` shows what the ledger holds. What a
 * call causes is in the ledger with the call; here is entered what reading the source tells.
 */
export class WorkspaceLosses implements LossRecorder {
  readonly #ledger: Ledger;
  readonly #path: string;
  readonly #before: number;
  /** Of channels themselves, by channel: each run tells all of them again. */
  readonly #ofChannels = new Map<string, PlacedLoss[]>();
  #savedChanges = -1;
  #linkOf = (_channelId: string, postId: string): string => postId;

  /** `path`: of the file. Losses that a ledger of an older version lacks are not entered; see `open`. */
  constructor(ledger: Ledger, path: string) {
    this.#ledger = ledger;
    this.#path = path;
    this.#before = ledger.newestLoss();
  }

  /** Opens the losses; those of an older version, which had them in the file alone, are entered first. */
  static async open(ledger: Ledger, workDirectory: string): Promise<WorkspaceLosses> {
    const path = join(workDirectory, LOSS_FILES.replay);
    if (ledger.lacksLosses()) await ledger.enterOldLosses(readOldLosses(path));
    return new WorkspaceLosses(ledger, path);
  }

  /** Begins a pass over the channels; what one that failed told of them is told again. */
  begin(): void {
    this.#ofChannels.clear();
  }

  /** Records what reading tells of a post, in the place of what it told before; adds a loss to those of a channel. */
  async record({ postId, channelId, link }: LossPlace, losses: readonly LossNote[]): Promise<void> {
    if (postId === undefined) {
      const placed = losses.map((loss) => ({ ...loss, link }));
      this.#ofChannels.set(channelId, [...(this.#ofChannels.get(channelId) ?? []), ...placed]);
      return;
    }
    const key = messageKey(postId, 0);
    // The losses of a message that an import made are those of its archive, but for what a repair did around it.
    const isImported = this.#ledger.get(key)?.origin === 'import';
    const told = isImported
      ? losses.filter(({ code }) => code === 'thread_root_sent_again')
      : losses;
    if (!isImported || told.length > 0) this.#ledger.setLosses({ key, channelId, postId }, told);
  }

  /** Enters the losses of the channels that were visited, and writes the file when a loss has changed. */
  async save({ workspace, conversations, permalink }: LossScope): Promise<void> {
    for (const id of ['', ...conversations.map(({ channel }) => channel.id)]) {
      const owner = { key: channelKey(id), channelId: id, postId: '' };
      this.#ledger.setLosses(owner, this.#ofChannels.get(id) ?? []);
    }
    await this.show({ workspace, permalink });
  }

  /** Writes the file when a loss has changed. */
  async show({ workspace, permalink }: Omit<LossScope, 'conversations'>): Promise<void> {
    const changes = this.#ledger.lossChanges();
    if (changes === this.#savedChanges) return;
    const channels = new Map(workspace.conversations.map(({ channel }) => [channel.id, channel]));
    this.#linkOf = (channelId, postId) => {
      const channel = channels.get(asChannelId(channelId));
      return channel === undefined ? postId : permalink(channel, asPostId(postId));
    };
    await this.#write();
    this.#savedChanges = changes;
  }

  /** By code: all losses of the workspace, or those that this run entered. */
  summary(of: 'all' | 'this-run'): readonly LossSummary[] {
    const tally = new LossTally();
    for (const loss of this.#ledger.losses(of === 'all' ? 0 : this.#before)) {
      tally.add([loss], () => this.#placeOf(loss).link);
    }
    return tally.summary();
  }

  async #write(): Promise<void> {
    const file = await AtomicFile.create(this.#path);
    try {
      const log = new LossLog(file);
      for (const loss of this.#ledger.losses()) await log.record(this.#placeOf(loss), [loss]);
      await file.close();
      await file.commit();
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  #placeOf({ postId, channelId, link }: LedgerLoss): LossPlace {
    return {
      postId: postId === '' ? undefined : postId,
      channelId,
      link: link ?? this.#linkOf(channelId, postId),
    };
  }
}

const oldLine = z.looseObject({
  code: z.enum(LOSS_CODES),
  post: z.string().default(''),
  channel: z.string(),
  link: z.string(),
  old: z.string().optional(),
  new: z.string().optional(),
});

/** Reads the lines of an older version. Skips those that a kill cut off; nothing when there is no file. */
async function* readOldLosses(path: string): AsyncGenerator<LossOwner & PlacedLoss> {
  for await (const line of linesOf(path)) {
    const { data } = oldLine.safeParse(jsonOfLine(line));
    if (data === undefined) continue;
    const { post: postId, channel: channelId, link, code } = data;
    yield {
      key: postId === '' ? channelKey(channelId) : messageKey(postId, 0),
      postId,
      channelId,
      code,
      // The link to a post is made anew.
      ...(postId === '' ? { link } : {}),
      ...(data.old === undefined ? {} : { old: data.old }),
      ...(data.new === undefined ? {} : { new: data.new }),
    };
  }
}
