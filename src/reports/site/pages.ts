import type { Channel, ChannelType, User } from '../../model/model.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { countText, fill, utcMs } from '../figures.ts';
import { type Html, html, unbroken } from '../html.ts';
import { markdownHtml } from './markdown.ts';
import { channelPath, type SiteChannel, type SiteNames, type SitePerson } from './names.ts';
import { sitePage } from './page.ts';

/** A channel with what a site has of it. */
export interface ListedChannel {
  readonly shown: SiteChannel;
  readonly channel: Channel;
  readonly team: string;
  readonly posts: number;
}

/** A page of a channel: some or all posts of a month. */
export interface MonthPage {
  /** `2026-04`, or `2026-04-2` for the second page of a month. */
  readonly name: string;
  readonly posts: number;
}

/** Facts about the whole site. */
export interface SiteFacts {
  readonly lang: Language;
  readonly title: string;
  readonly version: string;
  readonly latestMs: number;
  readonly areas: readonly ChannelType[];
}

/** Renders the start page: public channels, and links to the lists of the others, which may be kept elsewhere. */
export function homePage(
  facts: SiteFacts,
  channels: readonly ListedChannel[],
  about: Html | undefined,
): string {
  const texts = TEXTS[facts.lang].site;
  const others = facts.areas
    .filter((area) => area !== 'public')
    .map((area) => html`<li><a href="${area}/index.html">${texts.areas[area]}</a></li>`);
  const shown = channels.filter(({ shown: { type } }) => type === 'public');
  const body = html`<h1>${facts.title}</h1>
<p class="faint">${unbroken(fill(texts.written, { time: utcMs(facts.latestMs), version: facts.version }))} ${texts.times}</p>
<noscript><p>${texts.needsScript}</p></noscript>
${about}
${others.length === 0 ? undefined : html`<ul>${others}</ul>`}
<h2>${texts.areas.public}</h2>
${channelTable(shown, '', facts.lang)}`;
  return sitePage({ lang: facts.lang, title: facts.title, root: '', body });
}

/** Renders the list of the channels of a type. */
export function areaPage(
  facts: SiteFacts,
  area: ChannelType,
  channels: readonly ListedChannel[],
): string {
  const title = TEXTS[facts.lang].site.areas[area];
  const body = html`<h1>${title}</h1>
${channelTable(channels, '../', facts.lang)}`;
  return sitePage({ lang: facts.lang, title, root: '../', body });
}

/** Renders the channels that a person is in; nothing where everybody's posts are written. */
export function membershipsHtml(
  { lang }: Pick<SiteFacts, 'lang'>,
  channels: readonly ListedChannel[] | undefined,
): Html | undefined {
  if (channels === undefined) return undefined;
  const texts = TEXTS[lang].site;
  const items = byTitle(channels, lang).map(
    ({ shown, team }) =>
      html`<li><bdi>${shown.title}</bdi> <span class="faint">${texts.areas[shown.type]} <bdi>${team}</bdi></span></li>`,
  );
  return html`<h2>${texts.memberOf}</h2>
<ul class="memberships">${items}</ul>`;
}

/** Sorts channels by their names, as the language does, then by team; by folder where both are equal. */
function byTitle(channels: readonly ListedChannel[], lang: Language): readonly ListedChannel[] {
  const { compare } = new Intl.Collator(lang, { numeric: true });
  return [...channels].sort(
    (a, b) =>
      compare(a.shown.title, b.shown.title) ||
      compare(a.team, b.team) ||
      (a.shown.folder < b.shown.folder ? -1 : 1),
  );
}

function channelTable(channels: readonly ListedChannel[], root: string, lang: Language): Html {
  const texts = TEXTS[lang].site;
  if (channels.length === 0) return html`<p class="faint">${texts.nothing}</p>`;
  const rows = byTitle(channels, lang).map(
    ({ shown, channel, team, posts }) =>
      html`<tr><th scope="row"><a href="${root}${channelPath(shown)}/index.html"><bdi>${shown.title}</bdi></a>${
        channel.deleteAtMs === undefined
          ? undefined
          : html` <span class="chip">${texts.isArchived}</span>`
      }</th><td><bdi>${team}</bdi></td><td class="number">${countText(posts)}</td></tr>
`,
  );
  return html`<table class="list"><thead><tr><th>${texts.channel}</th><th>${texts.team}</th><th class="number">${texts.posts}</th></tr></thead><tbody>
${rows}</tbody></table>`;
}

