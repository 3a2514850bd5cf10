/** Escapes text of the source for a Markdown table or list: no line breaks, cell borders, markup or HTML. */
export function markdownCell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>()!|~]/g, (character) => `\\${character}`)
    .trim();
}

/** A column of a Markdown table; numbers are aligned to the right. */
interface MarkdownColumn {
  readonly label: string;
  readonly align?: string | undefined;
}

/** Lines of a Markdown table; the cells of its rows are escaped. */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ label }) => label)),
    line(columns.map(({ align }) => (align === 'number' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(markdownCell))),
  ];
}
