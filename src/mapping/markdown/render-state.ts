import type { LossNote } from '../losses.ts';
import type { TextContext } from '../rendered-text.ts';
import type { DialectEnv } from './dialect-env.ts';
import { outsidePair } from './split/cut-position.ts';

/** What the walk over one text carries along. */
export interface RenderState {
  readonly context: TextContext;
  readonly env: DialectEnv;
  readonly losses: LossNote[];
}

/** Longest old value in a note; the rest would make reports unreadable. */
const NOTED_CHARACTERS = 200;

/** Notes a loss once a text and old value. */
export function noteLoss(state: RenderState, code: LossNote['code'], old?: string): void {
  const noted = old?.slice(0, outsidePair(old, NOTED_CHARACTERS));
  if (state.losses.some((loss) => loss.code === code && loss.old === noted)) return;
  state.losses.push(noted === undefined ? { code } : { code, old: noted });
}
