import type { Rule } from './rules.ts';

/** A function or class that others may use, at the beginning of its line. */
const PUBLIC =
  /^export (?:async |abstract )?(?:function\*? |class |const (?=\w+(?::[^=]+)?\s*=\s*(?:async )?(?:<[^=]+>)?(?:\(|\w+ =>)))(\w+)/gm;
const ONE_LINE = /^export const .*;$/;

/**
 * Says which public functions and classes have no docstring. Lines of one family may share that of the first, and
 * overloads that of the first signature.
 */
export const hasDocstrings: Rule = ({ text, code }) => {
  const lines = text.split('\n');
  const seen = new Set<string>();
  return [...code.matchAll(PUBLIC)].flatMap((match) => {
    const name = match[1] ?? '';
    if (seen.has(name)) return [];
    seen.add(name);
    let above = code.slice(0, match.index).split('\n').length - 2;
    while (ONE_LINE.test(lines[above] ?? '')) above -= 1;
    return lines[above]?.endsWith('*/') === true ? [] : [`${name} has no docstring`];
  });
};
