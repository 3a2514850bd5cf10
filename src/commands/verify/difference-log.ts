import { KnownError } from '../../errors/errors.ts';
import type { Explanations } from '../../mapping/verify/explanations.ts';
import { type Exposures, makeExposures } from '../../mapping/verify/exposures.ts';
import type { Difference } from '../../mapping/verify/facts.ts';
import type { LaterDifferences } from '../../mapping/verify/later.ts';
import type { DifferencePlace, PlaceCount, PlaceNames } from '../../mapping/verify/places.ts';
import type { DifferenceCount } from '../../mapping/verify/report.ts';
import { bySeverity } from '../../mapping/verify/severity.ts';
import { errorLines } from '../../reports/notices.ts';

const MAX_SAMPLES = 10;
const MAX_PLACES = 20;

interface Tally {
  count: number;
  readonly first: Pick<DifferenceCount, 'kind' | 'thing' | 'field' | 'cause'>;
  readonly samples: string[];
  /** By type and name: as many as there are conversations at most. */
  readonly places: Map<string, DifferencePlace & { count: number }>;
}

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
 * Writes every difference into `differences.jsonl` and keeps the count of each cause, with at most MAX_SAMPLES
 * samples and the MAX_PLACES conversations that have the most.
 */
export class DifferenceLog {
  /** Losses and pending changes that earlier commands recorded. */
  readonly explanations: Explanations;
  readonly #file: DifferenceLines;
  readonly #places: PlaceNames;
  readonly #tallies = new Map<string, Tally>();
  readonly #checks: DifferenceChecks;
  #waiting: Difference[] = [];
  #later = 0;

  constructor(
    file: DifferenceLines,
    explanations: Explanations,
    places: PlaceNames,
    checks: DifferenceChecks = NO_CHECKS,
  ) {
    this.#file = file;
    this.explanations = explanations;
    this.#places = places;
    this.#checks = checks;
  }

  /** What may be of a private conversation and is in a public one. */
  get exposures(): Exposures {
    return this.#checks.exposures;
  }

  /**
   * Records differences with their recorded causes; `otherwise` is the cause of one that has none. `isLater`: they
   * came up after the target was made.
   */
  async record(differences: readonly Difference[], otherwise = '', isLater = false): Promise<void> {
    for (const difference of differences) {
      const cause = this.explanations.causeOf(difference) || otherwise;
      if (isLater && cause === '') this.#later += 1;
      await this.recordExpected(difference, cause);
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

  /** Differences without a recorded cause, the most severe first. */
  unrecorded(): readonly DifferenceCount[] {
    return bySeverity(this.#summary().filter(({ cause }) => cause === ''));
  }

  /** Divides those without a recorded cause by what the target has seen of the source. */
  later(seenToMs: number): LaterDifferences {
    const all = this.unrecorded().reduce((sum, { count }) => sum + count, 0);
    return { seenToMs, count: this.#later, others: all - this.#later };
  }

  expected(): readonly DifferenceCount[] {
    return bySeverity(this.#summary().filter(({ cause }) => cause !== ''));
  }

  #summary(): readonly DifferenceCount[] {
    return [...this.#tallies.values()].map(({ count, first, samples, places }) => {
      const most = [...places.values()].toSorted((a, b) => b.count - a.count);
      const shown: readonly PlaceCount[] = most.slice(0, MAX_PLACES);
      return { ...first, count, samples, places: shown, otherPlaces: most.length - shown.length };
    });
  }

  #count(difference: Difference, cause: string): void {
    const { kind, thing, field } = difference;
    const key = [kind, thing, field, cause].join(' ');
    const tally: Tally = this.#tallies.get(key) ?? {
      count: 0,
      first: { kind, thing, field, cause },
      samples: [],
      places: new Map(),
    };
    this.#tallies.set(key, tally);
    tally.count += 1;
    if (tally.samples.length < MAX_SAMPLES) tally.samples.push(this.#places.sampleOf(difference));
    const place = this.#places.placeOf(difference);
    if (place !== undefined) countPlace(tally.places, place);
  }
}

function countPlace(places: Tally['places'], place: DifferencePlace): void {
  const key = `${place.type} ${place.name}`;
  const known = places.get(key) ?? { ...place, count: 0 };
  places.set(key, known);
  known.count += 1;
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
