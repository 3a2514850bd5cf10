/** What two readings of a text may disagree in. */
export type Aspect = 'text' | 'blocks' | 'styles' | 'targets';

/** One cause for which our dialect reads a text otherwise than marked 0.3.19. */
export interface Difference {
  readonly id: string;
  /** `fork`: Mattermost's own fork reads it as we do. `ours`: we differ from both, on purpose. */
  readonly decidedBy: 'fork' | 'ours';
  readonly says: string;
  /** A text in which the two differ for this cause alone. */
  readonly example: string;
  /** Matches every smallest text that differs for this cause. */
  readonly pattern: RegExp;
  readonly aspects: readonly Aspect[];
}

export const DIFFERENCES: readonly Difference[] = [
  {
    id: 'bare e-mail address',
    decidedBy: 'fork',
    says: 'Addresses are found in running text after the markup is read, not by an inline rule; only ASCII letters count.',
    example: 'info@example.com',
    pattern: /\S@[\w-]*/,
    aspects: ['targets'],
  },
  {
    id: 'bare web address',
    decidedBy: 'fork',
    says: 'An address needs a character after its scheme, begins only at the edge of a word, ends at brackets, quotes and full-width punctuation, may have the schemes tel, mailto and mattermost, keeps `www.` without `http://` until it is rendered, and may be a bare host with a path at the start of a text.',
    example: 'www.example.com',
    pattern: /(?:https?|ftp|tel|mailto|mattermost):|www\d*\.|[\p{L}\d-]\.\p{L}{2,4}\//u,
    aspects: ['targets', 'styles'],
  },
  {
    id: 'Japanese behind a web address',
    decidedBy: 'ours',
    says: 'A hiragana right after a Latin letter or digit of an address, or を after any ASCII character, ends it. What is left without the colon, dot or slash of its beginning, or is a scheme alone, is text. Both marked and the fork take the rest of the sentence into the link.',
    example: '詳細はhttps://example.com/aを参照',
    pattern: /[!-~][\u3041-\u3096]/,
    aspects: ['targets'],
  },
  {
    id: 'character reference in a web address',
    decidedBy: 'fork',
    says: 'The `;` of one at the end stays outside the link.',
    example: 'https://example.com/a&amp;',
    pattern: /(?:www|[a-z]:|\.\p{L}{2,4}\/).*&#?\w+;/u,
    aspects: ['text', 'targets'],
  },
  {
    id: 'address in angle brackets',
    decidedBy: 'fork',
    says: 'Anything without white space around an `@` or with `:/` is an address between `<` and `>`.',
    example: '<3@all-->',
    pattern: /<[^\s<>]+(?:@|:\/)[^\s<>]+>/,
    aspects: ['text', 'targets'],
  },
  {
    id: 'code span without content',
    decidedBy: 'fork',
    says: 'Backticks enclose code only when a run of the same length closes them and something is between.',
    example: 'a `` b',
    pattern: /`/,
    aspects: ['text', 'styles'],
  },
  {
    id: 'emphasis with asterisks',
    decidedBy: 'fork',
    says: 'No white space inside the markers; a lone closing marker comes before one in a run; no `"` or `<` after the opening one.',
    example: '5 * 3 * 2',
    pattern: /\*/,
    aspects: ['text', 'styles'],
  },
  {
    id: 'emphasis with underscores',
    decidedBy: 'fork',
    says: 'One character is enough, and behind the closing marker stands white space, ASCII punctuation or nothing.',
    example: '_x_',
    pattern: /_/,
    aspects: ['text', 'styles'],
  },
  {
    id: 'line under a list item',
    decidedBy: 'fork',
    says: 'An unindented line right under an item ends the list, unless it begins another item.',
    example: '- a\nb',
    pattern: /^\s*(?:[*+-]|\d+\.)\s[^\n]*\n\S/m,
    aspects: ['blocks', 'targets'],
  },
  {
    id: 'list number of ten digits',
    decidedBy: 'ours',
    says: 'Ten digits and a dot begin no list, so that a long number stays what it is.',
    example: '1234567890. a',
    pattern: /\d{10}\. /,
    aspects: ['text', 'blocks'],
  },
  {
    id: 'underlined list item',
    decidedBy: 'fork',
    says: 'A line over `===` or `---` is a heading, also one that looks like a list item.',
    example: '- a\n===',
    pattern: /\n *[=-]{2,}/,
    aspects: ['text', 'blocks'],
  },
  {
    id: 'item without text',
    decidedBy: 'ours',
    says: 'A bullet with nothing behind it at the end of a text stays text, so that a dash is not lost.',
    example: '- \n',
    pattern: /^\s*(?:[*+-]|\d+\.)\s*$/m,
    aspects: ['text', 'blocks'],
  },
  {
    id: 'quote mark without text',
    decidedBy: 'fork',
    says: 'A `>` alone begins no quote.',
    example: '>',
    pattern: /^\s*>[>\s]*$/m,
    aspects: ['text', 'blocks'],
  },
  {
    id: 'horizontal rule of mixed marks',
    decidedBy: 'fork',
    says: '`-`, `*` and `_` may be mixed in a rule.',
    example: '-*-',
    pattern: /^(?:\s*[-*_]){3,}\s*$/m,
    aspects: ['text', 'blocks', 'styles'],
  },
  {
    id: 'heading without text',
    decidedBy: 'ours',
    says: 'Hashes and spaces alone stay text.',
    example: '#    ',
    pattern: /^ *#+\s*$/m,
    aspects: ['text', 'blocks'],
  },
  {
    id: 'link definition',
    decidedBy: 'fork',
    says: 'The address needs a scheme, `/` or `#`; the definition ends a paragraph, and is none inside a quote.',
    example: '[a]: b',
    pattern: /\[[^\]]*\]:/,
    aspects: ['text', 'blocks', 'targets'],
  },
  {
    id: 'unbalanced link',
    decidedBy: 'ours',
    says: 'The brackets of a label and the parentheses of an address must balance; that keeps the time linear.',
    example: '[a](b(c)',
    pattern: /\]\(|\[[^\]]*\[|\][^[]*\]/,
    aspects: ['text', 'targets'],
  },
  {
    id: 'backslash',
    decidedBy: 'fork',
    says: 'A backslash before another one is taken only when no letter follows.',
    example: '\\\\a',
    pattern: /\\/,
    aspects: ['text', 'styles', 'targets'],
  },
  {
    id: 'no-break space',
    decidedBy: 'ours',
    says: 'It stays what it is; marked makes it a space, which may begin a block. After a bullet it counts as a space.',
    example: '\u00a0# a',
    pattern: /\u00a0/,
    aspects: ['text', 'blocks', 'styles', 'targets'],
  },
  {
    id: 'tab',
    decidedBy: 'ours',
    says: 'Tabs stay, so that code keeps them, and reach to the next multiple of four columns; marked makes each four spaces.',
    example: '1. a\n  \t b',
    pattern: /\t/,
    aspects: ['text', 'blocks', 'styles'],
  },
  {
    id: 'tag',
    decidedBy: 'fork',
    says: 'A tag is text as a whole and nothing inside it is markup. No block of HTML exists, and an `<a>` does not stop addresses from being links.',
    example: '<div>\n- a\n</div>',
    pattern: /<\/?[a-z!]/i,
    aspects: ['text', 'blocks', 'styles', 'targets'],
  },
  {
    id: 'pipe in a table cell',
    decidedBy: 'fork',
    says: 'An escaped pipe does not end a cell.',
    example: '| a \\| b |\n|---|\n| c |\n',
    pattern: /\|/,
    aspects: ['text', 'blocks'],
  },
];
