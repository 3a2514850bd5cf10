import type { RenderedPart, RenderedText, TextContext } from '../rendered-text.ts';
import { parseBlocks } from './dialect.ts';
import { flowElements } from './elements/flow-elements.ts';
import type { FlowElement } from './elements/writer.ts';
import { isPlainText, plainPart } from './plain-text.ts';
import { renderBlocks } from './render-blocks.ts';
import { renderMrkdwn } from './render-mrkdwn.ts';
import { newRenderState } from './render-state.ts';
import { splitFlow } from './split/split-flow.ts';

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
