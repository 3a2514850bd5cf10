/** What a check found. */
export interface Check {
  /** Stable word for scripts. */
  readonly id: string;
  readonly state: 'ok' | 'warning' | 'failure' | 'skipped';
  readonly says: string;
  /** What to do, one line each; empty when nothing needs doing. */
  readonly advice: readonly string[];
}

export const ok = (id: string, says: string): Check => ({ id, state: 'ok', says, advice: [] });

export const warning = (id: string, says: string, ...advice: readonly string[]): Check => ({
  id,
  state: 'warning',
  says,
  advice,
});

export const failure = (id: string, says: string, ...advice: readonly string[]): Check => ({
  id,
  state: 'failure',
  says,
  advice,
});

export const skipped = (id: string, says: string): Check => ({
  id,
  state: 'skipped',
  says,
  advice: [],
});
