import type { LossNote } from '../losses.ts';
import type { TextContext } from '../rendered-text.ts';
import { outsideSurrogatePair } from '../text.ts';
import { type DialectEnv, newDialectEnv } from './nodes.ts';

/** State of rendering one text. */
export interface RenderState {
  readonly context: TextContext;
  readonly env: DialectEnv;
  readonly losses: LossNote[];
  /** Code and old value of each recorded loss. */
  readonly noted: Set<string>;
}

/** State of the rendering of one text: losses are noted once each. */
export const newRenderState = (context: TextContext): RenderState => ({
  context,
  env: newDialectEnv(context.latex.inline),
  losses: [],
  noted: new Set(),
});

/** Longer old values are cut, because they would make reports unreadable. */
const MAX_NOTED_CHARACTERS = 200;

/** Records a loss, once for each text and old value. */
export function noteLoss(state: RenderState, code: LossNote['code'], old?: string): void {
  const kept = old?.slice(0, outsideSurrogatePair(old, MAX_NOTED_CHARACTERS));
  const key = `${code} ${kept ?? ''}`;
  if (state.noted.has(key)) return;
  state.noted.add(key);
  state.losses.push(kept === undefined ? { code } : { code, old: kept });
}
