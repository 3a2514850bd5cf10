import { ConfigError } from '../errors.ts';

/** Complaints gathered so that the user hears of all of them at once. */
export interface Complaints {
  add(complaint: string): void;
  /** The value, or undefined when a ConfigError was thrown and noted. */
  of<Value>(resolve: () => Value): Value | undefined;
  /** Throws one ConfigError with everything that was noted, if anything was. */
  throwAny(): void;
}

export function makeComplaints(): Complaints {
  const all: string[] = [];
  return {
    add(complaint) {
      all.push(complaint);
    },
    of(resolve) {
      try {
        return resolve();
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        all.push(...error.complaints);
        return undefined;
      }
    },
    throwAny() {
      if (all.length > 0) throw new ConfigError(all);
    },
  };
}
