import { directMembers } from '../../../mapping/conversations.ts';
import type { LossCode, LossNote } from '../../../mapping/losses.ts';
import type { ExportMessage } from '../../../mapping/slack-export.ts';
import type { UserId } from '../../../model.ts';
import type { Sample } from '../../preview/sample-book.ts';
import { type Html, html, htmlLink } from '../html.ts';
import type { PreviewTexts } from '../preview-texts.ts';
import { messageHtml } from './message.ts';
import type { SlackNames } from './slack-names.ts';
import { sourceHtml } from './source.ts';

export interface CardContext {
  readonly texts: PreviewTexts;
  readonly names: SlackNames;
  readonly nameOf: (id: UserId) => string;
  /** The post's address on the old server. */
  readonly linkOf: (sample: Sample) => string;
}

export const cardId = (number: number): string => `post-${number}`;

/** One post: what it was on the left, what it becomes on the right. */
export function cardHtml(sample: Sample, number: number, context: CardContext): Html {
  const { texts, nameOf, linkOf } = context;
  const { post, mapped, conversation } = sample;
  // Without the server's address the link is a path, which leads nowhere from here.
  const link = linkOf(sample);
  const id = link.startsWith('http') ? htmlLink(link, post.id) : post.id;
  return html`<article class="card" id="${cardId(number)}">
<header><b>№ ${number}</b> <span dir="auto">${conversationName(sample, nameOf)}</span> ${id}
<div>${chipsHtml(sample, texts)}</div></header>
<div class="sides">
<section class="source"><h3>${texts.source}</h3>
${sourceHtml(post, nameOf, texts)}</section>
<section class="slack"><h3>${texts.result} <span class="place">${conversation.slackId}</span></h3>
${messagesHtml(mapped.messages, context)}</section>
</div></article>
`;
}

function conversationName(
  { conversation: { channel, name, list } }: Sample,
  nameOf: CardContext['nameOf'],
): string {
  if (list === 'dms') return directMembers(channel, []).map(nameOf).join(' ↔ ');
  return list === 'mpims' ? name : `#${name}`;
}

function chipsHtml({ constructs, mapped }: Sample, texts: PreviewTexts): readonly Html[] {
  const shown = constructs.map(
    (construct) => html`<span class="chip">${texts.constructs[construct]}</span> `,
  );
  const lost = countLosses(mapped.losses).map(
    ([code, { count, changes }]) =>
      html`<a class="chip loss" href="#loss-${code}" title="${changes.join(', ')}">${code}${count === 1 ? '' : ` × ${count}`}</a> `,
  );
  return [...shown, ...lost];
}

interface LossCount {
  count: number;
  readonly changes: string[];
}

/** By code, in the order of their first occurrence, with what became what. */
function countLosses(losses: readonly LossNote[]): readonly (readonly [LossCode, LossCount])[] {
  const counts = new Map<LossCode, LossCount>();
  for (const { code, old, new: now } of losses) {
    const known = counts.get(code) ?? { count: 0, changes: [] };
    counts.set(code, known);
    known.count += 1;
    const change = [old, now].filter((value) => value !== undefined).join(' → ');
    if (change !== '') known.changes.push(change);
  }
  return [...counts];
}

function messagesHtml(
  messages: readonly ExportMessage[],
  { names, texts }: CardContext,
): readonly Html[] | Html {
  if (messages.length === 0) return html`<p class="none">${texts.noMessage}</p>`;
  if (messages.length === 1) {
    return messages.map((message) => messageHtml(message, names, texts));
  }
  return messages.map(
    (message, index) =>
      html`<h4>${texts.part(index + 1, messages.length)}</h4>${messageHtml(message, names, texts)}`,
  );
}
