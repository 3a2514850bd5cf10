import { createHash } from 'node:crypto';
import type { Language } from '../texts/language.ts';

const SAFE: unique symbol = Symbol('safe HTML');

/** Markup that can be inserted unescaped. Only `html` creates it, so text of a post is never taken for markup. */
export interface Html {
  readonly [SAFE]: string;
}

/** A value of a template: text is escaped, markup is not, a list is joined, undefined is omitted. */
export type HtmlValue = string | number | undefined | Html | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for an element or a quoted attribute. NUL, which HTML cannot represent, becomes U+FFFD. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
    .replaceAll('\0', '\ufffd');
}

/** Builds markup from a template; values are escaped unless they are markup. Attributes must be quoted. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let out = parts[0] ?? '';
  values.forEach((value, index) => {
    out += htmlText(value) + (parts[index + 1] ?? '');
  });
  return { [SAFE]: out };
}

/** Text of a value: what is not marked as HTML is escaped. */
export function htmlText(value: HtmlValue): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (SAFE in value) return value[SAFE];
  return value.map(htmlText).join('');
}

/** Renders a text with each of its moments on one line; no-break spaces would not do, as a line may end at a hyphen. */
export const unbroken = (text: string): Html =>
  html`${text.split(MOMENT).map((part, at) => (at % 2 === 0 ? part : html`<span class="moment">${part}</span>`))}`;

const MOMENT = /(\d{4}(?:-\d\d-\d\d|年\d+月\d+日) \d\d:\d\d(?::\d\d)? UTC)/;

/** Our own style sheet. It must contain no data: it is not escaped. */
function styleElement(css: string): Html {
  return { [SAFE]: `<style>${css}</style>` };
}

/** Our own script. It must contain no data either. */
function scriptElement(script: string): Html {
  return { [SAFE]: `<script>${script}</script>` };
}

/** Renders a script of a file beside the page. (A tag function must not hold the end tag: bundlers rewrite it.) */
export const scriptLink = (address: string): Html => ({
  [SAFE]: `<script src="${escapeHtml(address)}"></script>`,
});

export interface HtmlPage {
  readonly lang: Language;
  readonly title: string;
  readonly css: string;
  readonly body: Html;
  /** Placed at the end of the body; the only script that may run. */
  readonly script?: string;
  /** True if the page embeds pictures (`data:`). */
  readonly hasPictures?: boolean;
  /** True if elements have style attributes; otherwise only the style sheet applies. */
  readonly hasStyleAttributes?: boolean;
  /** True if its script asks the server that the page came from. */
  readonly hasRequests?: boolean;
}

/** Policy that allows no request, no form and no script but ours, whatever the content is. */
export function contentSecurityPolicy({
  css,
  script,
  hasPictures,
  hasStyleAttributes,
  hasRequests,
}: Omit<HtmlPage, 'body' | 'lang' | 'title'>): string {
  return [
    "default-src 'none'",
    ...(hasPictures ? ['img-src data:'] : []),
    `style-src ${hasStyleAttributes ? "'unsafe-inline'" : hashSource(css)}`,
    ...(script === undefined ? [] : [`script-src ${hashSource(script)}`]),
    ...(hasRequests ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Allows the one inline element with exactly this text. */
const hashSource = (text: string): string =>
  `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/** What stands before and behind the body of a page. */
export interface HtmlFrame {
  readonly head: string;
  readonly foot: string;
}

/** Renders a complete, self-contained document that cannot load anything. */
export function htmlPage(parts: HtmlPage): string {
  const { head, foot } = htmlFrame(parts);
  return head + htmlText(parts.body) + foot;
}

/** Returns the beginning and end of a page whose body is written a piece at a time. */
export function htmlFrame(parts: Omit<HtmlPage, 'body'>): HtmlFrame {
  const { lang, title, css, script } = parts;
  const head = html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(parts)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${styleElement(css)}
</head>
<body>
`;
  const foot = html`
${script === undefined ? undefined : scriptElement(script)}
</body>
</html>
`;
  return { head: htmlText(head), foot: htmlText(foot) };
}

const WEB_ADDRESS = /^(?:https?:\/\/|mailto:)/i;

/**
 * Renders a link that shows its target and sends no referrer. An address of another scheme, which could run a
 * script, is shown but not linked.
 */
export function htmlLink(url: string, label: HtmlValue): Html {
  if (!WEB_ADDRESS.test(url)) return html`<span class="address" title="${url}">${label}</span>`;
  return html`<a href="${url}" title="${url}" rel="noopener noreferrer nofollow" target="_blank">${label}</a>`;
}
