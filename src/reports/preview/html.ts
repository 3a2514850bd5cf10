import { directMembers } from '../../mapping/conversations.ts';
import type { LossCode, LossNote } from '../../mapping/losses.ts';
import { CONSTRUCTS } from '../../mapping/messages/constructs.ts';
import type { UserId } from '../../model/model.ts';
import type { ExportMessage } from '../../slack/export-format.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { countText, fill } from '../figures.ts';
import { type Html, html, htmlLink, htmlPage } from '../html.ts';
import { lossTexts } from '../losses.ts';
import { PREVIEW_CSS } from './css.ts';
import { messageHtml } from './message.ts';
import type { PreviewTexts, Sample, Samples, SlackNames, Tally } from './samples.ts';
import { sourceHtml } from './source.ts';

export interface PreviewFacts extends Omit<CardContext, 'texts'> {
  readonly lang: Language;
  readonly samples: Samples;
}

/** Renders the whole page. Each post is on it once, under the first thing that it is a sample of. */
export function previewHtml(facts: PreviewFacts): string {
  const { samples, lang } = facts;
  const texts = TEXTS[lang].preview;
  const groups = groupsOf(samples, lang);
  const numbers = numberSamples(groups);
  const section = (title: string, kind: Kind): Html => {
    const own = groups.filter((group) => group.kind === kind);
    return own.length === 0 && kind === 'type'
      ? html``
      : indexHtml({ title, first: texts.kindTitles[kind] }, own, numbers, lang);
  };
  const body = html`<header class="page"><h1>${texts.title}</h1>
<p>${fill(texts.lead, { posts: samples.posts, cards: numbers.size })}</p>
<p class="warning">⚠ ${texts.warning}</p>
<p>${texts.approximation}</p></header>
<nav>
${section(texts.constructsTitle, 'construct')}
${section(texts.typesTitle, 'type')}
${section(texts.lossesTitle, 'loss')}
</nav>
<main>
${sectionsHtml(groups, numbers, { ...facts, texts })}
</main>`;
  return htmlPage({ lang, title: texts.title, css: PREVIEW_CSS, body, hasStyleAttributes: true });
}

type Kind = 'construct' | 'type' | 'loss';

/** Samples of one construct, post type or loss. */
interface Group {
  readonly kind: Kind;
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly tally: Tally;
}

function groupsOf(samples: Samples, lang: Language): readonly Group[] {
  const texts = TEXTS[lang].preview;
  const sentences = lossTexts(lang);
  const constructs = CONSTRUCTS.flatMap((construct): Group[] => {
    const tally = samples.constructs.get(construct);
    const title = texts.constructs[construct];
    const id = `construct-${construct}`;
    return tally === undefined ? [] : [{ kind: 'construct', id, title, note: '', tally }];
  });
  const types = [...samples.types]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([type, tally], index): Group => ({
        kind: 'type',
        id: `type-${index + 1}`,
        title: type,
        note: '',
        tally,
      }),
    );
  const losses = [...samples.losses]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, tally]): Group => {
      const { message, hint } = sentences[code];
      const note = [message, hint].filter(Boolean).join(' ');
      return { kind: 'loss', id: `loss-${code}`, title: code, note, tally };
    });
  return [...constructs, ...types, ...losses];
}

type Numbers = ReadonlyMap<string, number>;

/** Numbers the samples from 1 in the order of the page, by post id. */
function numberSamples(groups: readonly Group[]): Numbers {
  const numbers = new Map<string, number>();
  for (const { tally } of groups) {
    for (const { post } of tally.samples) {
      if (!numbers.has(post.id)) numbers.set(post.id, numbers.size + 1);
    }
  }
  return numbers;
}

function indexHtml(
  { title, first }: { readonly title: string; readonly first: string },
  groups: readonly Group[],
  numbers: Numbers,
  lang: Language,
): Html {
  const texts = TEXTS[lang].preview;
  if (groups.length === 0) return html`<h2>${title}</h2><p>${texts.noLosses}</p>`;
  const rows = groups.map(
    (group) => html`<tr id="${group.id}"><th scope="row">${group.title}${noteHtml(group, lang)}</th>
<td class="right">${countText(group.tally.count)}</td><td>${linksHtml(group, numbers)}</td></tr>
`,
  );
  return html`<h2>${title}</h2>
<table class="index"><thead><tr><th>${first}</th><th class="right">${texts.countTitle}</th><th>${texts.samplesTitle}</th></tr></thead>
<tbody>${rows}</tbody></table>`;
}

const noteHtml = ({ note }: Group, lang: Language): Html | undefined =>
  note === '' ? undefined : html`<p class="note" lang="${lang}">${note}</p>`;

function linksHtml({ tally }: Group, numbers: Numbers): readonly Html[] {
  return tally.samples.map(({ post }) => {
    const number = numbers.get(post.id) ?? 0;
    return html`<a href="#${cardId(number)}">№ ${number}</a> `;
  });
}

function sectionsHtml(
  groups: readonly Group[],
  numbers: Numbers,
  context: CardContext,
): readonly Html[] {
  let shown = 0;
  return groups.flatMap((group) => {
    const fresh = group.tally.samples.filter(({ post }) => (numbers.get(post.id) ?? 0) > shown);
    shown += fresh.length;
    const card = (sample: Sample): Html =>
      cardHtml(sample, numbers.get(sample.post.id) ?? 0, context);
    return fresh.length === 0 ? [] : [html`<h2>${group.title}</h2>${fresh.map(card)}`];
  });
}

interface CardContext {
  readonly texts: PreviewTexts;
  readonly names: SlackNames;
  readonly nameOf: (id: UserId) => string;
  /** URL of the post on the old server. */
  readonly linkOf: (sample: Sample) => string;
}

const cardId = (number: number): string => `post-${number}`;

/** Renders one post: in Mattermost on the left, in Slack on the right. */
function cardHtml(sample: Sample, number: number, context: CardContext): Html {
  const { texts, nameOf, linkOf } = context;
  const { post, mapped, conversation } = sample;
  // Without the server's URL the link is a path, which cannot be followed.
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

/** Counts losses by code, in the order of their first occurrence, with their changes. */
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
      html`<h4>${fill(texts.part, { number: index + 1, of: messages.length })}</h4>${messageHtml(message, names, texts)}`,
  );
}
