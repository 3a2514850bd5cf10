/*
 * TypeScript 7 has no JavaScript interface to parse with, so sources are read as text. What could only
 * look like code goes first: comments, the insides of strings, templates and regular expressions.
 */

const TRIVIA = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"/y;
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const TEMPLATE_TEXT = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;

/** After one of these a slash begins a regular expression; after anything else it divides. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};~^+\-*%<>]|\b(?:return|typeof|case|in|of|yield|await))\s*$/;

/** The source with everything but code blanked: as long as before, line by line and mark by mark. */
export function maskSource(source: string): string {
  let masked = '';
  let at = 0;
  /** Open braces since each `${`, innermost last: at 0 a `}` returns to the template. */
  const templates: number[] = [];

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const blank = (text: string, isDelimited: boolean): void => {
    const spaces = text.replace(/[^\n]/g, ' ');
    masked += isDelimited ? `${text.at(0)}${spaces.slice(1, -1)}${text.at(-1)}` : spaces;
    at += text.length;
  };
  const keep = (length: number): void => {
    masked += source.slice(at, at + length);
    at += length;
  };
  const template = (): void => {
    blank(match(TEMPLATE_TEXT) ?? '', false);
    if (source[at] === '$') templates.push(0);
    keep(source[at] === '$' ? 2 : 1);
  };
  const brace = (step: 1 | -1): void => {
    const open = templates.pop();
    if (open !== undefined) templates.push(open + step);
    keep(1);
  };

  while (at < source.length) {
    const trivia = match(TRIVIA);
    const string = match(STRING);
    const regex = BEFORE_REGEX.test(masked.slice(-40)) ? match(REGEX) : undefined;
    const character = source[at];
    if (trivia !== undefined) blank(trivia, false);
    else if (string !== undefined) blank(string, true);
    else if (regex !== undefined) blank(regex, false);
    else if (character === '`' || (character === '}' && templates.at(-1) === 0)) {
      if (character === '}') templates.pop();
      keep(1);
      template();
    } else if (character === '{') brace(1);
    else if (character === '}') brace(-1);
    else keep(1);
  }
  return masked;
}
