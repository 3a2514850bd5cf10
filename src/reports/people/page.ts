import { CHANNEL_ACTIONS, PERSON_ACTIONS } from '../../mapping/decisions.ts';
import { LIST_FILTERS } from '../../mapping/lists/names.ts';
import { VISIBILITIES } from '../../mapping/plan/channels-csv.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { contentSecurityPolicy, type Html, html, htmlLink, htmlPage } from '../html.ts';
import { PEOPLE_CSS } from './css.ts';
import { PEOPLE_SCRIPT } from './script.ts';

/** A page and the policy that its server sends with it. */
export interface ServedPage {
  readonly html: string;
  readonly policy: string;
}

const PARTS = { css: PEOPLE_CSS, script: PEOPLE_SCRIPT, hasRequests: true } as const;

/** Renders the page that matches people and channels: without data, which its script asks for. */
export function peoplePage(lang: Language): ServedPage {
  const texts = TEXTS[lang].people;
  return {
    html: htmlPage({ ...PARTS, lang, title: `mm2slack: ${texts.title}`, body: bodyOf(lang) }),
    policy: `${contentSecurityPolicy(PARTS)}; frame-ancestors 'none'`,
  };
}

/** Renders a page that leads to the address. */
export function addressPage(address: string, lang: Language): string {
  const { title } = TEXTS[lang].people;
  const body = html`<meta http-equiv="refresh" content="0; url=${address}"><p>${htmlLink(address, title)}</p>`;
  return htmlPage({ lang, title, css: '', body });
}

type PageTexts = (typeof TEXTS)[Language]['people'];

function bodyOf(lang: Language): Html {
  const texts = TEXTS[lang].people;
  return html`<header>
<div><h1>${texts.title}</h1><p class="lead">${texts.lead}</p></div>
<div class="buttons"><span id="unsaved" class="chip" hidden></span>
<button id="undo" type="button" disabled>${texts.undo}</button>
<button id="save" type="button" class="main" disabled>${texts.save}</button>
<button id="done" type="button">${texts.done}</button></div>
</header>
<div id="alert" class="warnings" role="alert" hidden><p></p><button type="button" hidden></button></div>
<p id="status" role="status"></p>
<main data-texts="${JSON.stringify(scriptTexts(texts))}">
<section id="lists" aria-label="${texts.lines}">
<div class="tabs">
<button type="button" data-list="people" aria-pressed="true">${texts.lists.people}</button>
<button type="button" data-list="channels" aria-pressed="false">${texts.lists.channels}</button></div>
<div class="finder"><label>${texts.search} <input id="search" type="search" autocomplete="off" maxlength="200"></label>
<label>${texts.filterLabel} <select id="filter">${LIST_FILTERS.map((filter) => html`<option value="${filter}">${texts.filters[filter]}</option>`)}</select></label></div>
<ul id="lines"></ul>
<div class="pager"><button id="before" type="button" aria-label="${texts.previous}">‹</button><span id="shown"></span><button id="after" type="button" aria-label="${texts.next}">›</button></div>
</section>
<section id="detail" aria-labelledby="who" hidden>
<h2 id="who" tabindex="-1"></h2>
<dl id="facts"></dl>
<div id="candidates"></div>
<h3>${texts.byHand}</h3>
${personForm(texts)}
${channelForm(texts)}
</section>
</main>
<footer>${texts.keys}</footer>`;
}

const options = (values: readonly (readonly [value: string, word: string])[]): Html =>
  html`${values.map(([value, word]) => html`<option value="${value}">${word}</option>`)}`;

const personForm = (texts: PageTexts): Html => html`<form id="person" autocomplete="off">
<label>${texts.action} <select name="action">${options(PERSON_ACTIONS.map((action) => [action, texts.actions[action]]))}</select></label>
<label>${texts.slackAccount} <input name="slackId"></label>
<label>${texts.sameAs} <input name="sameAs"></label>
<button type="submit">${texts.decide}</button>
</form>`;

const channelForm = (texts: PageTexts): Html => html`<form id="channel" autocomplete="off" hidden>
<label>${texts.action} <select name="action">${options(CHANNEL_ACTIONS.map((action) => [action, texts.channelActions[action]]))}</select></label>
<label>${texts.slackName} <input name="slackName"></label>
<label>${texts.slackId} <input name="slackId"></label>
<label>${texts.visibility} <select name="visibility">${options(Object.values(VISIBILITIES).map((word) => [word, visibilityWord(texts, word)]))}</select></label>
<label>${texts.archive} <select name="archive">${options([
  ['no', texts.no],
  ['yes', texts.yes],
])}</select></label>
<button type="submit">${texts.decide}</button>
</form>`;

const visibilityWord = (texts: PageTexts, word: string): string =>
  new Map(Object.entries(texts.visibilities)).get(word) ?? word;

/** The sentences that the script fills. */
function scriptTexts(texts: PageTexts): Omit<PageTexts, 'terminal'> {
  const { terminal: _, ...rest } = texts;
  return rest;
}
