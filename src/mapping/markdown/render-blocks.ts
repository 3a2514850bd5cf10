import type { RichTextElement, SlackBlock } from '../slack.ts';
import type { FlowElement } from './elements/writer.ts';

/** Groups the flow of one message into blocks: one rich_text for what stands together, tables between them. */
export function renderBlocks(flow: readonly FlowElement[]): SlackBlock[] {
  const blocks: SlackBlock[] = [];
  let elements: RichTextElement[] | undefined;
  for (const element of flow) {
    if (element.type === 'table') {
      blocks.push(element);
      elements = undefined;
      continue;
    }
    if (elements === undefined) {
      elements = [];
      blocks.push({ type: 'rich_text', elements });
    }
    elements.push(element);
  }
  return blocks;
}
