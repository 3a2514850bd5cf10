import type { FoundList } from '../../mapping/verify/bookmark-lists.ts';
import type { ChannelId } from '../../model/model.ts';
import type { ArchiveComparison } from './zip-comparison.ts';
import type { ComparedPart, Finding, StretchEdges } from './zip-findings.ts';
import type { ComparedUnit } from './zip-unit.ts';

/** The `ts` of pinned posts by conversation. */
export type Pins = Map<ChannelId, string[]>;

/** What becomes of the parts of units. */
export interface UnitFold {
  readonly comparison: ArchiveComparison;
  readonly pins: Pins;
  /** Lists of bookmarks by conversation, in the order of time. */
  readonly lists: Map<ChannelId, FoundList[]>;
  /** Compares a unit here and now. */
  readonly compareAgain: (unit: ComparedUnit) => AsyncIterable<ComparedPart>;
  /** Called with each part that counts. */
  readonly onPart: (part: ComparedPart) => void;
}

/**
 * Adds up the parts of units, given in the order of the units; whatever the units are, the result is the same. Where a
 * stretch turns out to depend on the one before it, because messages lie in the files of other days or a thread's root
 * has another `ts`, the rest of its conversation is compared again in one go.
 */
export async function foldUnits(
  fold: UnitFold,
  units: readonly ComparedUnit[],
  parts: AsyncIterable<ComparedPart>,
): Promise<void> {
  const stretches = new StretchFold(fold, units);
  for await (const part of parts) {
    const unit = units[part.unit];
    if (unit?.stretch === undefined) {
      await stretches.release();
      await takePart(fold, part);
    } else await stretches.take(unit, part);
  }
  await stretches.release();
}

interface HeldStretch {
  readonly unit: ComparedUnit;
  readonly parts: readonly ComparedPart[];
  readonly edges: StretchEdges;
}

/** Holds each stretch until it is known that the next one changes nothing in it. */
class StretchFold {
  readonly #fold: UnitFold;
  readonly #units: readonly ComparedUnit[];
  #parts: ComparedPart[] = [];
  #held: HeldStretch | undefined;
  /** The conversation whose rest was compared again. */
  #done: ChannelId | undefined;
  #channel: ChannelId | undefined;
  /** Posts of released stretches of the conversation that were found elsewhere than the rule says. */
  #moved = new Map<string, number>();

  constructor(fold: UnitFold, units: readonly ComparedUnit[]) {
    this.#fold = fold;
    this.#units = units;
  }

  async take(unit: ComparedUnit, part: ComparedPart): Promise<void> {
    const [channel] = unit.channels;
    if (channel === this.#done) return;
    this.#parts.push(part);
    const { edges } = part;
    if (edges === undefined) return;
    const parts = this.#parts;
    this.#parts = [];
    if (channel !== this.#channel) {
      await this.release();
      this.#channel = channel;
      this.#moved = new Map();
    }
    const held = this.#held;
    if (held !== undefined && (held.edges.reachesOn || edges.reachesBack)) {
      this.#held = undefined;
      await this.#compareRest(held.unit, channel);
      return;
    }
    await this.release();
    if ([...edges.asked].some((id) => this.#moved.has(id))) {
      await this.#compareRest(unit, channel);
    } else this.#held = { unit, parts, edges };
  }

  /** Counts the stretch that is held. */
  async release(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    if (held === undefined) return;
    for (const part of held.parts) await takePart(this.#fold, part);
    for (const [id, micros] of held.edges.moved) this.#moved.set(id, micros);
  }

  async #compareRest(from: ComparedUnit, channel: ChannelId | undefined): Promise<void> {
    this.#done = channel;
    const rest = this.#units.filter(
      ({ number, channels }) => number >= from.number && channels[0] === channel,
    );
    const posts = rest.flatMap((unit) => unit.posts);
    const stretch = { fromMs: from.stretch?.fromMs, toMs: undefined, moved: this.#moved };
    for await (const part of this.#fold.compareAgain({ ...from, posts, stretch })) {
      await takePart(this.#fold, part);
    }
  }
}

async function takePart(fold: UnitFold, part: ComparedPart): Promise<void> {
  const { comparison, pins, lists, onPart } = fold;
  for (const finding of part.findings) await recordFinding(comparison, finding);
  comparison.tally.merge(part.counts);
  for (const id of part.unknown) comparison.unknown.add(id);
  for (const [channel, ts] of part.pins) {
    const known = pins.get(channel);
    if (known === undefined) pins.set(channel, [ts]);
    else known.push(ts);
  }
  for (const [channel, found] of part.lists) {
    lists.set(channel, [...(lists.get(channel) ?? []), ...found]);
  }
  onPart(part);
}

async function recordFinding(
  { differences, files }: Pick<ArchiveComparison, 'differences' | 'files'>,
  finding: Finding,
): Promise<void> {
  if (finding.kind === 'files') await files.check(finding.check);
  else if (finding.kind === 'unless-issued') {
    await differences.recordUnlessIssued(finding.difference);
  } else {
    const { difference, otherwise, isLater } = finding;
    await differences.record([difference], otherwise, isLater);
  }
}
