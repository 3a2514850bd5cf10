/** Text of the source inside a Markdown table or list: no line break, no cell border, no markup, no HTML. */
export function markdownCell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>()!|~]/g, (character) => `\\${character}`)
    .trim();
}
