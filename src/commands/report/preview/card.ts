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
  const link = linkOf(sample);
  return html`<article class="card" id="${cardId(number)}">
<header><b>№ ${number}</b> <span dir="auto">${conversationName(sample)}</span> ${htmlLink(link, post.id)}
<div>${chipsHtml(sample, texts)}</div></header>
<div class="sides">
<section class="source"><h3>${texts.source}</h3>
${sourceHtml(post, nameOf, texts)}</section>
<section class="slack"><h3>${texts.result} <span class="place">${conversation.slackId}</span></h3>
${messagesHtml(mapped.messages, context)}</section>
</div></article>
`;
}

function conversationName({ conversation: { channel, name, list } }: Sample): string {
  if (list === 'dms') return channel.name;
  return list === 'mpims' ? name : `#${name}`;
}

function chipsHtml({ constructs, mapped }: Sample, texts: PreviewTexts): readonly Html[] {
  const shown = constructs.map(
    (construct) => html`<span class="chip">${texts.constructs[construct]}</span> `,
  );
  const lost = mapped.losses.map(({ code, old, new: now }) => {
    const change = [old, now].filter((value) => value !== undefined).join(' → ');
    return html`<a class="chip loss" href="#loss-${code}" title="${change}">${code}</a> `;
  });
  return [...shown, ...lost];
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
