import type { RichTextElement, SlackBlock } from '../../slack/shapes.ts';
import type { RenderedPart, RenderedText, TextContext } from '../rendered-text.ts';
import { parseBlocks } from './dialect.ts';
import { flowElements } from './elements/flow.ts';
import type { FlowElement } from './elements/writer.ts';
import { escapeMrkdwn } from './escape.ts';
import { renderMrkdwn } from './render-mrkdwn.ts';
import { newRenderState } from './render-state.ts';
import { splitFlow } from './split.ts';

/** Up to this length a plain text fits into one message, however many `&` it holds. */
const PLAIN_CHARACTERS = 7_500;

const EMPTY: RenderedText = { parts: [{ text: '', blocks: [] }], losses: [] };

/**
 * Turns the Markdown of a Mattermost post into Slack messages: what Mattermost's web app shows, as blocks and
 * as mrkdwn. A text over Slack's limits becomes several parts; the border between two parts stands for the
 * line feeds where it was cut. Never throws, and takes linear time.
 */
export function renderText(markdown: string, context: TextContext): RenderedText {
  if (markdown.length <= PLAIN_CHARACTERS && isPlainText(markdown)) {
    return markdown === '' ? EMPTY : plainPart(markdown);
  }
  const state = newRenderState(context);
  const flow = flowElements(parseBlocks(normalised(markdown), state.env), state);
  if (flow.length === 0) return { ...EMPTY, losses: state.losses };
  return { parts: splitFlow(flow).map(renderPart), losses: state.losses };
}

const renderPart = (flow: FlowElement[]): RenderedPart => ({
  text: renderMrkdwn(flow),
  blocks: renderBlocks(flow),
});

/** One kind of line feed, and no NUL, which JSON readers refuse. */
const normalised = (markdown: string): string =>
  markdown.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd');

/** Characters and sequences that some rule might take for markup, a mention, an emoji or an address. */
const INLINE = String.raw`[\\*_~${'`'}[\]|@$\0\r\t\u00a0]|[:;](?![\s\d\u3000-\uffff]|$)|:\d[\w+-]*:|(?:tel|https?|ftp|mailto|mattermost):|&#?\w|<[A-Za-z!?/\d]|www|x-d|\.[^\s./]{2,4}\/`;
const LINE_START = String.raw`(?:^|\n)(?: {4}| *(?:[>#=]|--|[-+] |\d+\. ))`;
const EDGE = String.raw`^\s|\s$`;
const MARKUP = new RegExp(`${INLINE}|${LINE_START}|${EDGE}`, 'i');

/** True when a text surely holds no markup; it may be false for a text that holds none. */
export const isPlainText = (text: string): boolean => !MARKUP.test(text);

/** A text without markup, within one message. */
function plainPart(text: string): RenderedText {
  const section = {
    type: 'rich_text_section' as const,
    elements: [{ type: 'text' as const, text }],
  };
  const blocks = [{ type: 'rich_text' as const, elements: [section] }];
  return { parts: [{ text: escapeMrkdwn(text), blocks }], losses: [] };
}

/** Groups the flow of one message into blocks: one rich_text for what stands together, tables between them. */
function renderBlocks(flow: readonly FlowElement[]): SlackBlock[] {
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
