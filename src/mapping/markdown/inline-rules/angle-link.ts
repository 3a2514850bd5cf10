import { type InlineRule, pushNode } from './inner-inline.ts';

const LESS_THAN = 0x3c;
const ANGLE_LINK = /<((?:[^\s<>]+(?:@|:\/)|www\d{0,3}\.)[^\s<>]+)>/y;
const MAILTO = 'mailto:';

/** `<https://…>`, `<www.…>` and `<name@host>`. */
export const angleLink: InlineRule = (state) => {
  if (state.src.charCodeAt(state.pos) !== LESS_THAN) return false;
  ANGLE_LINK.lastIndex = state.pos;
  const match = ANGLE_LINK.exec(state.src);
  const target = match?.[1];
  if (match === null || target === undefined) return false;
  const isAddress = target.includes('@') && !target.includes(':/');
  const label = isAddress && target.startsWith(MAILTO) ? target.slice(MAILTO.length) : target;
  const url = isAddress ? MAILTO + label : target;
  pushNode(state, { kind: 'link', url, title: '', children: [{ kind: 'text', text: label }] });
  state.pos += match[0].length;
  return true;
};
