import type { RichTextElement, SlackBlock, TableBlock } from '../../slack/shapes.ts';
import type { LossNote } from '../losses.ts';
import type { RenderedPart, RenderedText, TextContext } from '../rendered-text.ts';
import { parseBlocks } from './dialect.ts';
import { flowElements } from './elements/flow.ts';
import type { FlowElement } from './elements/writer.ts';
import { escapeMrkdwn } from './escape.ts';
import { renderMrkdwn } from './render-mrkdwn.ts';
import { newRenderState, type RenderState } from './render-state.ts';
import { splitFlow } from './split.ts';

/** A plain text up to this length fits into one message, however many `&` it has. */
const MAX_PLAIN_CHARACTERS = 7_500;

const EMPTY: RenderedText = { parts: [{ text: '', blocks: [] }], losses: [] };

/**
 * Renders the Markdown of a Mattermost post for Slack: as Mattermost's web app displays it, in blocks and in mrkdwn.
 * A text over Slack's limits becomes several parts; the line feeds at a cut are dropped. Never throws, and takes
 * linear time.
 */
export function renderText(markdown: string, context: TextContext): RenderedText {
  if (markdown.length <= MAX_PLAIN_CHARACTERS && isPlainText(markdown)) {
    return markdown === '' ? EMPTY : plainPart(markdown);
  }
  const state = newRenderState(context);
  const flow = parseFlow(markdown, state);
  if (flow.length === 0) return { ...EMPTY, losses: state.losses };
  return { parts: renderFlow(flow, context), losses: state.losses };
}

/** Renders elements that are made of no Markdown, with the parts and limits of a text. */
export const renderFlow = (
  flow: readonly FlowElement[],
  context: TextContext,
): readonly RenderedPart[] => splitFlow(flow).map((part) => renderPart(part, context));

/** Renders Markdown as mrkdwn in one piece, for an attachment, whose text cannot be in several messages. */
export function renderWhole(
  markdown: string,
  context: TextContext,
): { readonly text: string; readonly losses: readonly LossNote[] } {
  if (isPlainText(markdown)) return { text: escapeMrkdwn(markdown), losses: [] };
  const state = newRenderState({ ...context, tables: 'block' });
  const flow = parseFlow(markdown, state);
  return { text: renderMrkdwn(flow, context.exportForm), losses: state.losses };
}

/** Parses Markdown into the elements of a message; losses are added to the state. */
export const parseFlow = (markdown: string, state: RenderState): FlowElement[] =>
  flowElements(parseBlocks(normalised(markdown), state.env), state);

function renderPart(flow: FlowElement[], { tables, exportForm }: TextContext): RenderedPart {
  const table = tables === 'attachment' ? flow.find((element) => isTable(element)) : undefined;
  const shown = table === undefined ? flow : flow.filter((element) => element !== table);
  return {
    text: renderMrkdwn(shown, exportForm),
    blocks: renderBlocks(shown),
    ...(table === undefined
      ? {}
      : { table: { block: table, text: renderMrkdwn([table], exportForm) } }),
  };
}

const isTable = (element: FlowElement): element is TableBlock => element.type === 'table';

/** Normalizes line feeds, and replaces NUL, which JSON readers reject. */
const normalised = (markdown: string): string =>
  markdown.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd');

/**
 * Characters and sequences that a rule might take for markup, a mention, an emoji or an address. Lengths count UTF-16
 * units, two of which can be one letter of a host name.
 */
const INLINE = String.raw`[\\*_~${'`'}[\]|@$\0\r\t\u00a0]|[:;](?![\s\d\u3000-\uffff]|$)|:\d[\w+-]*:|(?:tel|https?|ftp|mailto|mattermost):|&#?\w|<[A-Za-z!?/\d]|www|x-d|\.[^\s./]{2,8}\/`;
const LINE_START = String.raw`(?:^|\n)(?: {4}| *(?:[>#=]|-[-=]|[-+] |\d+\. ))`;
const EDGE = String.raw`^\s|\s$`;
const MARKUP = new RegExp(`${INLINE}|${LINE_START}|${EDGE}`, 'i');

/** True when a text certainly has no markup; may be false for other texts without markup. */
export const isPlainText = (text: string): boolean => !MARKUP.test(text);

/** Renders a text without markup that fits into one message. */
function plainPart(text: string): RenderedText {
  const section = {
    type: 'rich_text_section' as const,
    elements: [{ type: 'text' as const, text }],
  };
  const blocks = [{ type: 'rich_text' as const, elements: [section] }];
  return { parts: [{ text: escapeMrkdwn(text), blocks }], losses: [] };
}

/** Groups the elements of one message into blocks: adjacent elements in one rich_text, tables between them. */
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
