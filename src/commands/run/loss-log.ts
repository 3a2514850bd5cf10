import {
  LOSS_CODES,
  type LossCode,
  type LossNote,
  type LossSummary,
} from '../../mapping/losses.ts';
import type { Permalink } from '../../mapping/permalinks.ts';
import { cutText } from '../../mapping/text.ts';
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

/** Enough of a value to recognise it, but not the post: reports are passed on. */
const MAX_VALUE_CHARACTERS = 80;

/** Destination of lines. */
export interface LineSink {
  write(line: string): Promise<void>;
}

/** Records every loss in `losses.jsonl` and keeps the count and some samples of each code. */
export class LossLog {
  readonly #file: LineSink;
  readonly #known: ReadonlySet<string>;
  readonly #tally = new LossTally();

  /** `known`: lines of earlier runs, which are not recorded again. */
  constructor(file: LineSink, known: ReadonlySet<string> = new Set()) {
    this.#file = file;
    this.#known = known;
  }

  async record(place: LossPlace, losses: readonly LossNote[]): Promise<void> {
    const lines = losses.map((loss) => ({ loss, line: JSON.stringify(lossLine(place, loss)) }));
    const fresh = lines.filter(({ line }) => !this.#known.has(line));
    this.#tally.add(
      fresh.map(({ loss }) => loss),
      () => place.link,
    );
    for (const { line } of fresh) await this.#file.write(`${line}\n`);
  }

  /** By code, in the order of the catalogue. */
  summary(): readonly LossSummary[] {
    return this.#tally.summary();
  }
}

function lossLine(place: LossPlace, loss: LossNote): Record<string, unknown> {
  return {
    code: loss.code,
    post: place.postId,
    channel: place.channelId,
    link: place.link,
    old: shortValue(loss.old),
    new: shortValue(loss.new),
  };
}

function shortValue(value: string | undefined): string | undefined {
  return value === undefined ? undefined : cutText(value, MAX_VALUE_CHARACTERS);
}
