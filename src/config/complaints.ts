import { ConfigError } from '../errors.ts';

/** Complaints gathered so that the user hears of all of them at once. */
export interface Complaints {
  add(complaint: string): void;
  /**
   * Resolves a setting now and notes its ConfigError. The result gives the value, or throws that error
   * again; a setting that depends on a failed one then fails with it and is not complained of twice.
   */
  of<Value>(resolve: () => Value): () => Value;
  /** Throws one ConfigError with everything that was noted, if anything was. */
  throwAny(): void;
}

export function makeComplaints(): Complaints {
  const all: string[] = [];
  const noted = new Set<ConfigError>();
  return {
    add(complaint) {
      all.push(complaint);
    },
    of(resolve) {
      try {
        const value = resolve();
        return () => value;
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        if (!noted.has(error)) all.push(...error.complaints);
        noted.add(error);
        return () => {
          throw error;
        };
      }
    },
    throwAny() {
      if (all.length > 0) throw new ConfigError(all);
    },
  };
}