/** Renders the page of a channel: what it is, who is in it, and its months. */
export function channelPage(
  facts: SiteFacts,
  { shown, channel, team }: ListedChannel,
  inside: {
    readonly months: readonly MonthPage[];
    readonly members: readonly SitePerson[];
    readonly names: SiteNames;
  },
): string {
  const texts = TEXTS[facts.lang].site;
  const place = { names: inside.names, team: shown.teamId, root: '../../' };
  const about = (label: string, text: string): Html | undefined =>
    text === ''
      ? undefined
      : html`<h2>${label}</h2><div class="text" dir="auto">${markdownHtml(text, place)}</div>`;
  const archived =
    channel.deleteAtMs === undefined
      ? undefined
      : html` · ${texts.archived} ${unbroken(utcMs(channel.deleteAtMs))}`;
  const months = inside.months.map(
    ({ name, posts }) =>
      html`<li><a href="${name}.html">${name} <span class="faint">${fill(texts.postCount, { count: posts })}</span></a></li>`,
  );
  const members = inside.members.map(
    ({ username, fullName }) =>
      html`<li><bdi>${fullName || username}</bdi> <span class="faint">@${username}</span></li>`,
  );
  const body = html`<h1 dir="auto">${shown.title}</h1>
<p class="faint"><a href="../index.html">${texts.areas[shown.type]}</a> · <bdi>${team}</bdi> · ${texts.created} ${unbroken(utcMs(channel.createAtMs))}${archived}</p>
${about(texts.purpose, channel.purpose)}${about(texts.header, channel.header)}
<h2>${texts.months}</h2>
${months.length === 0 ? html`<p class="faint">${texts.nothing}</p>` : html`<ul class="months">${months}</ul>`}
<details><summary>${fill(texts.members, { count: members.length })}</summary><ul>${members}</ul></details>`;
  return sitePage({ lang: facts.lang, title: shown.title, root: '../../', body });
}

/** Renders the list of people and bots; an address is on no page. */
export function peoplePage(
  { lang }: SiteFacts,
  people: readonly { readonly shown: SitePerson; readonly user: User }[],
): string {
  const texts = TEXTS[lang].site;
  const rows = people.map(({ shown, user }) => {
    const kind = user.kind === 'guest' ? texts.guest : user.kind === 'person' ? '' : texts.bot;
    const gone =
      user.deleteAtMs === undefined
        ? ''
        : fill(texts.deactivated, { time: utcMs(user.deleteAtMs) });
    return html`<tr><th scope="row"><bdi>${shown.fullName || shown.username}</bdi></th><td>@${shown.username}</td><td><bdi>${user.position}</bdi></td><td>${unbroken([kind, gone].filter(Boolean).join(', '))}</td></tr>
`;
  });
  const body = html`<h1>${texts.people}</h1>
<div class="wide" tabindex="0"><table class="list people"><thead><tr><th>${texts.name}</th><th>${texts.username}</th><th>${texts.position}</th><th>${texts.status}</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
  return sitePage({ lang, title: texts.people, root: '', body });
}

/** Renders the page of the search. */
export function searchPage({ lang, areas }: SiteFacts): string {
  const texts = TEXTS[lang].site;
  const body = html`<h1>${texts.search}</h1>
<form id="search" class="choices" role="search">
<label class="words"><span class="hidden">${texts.searchFor}</span><input type="search" name="q" autocomplete="off" placeholder="${texts.searchFor}"></label>
<label>${texts.channel} <select name="channel"><option value="">${texts.anyChannel}</option></select></label>
<label>${texts.fromMonth} <input type="month" name="from"></label>
<label>${texts.toMonth} <input type="month" name="to"></label>
<button type="submit">${texts.search}</button></form>
<p class="faint">${texts.searchHelp}</p>
<noscript><p>${texts.needsScript}</p></noscript>
<p id="status" role="status" data-searching="${texts.searching}" data-one="${fill(texts.found, { count: 1 })}" data-found="${fill(texts.found, { count: '{count}' })}" data-none="${texts.foundNone}"></p>
<div id="results"></div>
<p><button id="more" type="button" hidden>${texts.more}</button></p>`;
  return sitePage({ lang, title: texts.search, root: '', body, script: 'search', areas });
}

/** Renders the page that permalinks lead to. */
export function permalinkPage({ lang, areas }: SiteFacts): string {
  const texts = TEXTS[lang].site;
  const body = html`<noscript><p>${texts.needsScript}</p></noscript>
<p id="status" role="status" data-looking="${texts.lookingUp}" data-missing="${texts.notFound}"></p>`;
  return sitePage({ lang, title: texts.title, root: '', body, script: 'post', areas });
}
