import { dialectEnv } from '../dialect-env.ts';
import type { InlineRule } from './inner-inline.ts';
import { labelStart, pushTarget } from './link.ts';
import { closingOf } from './pairs.ts';

const SECOND_LABEL = /\s*\[([^\]]*)\]/y;

/** `[text][label]`, `[label][]` and `[label]`, where the label is defined somewhere in the text. */
export const referenceLink: InlineRule = (state) => {
  const { definitions } = dialectEnv(state.env);
  if (definitions.size === 0) return false;
  const start = labelStart(state);
  const end = start === -1 ? undefined : closingOf(state, start);
  if (end === undefined) return false;
  const text = state.src.slice(start + 1, end);
  SECOND_LABEL.lastIndex = end + 1;
  const second = SECOND_LABEL.exec(state.src);
  const label = second?.[1] || text;
  const definition = definitions.get(label.replace(/\s+/g, ' ').toLowerCase());
  if (definition === undefined) return false;
  pushTarget(state, text, definition.url, definition.title);
  state.pos = end + 1 + (second?.[0].length ?? 0);
  return true;
};
