import {
  LOSS_CODES,
  type LossCode,
  type LossNote,
  type LossSummary,
  shortLoss,
} from '../../mapping/losses.ts';
import type { Permalink } from '../../mapping/permalinks.ts';
import type { Channel } from '../../model/model.ts';

const MAX_SAMPLES = 20;

/** Counts losses by code and keeps a few links of each. */
export class LossTally {
  readonly #known = new Map<LossCode, { count: number; samples: string[] }>();

  add(losses: readonly LossNote[], link: () => string): void {
    for (const { code } of losses) {
      const known = this.#known.get(code) ?? { count: 0, samples: [] };
      known.count += 1;
      if (known.samples.length < MAX_SAMPLES) known.samples.push(link());
      this.#known.set(code, known);
    }
  }

  /** Adds the counts of posts that come behind those of this tally. */
  merge(summaries: readonly LossSummary[]): void {
    for (const { code, count, samples } of summaries) {
      const known = this.#known.get(code) ?? { count: 0, samples: [] };
      known.count += count;
      known.samples.push(...samples.slice(0, MAX_SAMPLES - known.samples.length));
      this.#known.set(code, known);
    }
  }

  count(code: LossCode): number {
    return this.#known.get(code)?.count ?? 0;
  }

  /** Returns counts and samples by code, in the order of the catalogue. */
  summary(): readonly LossSummary[] {
    return LOSS_CODES.flatMap((code) => {
      const known = this.#known.get(code);
      return known === undefined ? [] : [{ code, ...known }];
    });
  }
}

/** Place of a loss. */
export interface LossPlace {
  readonly postId: string | undefined;
  readonly channelId: string;
  readonly link: string;
}

/** Returns the place of a loss of a channel itself. */
export function channelPlace(channel: Channel, permalink: Permalink): LossPlace {
  return { postId: undefined, channelId: channel.id, link: permalink(channel, undefined) };
}

/** Takes the losses of a run. */
export interface LossRecorder {
  record(place: LossPlace, losses: readonly LossNote[]): Promise<void>;
}

/** Destination of lines. */
export interface LineSink {
  write(line: string): Promise<void>;
}

/** Records every loss as a line of a file and keeps the count and some samples of each code. */
export class LossLog implements LossRecorder {
  readonly #file: LineSink;
  readonly #tally = new LossTally();

  constructor(file: LineSink) {
    this.#file = file;
  }

  async record(place: LossPlace, losses: readonly LossNote[]): Promise<void> {
    this.#tally.add(losses, () => place.link);
    for (const loss of losses) {
      await this.#file.write(`${JSON.stringify(lossLine(place, shortLoss(loss)))}\n`);
    }
  }

  /** By code, in the order of the catalogue. */
  summary(): readonly LossSummary[] {
    return this.#tally.summary();
  }
}

const lossLine = (place: LossPlace, loss: LossNote): Record<string, unknown> => ({
  code: loss.code,
  post: place.postId,
  channel: place.channelId,
  link: place.link,
  old: loss.old,
  new: loss.new,
});
