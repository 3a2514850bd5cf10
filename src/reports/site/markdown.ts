import { parseBlocks, parseInline } from '../../mapping/markdown/dialect.ts';
import { decodeEntities } from '../../mapping/markdown/escape.ts';
import {
  type BlockNode,
  type DialectEnv,
  type ImageNode,
  type InlineNode,
  type LinkNode,
  newDialectEnv,
  type TableNode,
} from '../../mapping/markdown/nodes.ts';
import { isPlainText } from '../../mapping/markdown/render-text.ts';
import type { TeamId } from '../../model/model.ts';
import { type Html, html, htmlLink } from '../html.ts';
import { emojiHtml } from './emoji.ts';
import { channelPath, type SiteNames } from './names.ts';

/** Where a text stands: names of its team, and the way from its page to the root of the site. */
export interface TextPlace {
  readonly names: SiteNames;
  readonly team: TeamId | undefined;
  /** Ends in a slash, or is empty. */
  readonly root: string;
}

interface Rendering extends TextPlace {
  readonly env: DialectEnv;
}

/** Renders a text of Mattermost's as its web app shows it; pictures of other servers are links and not loaded. */
export function markdownHtml(markdown: string, place: TextPlace): Html {
  if (isPlainText(markdown)) return html`<p>${markdown}</p>`;
  const env = newDialectEnv(false);
  const blocks = parseBlocks(markdown.replace(/\r\n?/g, '\n').replaceAll('\0', '\ufffd'), env);
  return html`${blocks.map((block) => blockHtml(block, { ...place, env }))}`;
}

function blockHtml(block: BlockNode, run: Rendering): Html {
  if (block.kind === 'text') {
    const inner = inlinesHtml(block.source, run);
    return block.level === 0
      ? html`<p>${inner}</p>`
      : html`<p class="heading" role="heading" aria-level="${Math.min(block.level + 3, 6)}">${inner}</p>`;
  }
  if (block.kind === 'rule') return html`<hr>`;
  if (block.kind === 'code') return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
  if (block.kind === 'quote') {
    return html`<blockquote>${block.blocks.map((inner) => blockHtml(inner, run))}</blockquote>`;
  }
  if (block.kind === 'table') return tableHtml(block, run);
  const items = block.items.map(
    (item) => html`<li>${item.map((inner) => blockHtml(inner, run))}</li>`,
  );
  return block.isOrdered ? html`<ol start="${block.start}">${items}</ol>` : html`<ul>${items}</ul>`;
}

function tableHtml({ alignments, rows: [head = [], ...rows] }: TableNode, run: Rendering): Html {
  const cells = (row: readonly string[], isHead: boolean): readonly Html[] =>
    row.map((source, at) => {
      const side = alignments[at] ?? 'none';
      const inner = inlinesHtml(source, run);
      return isHead
        ? html`<th class="${side}">${inner}</th>`
        : html`<td class="${side}">${inner}</td>`;
    });
  return html`<div class="wide" tabindex="0"><table><thead><tr>${cells(head, true)}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${cells(row, false)}</tr>`,
  )}</tbody></table></div>`;
}

const inlinesHtml = (source: string, run: Rendering): readonly Html[] =>
  nodesHtml(parseInline(source, run.env), run, false);

const nodesHtml = (
  nodes: readonly InlineNode[],
  run: Rendering,
  isInLink: boolean,
): readonly Html[] => nodes.map((node) => nodeHtml(node, run, isInLink));

function nodeHtml(node: InlineNode, run: Rendering, isInLink: boolean): Html {
  if (node.kind === 'text') {
    const text = decodeEntities(node.text);
    return isInLink ? html`${text}` : wordsHtml(text, run);
  }
  if ('text' in node) return html`<code>${node.text}</code>`;
  if ('url' in node) return linkHtml(node, run, isInLink);
  const inner = nodesHtml(node.children, run, isInLink);
  if (node.kind === 'strong') return html`<b>${inner}</b>`;
  return node.kind === 'em' ? html`<i>${inner}</i>` : html`<s>${inner}</s>`;
}

function linkHtml(node: LinkNode | ImageNode, run: Rendering, isInLink: boolean): Html {
  const url = decodeEntities(node.url);
  if (node.kind === 'image') {
    const label = node.alternative === '' ? url : node.alternative;
    return isInLink ? html`🖼 ${label}` : htmlLink(url, `🖼 ${label}`);
  }
  const label = nodesHtml(node.children, run, true);
  return isInLink ? html`${label}` : htmlLink(url, label.length === 0 ? url : label);
}

/** Names of people, channels and emoji in a text; none overlaps another. */
const NAMES = /(?<![\w@])@([a-z0-9._-]+)|(?<!\w)~([a-z0-9._-]+)|:([a-z0-9_+-]+):/gi;

function wordsHtml(text: string, run: Rendering): Html {
  if (!/[@~:]/.test(text)) return html`${text}`;
  const pieces: (Html | string)[] = [];
  let done = 0;
  for (const match of text.matchAll(NAMES)) {
    const piece = nameHtml(match, run);
    if (piece === undefined) continue;
    pieces.push(text.slice(done, match.index), piece);
    done = match.index + match[0].length;
  }
  return html`${[...pieces, text.slice(done)]}`;
}

function nameHtml(match: RegExpExecArray, { names, team, root }: Rendering): Html | undefined {
  const [, person, channel, emoji] = match;
  if (person !== undefined) return mentionHtml(person, names);
  if (channel !== undefined) {
    const found = names.channelByName(team, channel.toLowerCase());
    if (found === undefined) return undefined;
    return html`<a href="${root}${channelPath(found)}/index.html">~${found.title}</a>`;
  }
  return emojiHtml((emoji ?? '').toLowerCase(), names, root);
}

/** A mention of a person who exists; dots and hyphens at its end may belong to the sentence. */
function mentionHtml(typed: string, names: SiteNames): Html | undefined {
  for (let name = typed; name !== ''; name = name.slice(0, -1)) {
    const rest = typed.slice(name.length);
    const found = names.personByName(name.toLowerCase());
    if (found !== undefined) {
      return html`<span class="mention" title="${found.fullName}">@${found.username}</span>${rest}`;
    }
    if (!/[._-]$/.test(name)) return undefined;
  }
  return undefined;
}
