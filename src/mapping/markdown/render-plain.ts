import type { RichTextElement, RichTextInline } from '../../slack/shapes.ts';
import type { TextContext } from '../rendered-text.ts';
import { cellInlines } from './elements/text-style.ts';
import type { FlowElement } from './elements/writer.ts';
import { newRenderState } from './render-state.ts';
import { isPlainText, parseFlow } from './render-text.ts';

/**
 * Renders Markdown as one line without markup, not escaped, for places that show no formatted text: the words of links
 * without their addresses, names as they were typed, lists with their bullets or numbers.
 */
export function renderPlain(markdown: string, context: TextContext): string {
  if (isPlainText(markdown)) return oneLine(markdown);
  const asTyped = { mentions: 'text', channel: () => undefined, tables: 'block' } as const;
  const state = newRenderState({ ...context, ...asTyped });
  return oneLine(parseFlow(markdown, state).map(elementText).join('\n'));
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function elementText(element: FlowElement): string {
  if (element.type !== 'table') return richText(element);
  return element.rows
    .map((row) => row.map((cell) => inlineText(cellInlines(cell))).join(' | '))
    .join('\n');
}

function richText(element: RichTextElement): string {
  if (element.type !== 'rich_text_list') return inlineText(element.elements);
  const first = (element.offset ?? 0) + 1;
  return element.elements
    .map((item, at) => {
      const marker = element.style === 'ordered' ? `${first + at}.` : '•';
      return `${marker} ${inlineText(item.elements)}`;
    })
    .join('\n');
}

const inlineText = (inlines: readonly RichTextInline[]): string => inlines.map(textOf).join('');

function textOf(inline: RichTextInline): string {
  if (inline.type === 'text') return inline.text;
  if (inline.type === 'link') return inline.text ?? inline.url;
  return inline.type === 'emoji' ? `:${inline.name}:` : '';
}
