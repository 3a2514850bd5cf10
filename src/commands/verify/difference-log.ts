import { KnownError } from '../../errors/errors.ts';
import type { Explanations } from '../../mapping/verify/explanations.ts';
import { type Exposures, makeExposures } from '../../mapping/verify/exposures.ts';
import type { Difference } from '../../mapping/verify/facts.ts';
import type { DifferenceCount } from '../../mapping/verify/report.ts';
import { errorLines } from '../../reports/notices.ts';

const MAX_SAMPLES = 10;

interface Tally {
  count: number;
  readonly first: DifferenceCount;
  readonly samples: string[];
}

/** Link to a post in Mattermost; its id where the channel is unknown. */
export type PostLink = (channelId: string, postId: string) => string;

/** Asks which posts were issued a `ts` by a run that wrote the target; both by the post's id. */
export type WereIssued = (ts: ReadonlyMap<string, string>) => Promise<ReadonlySet<string>>;

/** What a log asks about differences before it takes them for unexpected. */
export interface DifferenceChecks {
  readonly wereIssued: WereIssued;
  readonly exposures: Exposures;
}

const NO_CHECKS: DifferenceChecks = {
  wereIssued: async () => new Set(),
  exposures: makeExposures(() => false),
};

/** Differences of `ts` that wait for an answer; then all are asked about at once. */
const MAX_WAITING = 10_000;

/** Receives each difference as a line of JSON. */
export interface DifferenceLines {
  write(text: string): Promise<void>;
}

/**
 * Writes every difference into `differences.jsonl` and keeps the count and at most MAX_SAMPLES samples of each cause.
 */
export class DifferenceLog {
  /** Losses and pending changes that earlier commands recorded. */
  readonly explanations: Explanations;
  readonly #file: DifferenceLines;
  readonly #link: PostLink;
  readonly #tallies = new Map<string, Tally>();
  readonly #checks: DifferenceChecks;
  #waiting: Difference[] = [];

  constructor(
    file: DifferenceLines,
    explanations: Explanations,
    link: PostLink,
    checks: DifferenceChecks = NO_CHECKS,
  ) {
    this.#file = file;
    this.explanations = explanations;
    this.#link = link;
    this.#checks = checks;
  }

  /** What may be of a private conversation and is in a public one. */
  get exposures(): Exposures {
    return this.#checks.exposures;
  }

  async record(differences: readonly Difference[]): Promise<void> {
    for (const difference of differences) {
      await this.recordExpected(difference, this.explanations.causeOf(difference));
    }
  }

  /** Records a `ts` that the rule does not give, unless a run issued it; `target` is the `ts`. */
  async recordUnlessIssued(difference: Difference): Promise<void> {
    this.#waiting.push(difference);
    if (this.#waiting.length >= MAX_WAITING) await this.#recordWaiting();
  }

  async #recordWaiting(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length === 0) return;
    const asked = new Map(waiting.map(({ postId, target }) => [postId, target]));
    const issued = await this.#checks.wereIssued(asked);
    await this.record(waiting.filter(({ postId }) => !issued.has(postId)));
  }

  /** Records what still waits, and what was made public. Call once, after the last difference. */
  async finish(): Promise<void> {
    await this.#recordWaiting();
    await this.record(this.exposures.found());
  }

  /** Records a difference with a known cause; '' for none. */
  async recordExpected(difference: Difference, cause: string): Promise<void> {
    this.exposures.see(difference);
    this.#count(difference, cause);
    await this.#file.write(`${JSON.stringify(lineOf(difference, cause))}\n`);
  }

  /** Differences without a recorded cause: what was made public, then the others in the order of their occurrence. */
  unrecorded(): readonly DifferenceCount[] {
    const all = this.#summary().filter(({ cause }) => cause === '');
    const isPublic = ({ field }: DifferenceCount): boolean => field === 'public';
    return [...all.filter(isPublic), ...all.filter((each) => !isPublic(each))];
  }

  expected(): readonly DifferenceCount[] {
    return this.#summary().filter(({ cause }) => cause !== '');
  }

  #summary(): readonly DifferenceCount[] {
    return [...this.#tallies.values()].map(({ count, first, samples }) => ({
      ...first,
      count,
      samples,
    }));
  }

  #count(difference: Difference, cause: string): void {
    const { kind, thing, field } = difference;
    const key = [kind, thing, field, cause].join(' ');
    const tally = this.#tallies.get(key) ?? {
      count: 0,
      first: { kind, thing, field, cause, count: 0, samples: [] },
      samples: [],
    };
    this.#tallies.set(key, tally);
    tally.count += 1;
    if (tally.samples.length < MAX_SAMPLES) tally.samples.push(this.#sample(difference));
  }

  #sample({ postId, channelId, slackChannel, ts, name }: Difference): string {
    if (postId !== '') return this.#link(channelId, postId);
    return [slackChannel, ts, name].filter(Boolean).join(' ');
  }
}

function lineOf(difference: Difference, cause: string): Record<string, string> {
  const { kind, thing, field, postId, channelId, slackChannel, ts, name, source, target } =
    difference;
  return {
    kind,
    thing,
    field,
    cause,
    post: postId,
    channel: channelId,
    slack_channel: slackChannel,
    ts,
    name,
    source,
    target,
  };
}

/** Reason why something cannot be read, for differences.jsonl, which is in English in every language. */
export function reasonInEnglish(error: unknown): string {
  if (error instanceof KnownError) return errorLines(error, 'en').join('\n');
  return error instanceof Error ? error.message : String(error);
}
