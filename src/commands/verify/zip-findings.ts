import type { FoundList } from '../../mapping/verify/bookmark-lists.ts';
import type { Difference } from '../../mapping/verify/facts.ts';
import type { ChannelId, UserId } from '../../model/model.ts';
import { type ComparedCounts, type ComparedTally, makeComparedTally } from './account.ts';
import type { FileCheck } from './zip-files.ts';

/** Something that a comparison found, in the order in which it is told. */
export type Finding =
  /** `otherwise` is the cause of a difference that no record explains. */
  | {
      readonly kind: 'difference';
      readonly difference: Difference;
      readonly otherwise: string;
      /** True for one that came up after the archives were made. */
      readonly isLater: boolean;
    }
  /** A `ts` that the rule does not give, which a run may have issued. */
  | { readonly kind: 'unless-issued'; readonly difference: Difference }
  /** Files of a message, which are looked up where the archives' files are known. */
  | { readonly kind: 'files'; readonly check: FileCheck };

/** What a unit of posts became, or a part of it: plain data that a thread can hand over. */
export interface ComparedPart {
  /** Number of the unit. */
  readonly unit: number;
  readonly findings: readonly Finding[];
  readonly counts: ComparedCounts;
  /** The `ts` of pinned posts, with their conversations. */
  readonly pins: readonly (readonly [channel: ChannelId, ts: string])[];
  /** Lists of bookmarks, with their conversations. */
  readonly lists: readonly (readonly [channel: ChannelId, lists: readonly FoundList[]])[];
  /** Accounts without a row that occurred, in the order in which they did. */
  readonly unknown: readonly UserId[];
  /** Posts that were read. */
  readonly posts: number;
  /** With the last part of a stretch. */
  readonly edges: StretchEdges | undefined;
}

/** What the neighbours of a stretch must know of it. */
export interface StretchEdges {
  /** True when its day files begin with messages of other days. */
  readonly reachesBack: boolean;
  /** True when its day files have messages of later days. */
  readonly reachesOn: boolean;
  /** Posts that were found elsewhere than the rule says, by their ids; in microseconds. */
  readonly moved: ReadonlyMap<string, number>;
  /** Posts before the stretch whose `ts` were asked for. */
  readonly asked: ReadonlySet<string>;
}

/** Findings and posts of a part; when there are as many, it is handed over before the unit ends. */
const MAX_FINDINGS = 2_000;
const MAX_POSTS = 5_000;

/** Nothing came up later. */
export const NEVER = (): boolean => false;

/** Gathers what a comparison finds in a unit. */
export class Findings {
  /** Accounts without a row that occurred in the unit. */
  readonly unknown = new Set<UserId>();
  /** True for a difference of the post at hand that came up after the archives were made. */
  isLater: (difference: Difference) => boolean = NEVER;
  readonly #unit: number;
  #findings: Finding[] = [];
  #tally = makeComparedTally();
  #pins: ComparedPart['pins'][number][] = [];
  #lists: ComparedPart['lists'][number][] = [];
  #posts = 0;
  #taken = 0;
  #toldUnknown = 0;

  constructor(unit: number) {
    this.#unit = unit;
  }

  get tally(): ComparedTally {
    return this.#tally;
  }

  get isFull(): boolean {
    return this.#findings.length >= MAX_FINDINGS || this.#posts >= MAX_POSTS;
  }

  /** Number of findings so far, also of those that were taken. */
  get size(): number {
    return this.#taken + this.#findings.length;
  }

  add(differences: readonly Difference[], otherwise = ''): void {
    for (const difference of differences) {
      this.#findings.push({
        kind: 'difference',
        difference,
        otherwise,
        isLater: this.isLater(difference),
      });
    }
  }

  addUnlessIssued(difference: Difference): void {
    this.#findings.push({ kind: 'unless-issued', difference });
  }

  addFiles(check: FileCheck): void {
    this.#findings.push({ kind: 'files', check });
  }

  addPin(channel: ChannelId, ts: string): void {
    this.#pins.push([channel, ts]);
  }

  addLists(channel: ChannelId, lists: readonly FoundList[]): void {
    if (lists.length > 0) this.#lists.push([channel, lists]);
  }

  addRead(posts: number): void {
    this.#posts += posts;
  }

  /** Gives what was found since the last call. */
  take(edges?: StretchEdges): ComparedPart {
    const part: ComparedPart = {
      unit: this.#unit,
      findings: this.#findings,
      counts: this.#tally.counts(),
      pins: this.#pins,
      lists: this.#lists,
      unknown: [...this.unknown].slice(this.#toldUnknown),
      posts: this.#posts,
      edges,
    };
    this.#taken += this.#findings.length;
    this.#findings = [];
    this.#tally = makeComparedTally();
    this.#pins = [];
    this.#lists = [];
    this.#posts = 0;
    this.#toldUnknown = this.unknown.size;
    return part;
  }
}
