import type { RenderedText } from '../../../../src/mapping/rendered-text.ts';
import type { RichTextElement, RichTextInline, SlackBlock } from '../../../../src/slack/shapes.ts';

/** Every inline element of these blocks, in order. */
export function inlinesOf(blocks: readonly SlackBlock[]): RichTextInline[] {
  return blocks.flatMap((block) =>
    block.type === 'rich_text'
      ? block.elements.flatMap(elementInlines)
      : block.rows
          .flat()
          .flatMap((cell) =>
            cell.type === 'raw_text'
              ? [{ type: 'text' as const, text: cell.text }]
              : cell.elements.flatMap(elementInlines),
          ),
  );
}

const elementInlines = (element: RichTextElement): RichTextInline[] =>
  element.type === 'rich_text_list'
    ? element.elements.flatMap((item) => item.elements)
    : element.elements;

/** What a reader sees of one element; a link without a label shows its address. */
export function inlineShown(inline: RichTextInline): string {
  if (inline.type === 'text') return inline.text;
  if (inline.type === 'link') return inline.text ?? inline.url;
  return inline.type === 'emoji' ? `:${inline.name}:` : '@';
}

/** The text of all parts, one after another. */
export const shownText = (rendered: RenderedText): string =>
  rendered.parts.flatMap((part) => inlinesOf(part.blocks).map(inlineShown)).join('');
