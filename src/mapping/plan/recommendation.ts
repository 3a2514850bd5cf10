/** Ways to move a server. */
export type MovePath = 'zip' | 'zip-then-sync' | 'replay';

/** What a way is or is not good for; each code has a sentence in every language of the reports. */
export interface Recommendation {
  readonly path: MovePath;
  readonly reasons: readonly RecommendationNote[];
  /** What each way cannot do, for all ways. */
  readonly cannot: Readonly<Record<MovePath, readonly string[]>>;
  /** Targets that will disappoint. */
  readonly warnings: readonly RecommendationNote[];
}

/** A code of the report's texts and the numbers or names that it speaks of. */
export interface RecommendationNote {
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}
