import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { fill } from '../figures.ts';
import { type Html, html, htmlText } from '../html.ts';
import type { SiteChannel } from './names.ts';
import { pageFrame } from './page.ts';

/** A page of a channel's month, and the pages beside it. */
export interface MonthFacts {
  readonly lang: Language;
  readonly channel: SiteChannel;
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Renders what stands before and behind the posts of a page. */
export function monthHtml(facts: MonthFacts): { readonly head: string; readonly foot: string } {
  const { lang, channel, name } = facts;
  const frame = pageFrame({ lang, title: `${channel.title} ${name}`, root: '../../' });
  const head = html`<h1 dir="auto"><a href="index.html">${channel.title}</a> <span class="faint">${name}</span></h1>
${stepsHtml(facts)}
`;
  const foot = stepsHtml(facts);
  return { head: frame.head + htmlText(head), foot: htmlText(foot) + frame.foot };
}

function stepsHtml({ lang, before, after }: MonthFacts): Html {
  const texts = TEXTS[lang].site;
  const step = (page: string | undefined, words: string): Html =>
    page === undefined
      ? html`<span></span>`
      : html`<a href="${page}.html">${fill(words, { month: page })}</a>`;
  return html`<nav class="steps">${step(before, texts.before)}${step(after, texts.after)}</nav>`;
}
