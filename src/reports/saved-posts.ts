import { knownSize } from '../mapping/messages/files.ts';
import { listOf } from '../mapping/text.ts';
import type { FileInfo, Post, TeamId } from '../model/model.ts';
import type { Language } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { fill, momentText, sizeText, utcSeconds } from './figures.ts';
import {
  type Html,
  type HtmlFrame,
  html,
  htmlFrame,
  htmlLink,
  htmlText,
  unbroken,
} from './html.ts';
import { SITE_CSS } from './site/css.ts';
import { markdownHtml } from './site/markdown.ts';
import type { SiteNames, SitePerson } from './site/names.ts';
import { attachmentTexts, authorOf } from './site/post.ts';

/** Where a saved post is in Slack. */
export interface SavedPlace {
  /** Name of the channel, or its id. */
  readonly channel: string;
  readonly ts: string;
  /** Undefined where the address is not known. */
  readonly url: string | undefined;
}

/** What a saved post is shown with. */
export interface SavedPostLook {
  /** What the person calls the conversation. */
  readonly title: string;
  readonly team: TeamId | undefined;
  readonly names: SiteNames;
  /** Address on the Mattermost server; a path where the server's address is not known. */
  readonly permalink: string;
  /** Undefined where nothing says that the post is in Slack. */
  readonly slack: SavedPlace | undefined;
}

/** How a person's page begins and ends; `hasPlaces`: whether anything is known of posts in Slack. */
export function savedPostsFrame(
  { username, fullName }: Pick<SitePerson, 'username' | 'fullName'>,
  hasPlaces: boolean,
  lang: Language,
): HtmlFrame {
  const texts = TEXTS[lang].savedPosts;
  const name = fullName === '' ? username : fullName;
  const title = fill(texts.title, { name });
  const { head, foot } = htmlFrame({ lang, title, css: SITE_CSS });
  const lead = html`<main>
<h1>${title}</h1>
<p><b>${fill(texts.yours, { name })}</b></p>
<p>${fill(texts.lead, { name })}</p>
${hasPlaces ? undefined : html`<p>${texts.noPlaces}</p>`}
`;
  return { head: head + htmlText(lead), foot: `</main>${foot}` };
}

/** The figures behind a person's posts. */
export function savedPostsSum(
  { shown, notShown }: { readonly shown: number; readonly notShown: number },
  lang: Language,
): string {
  const texts = TEXTS[lang].savedPosts;
  const rest = notShown === 0 ? undefined : html` ${fill(texts.notShown, { count: notShown })}`;
  return htmlText(html`<p class="faint">${fill(texts.shown, { count: shown })}${rest}</p>
`);
}

/** Renders a saved post. */
export function savedPostHtml(
  post: Post,
  look: SavedPostLook,
  { hasPlaces, lang }: { readonly hasPlaces: boolean; readonly lang: Language },
): string {
  const texts = TEXTS[lang].savedPosts;
  const { names, team, title } = look;
  const place = { names, team, root: '' };
  const { name, username } = authorOf(post, names);
  const inSlack = slackHtml(look.slack, lang) ?? (hasPlaces ? texts.notInSlack : undefined);
  const old = /^https?:/.test(look.permalink)
    ? htmlLink(look.permalink, texts.openMattermost)
    : undefined;
  const body = [post.message, ...listOf(post.props['attachments']).flatMap(attachmentTexts)];
  return htmlText(html`<article class="post">
<header><b dir="auto">${name}</b> <span class="faint">${username}</span> <bdi>${title}</bdi> <span class="faint">${unbroken(momentText(post.createAtMs, lang))}</span></header>
${body.filter((text) => text !== '').map((text) => html`<div class="text" dir="auto">${markdownHtml(text, place)}</div>`)}
${post.files.map((file) => html`<p>${fileText(file, lang)}</p>`)}
<p class="faint">${inSlack} ${old}</p>
</article>
`);
}

function slackHtml(place: SavedPlace | undefined, lang: Language): Html | undefined {
  const texts = TEXTS[lang].savedPosts;
  if (place === undefined) return undefined;
  if (place.url !== undefined) return htmlLink(place.url, texts.openSlack);
  const time = utcSeconds(Number.parseFloat(place.ts));
  return html`<span class="chip">${fill(texts.inSlack, { channel: place.channel, time })}</span>`;
}

function fileText(file: FileInfo, lang: Language): string {
  const texts = TEXTS[lang].savedPosts;
  const bytes = knownSize(file);
  const { name } = file;
  if (bytes === undefined) return fill(texts.fileOfUnknownSize, { name });
  return fill(texts.file, { name, size: sizeText(bytes) });
}
