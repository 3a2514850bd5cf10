import type { Line } from './markdown-lines.ts';
import type { Definition } from './markdown-tree.ts';

const RULE = /^(?:[-*_] *){3,}$/;

/** True for a horizontal rule, whose marks may be mixed. */
export const isRule = ({ content }: Line): boolean => RULE.test(content);

/** The address has a scheme, or begins with `/` or `#`. */
const DEFINITION = /^\[([^\]]+)\]: *<?((?:\w*:(?:\/\/)?|\/|#)[^\s>]+)>?(?: +["(]([^\n]+)[")])? *$/;

/** Reads `[label]: https://… "title"`; undefined for another line. */
export function definitionOf(content: string): Definition | undefined {
  if (!content.startsWith('[')) return undefined;
  const [, label, url = '', title = ''] = DEFINITION.exec(content) ?? [];
  return label === undefined ? undefined : { label, url, title };
}

/** True for a line that defines the address of a link: `[name]: https://...`. */
export const isDefinition = ({ content }: Line): boolean => definitionOf(content) !== undefined;
