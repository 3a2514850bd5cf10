/** Escapes text of the source for a Markdown table or list: no line breaks, cell borders, markup or HTML. */
export function markdownCell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>()!|~]/g, (character) => `\\${character}`)
    .trim();
}
