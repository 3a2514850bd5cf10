import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { type Html, html, htmlText, scriptLink } from '../html.ts';

export interface SitePage {
  readonly lang: Language;
  readonly title: string;
  /** Way from the page to the root of the site: empty or ending in a slash. */
  readonly root: string;
  readonly body: Html;
  /** Name of a script of the site that the page needs beside the common one. */
  readonly script?: 'search' | 'post';
  /** Folders of the site that are there, for a page with a script. */
  readonly areas?: readonly string[];
}

/**
 * Policy of every page: style sheet, scripts and pictures of the site's own folder and nothing else; no script and no
 * style inside the page, whatever the content is. `file:` is what a site that is opened from disk is loaded from.
 */
export const SITE_POLICY = [
  "default-src 'none'",
  "img-src 'self' file:",
  "style-src 'self' file:",
  "script-src 'self' file:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Renders a page up to its content, so that the content can follow piece by piece, and what ends it. */
export function pageFrame(page: Omit<SitePage, 'body'>): {
  readonly head: string;
  readonly foot: string;
} {
  const { lang, title, root, script, areas = [] } = page;
  const texts = TEXTS[lang].site;
  const own = script === undefined ? undefined : scriptLink(`${root}assets/${script}.js`);
  const head = html`<!doctype html>
<html lang="${lang}" data-root="${root}" data-areas="${areas.join(' ')}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${SITE_POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="${root}assets/site.css">
</head>
<body>
<nav class="top"><a href="${root}index.html">${texts.home}</a> <a href="${root}people.html">${texts.people}</a>
<form class="finder" role="search"><label><span class="hidden">${texts.searchFor}</span><input type="search" name="q" autocomplete="off" placeholder="${texts.search}"></label></form></nav>
<main>
`;
  const foot = html`</main>
${scriptLink(`${root}assets/site.js`)}
${own}
</body>
</html>
`;
  return { head: htmlText(head), foot: htmlText(foot) };
}

/** Renders a whole page. */
export function sitePage(page: SitePage): string {
  const { head, foot } = pageFrame(page);
  return head + htmlText(page.body) + foot;
}

/** Writes a text as a JavaScript string that may stand in any script. */
export const scriptText = (text: string): string =>
  JSON.stringify(text).replace(
    /[<\u2028\u2029\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A part of the index as a script: the loader is told its name and its text. */
export const partScript = (name: string, text: string): string =>
  `mm2slackPart(${scriptText(name)},${scriptText(text)});\n`;
