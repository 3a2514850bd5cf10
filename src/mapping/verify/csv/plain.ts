import { tidyMrkdwn } from '../text/mrkdwn.ts';

/*
 * Texts of a text import (docs/verify.md): plain, with mentions by name and links as `label (address)`. Both sides are
 * compared without blank lines and white space at the ends of lines, as mrkdwn is elsewhere.
 */

const LINK = /⟦→ ([^⟦⟧]*)⟧([\s\S]*?)⟦\/⟧/g;
const MARK = /⟦([^⟦⟧]*)⟧/g;

/** Writes a text with marks, as `readMrkdwn` gives it, in the form of a text import. */
export function plainOf(marked: string): string {
  if (!marked.includes('⟦')) return marked;
  return marked
    .replace(LINK, (_, address: string, label: string) => linkOf(address, unmarked(label)))
    .replace(MARK, (_, content: string) => contentOf(content));
}

const unmarked = (label: string): string =>
  label.replace(MARK, (_, content: string) => contentOf(content));

/** A link says its address once, whether its label repeats it with or without the scheme. */
function linkOf(address: string, label: string): string {
  const scheme = address.endsWith(label) ? address.slice(0, address.length - label.length) : 'none';
  if (label === '' || scheme === '' || /^https?:\/\/$/.test(scheme)) return address;
  return scheme === 'mailto:' || scheme === 'tel:' ? label : `${label} (${address})`;
}

/** Content of a mark: an address, a mention, or a bracket of the text itself. */
function contentOf(content: string): string {
  if (content === '(') return '⟦';
  if (content === ')') return '⟧';
  if (content === 'mrkdwn') return '';
  if (content.startsWith('<')) return content.slice(1, -1);
  return content.startsWith('@!') ? `@${content.slice(2)}` : content;
}

/** Brackets in an address are encoded on one side alone. */
const decoded = (text: string): string =>
  text.replaceAll('%E2%9F%A6', '⟦').replaceAll('%E2%9F%A7', '⟧');

/** A text of either side in the form in which they are compared. */
export const comparable = (text: string): string => tidyMrkdwn(decoded(text)).trim();

/** Address behind the label of a link; a label that is cut has it on both sides of the cut. */
const ADDRESS = / \(([a-z][a-z+.-]*:[^\s()]*)\)/gi;

/** What a text says without marks and white space: a long text is cut into messages, each with marks of its own. */
export const lettersOf = (text: string): string => decoded(text).replace(/[\s*_~`>•]/g, '');

/** Returns the letters of a text without the addresses behind labels. */
export const lettersOfLabels = (text: string): string =>
  lettersOf(decoded(text).replace(ADDRESS, ''));

/** The addresses of a text behind labels, each once. */
export const addressesIn = (text: string): string =>
  [...new Set([...decoded(text).matchAll(ADDRESS)].map(([, address]) => address))].sort().join(' ');
