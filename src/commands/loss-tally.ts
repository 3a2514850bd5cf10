import { LOSS_CODES, type LossCode, type LossNote } from '../mapping/losses.ts';
import type { PlannedLoss } from '../mapping/plan/plan.ts';

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

  /** By code, in the order of the catalogue. */
  summary(): readonly PlannedLoss[] {
    return LOSS_CODES.flatMap((code) => {
      const known = this.#known.get(code);
      return known === undefined ? [] : [{ code, ...known }];
    });
  }
}
