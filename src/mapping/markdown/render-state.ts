import type { LossNote } from '../losses.ts';
import type { TextContext } from '../rendered-text.ts';
import { outsideSurrogatePair } from '../text.ts';
import { type DialectEnv, newDialectEnv } from './nodes.ts';

/** What the walk over one text carries along. */
export interface RenderState {
  readonly context: TextContext;
  readonly env: DialectEnv;
  readonly losses: LossNote[];
  /** Code and old value of each loss that is noted already. */
  readonly noted: Set<string>;
}

export const newRenderState = (context: TextContext): RenderState => ({
  context,
  env: newDialectEnv(context.latex.inline),
  losses: [],
  noted: new Set(),
});

/** Longest old value in a note; the rest would make reports unreadable. */
const NOTED_CHARACTERS = 200;

/** Notes a loss once a text and old value. */
export function noteLoss(state: RenderState, code: LossNote['code'], old?: string): void {
  const kept = old?.slice(0, outsideSurrogatePair(old, NOTED_CHARACTERS));
  const key = `${code} ${kept ?? ''}`;
  if (state.noted.has(key)) return;
  state.noted.add(key);
  state.losses.push(kept === undefined ? { code } : { code, old: kept });
}
