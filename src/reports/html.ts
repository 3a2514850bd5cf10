import { createHash } from 'node:crypto';
import type { Language } from '../texts/language.ts';

const SAFE: unique symbol = Symbol('safe HTML');

/** Markup that may stand in a page as it is. Only `html` makes it, so no text of a post can pass for it. */
export interface Html {
  readonly [SAFE]: string;
}

/** What may be put into a template: text is escaped, markup is not, a list is joined, undefined is nothing. */
export type HtmlValue = string | number | undefined | Html | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or for an attribute in quotes. NUL, which HTML has no way to write, becomes U+FFFD. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
    .replaceAll('\0', '\ufffd');
}

/** A template whose values are escaped unless they are markup themselves. Attributes need quotes around them. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let out = parts[0] ?? '';
  values.forEach((value, index) => {
    out += htmlText(value) + (parts[index + 1] ?? '');
  });
  return { [SAFE]: out };
}

export function htmlText(value: HtmlValue): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (SAFE in value) return value[SAFE];
  return value.map(htmlText).join('');
}

/** Our own style sheet, which must hold nothing of the data: no escaping makes that safe. */
function styleElement(css: string): Html {
  return { [SAFE]: `<style>${css}</style>` };
}

/** Our own script, as free of data as the style sheet. */
function scriptElement(script: string): Html {
  return { [SAFE]: `<script>${script}</script>` };
}

export interface HtmlPage {
  readonly lang: Language;
  readonly title: string;
  readonly css: string;
  readonly body: Html;
  /** Stands at the end of the body; the only script that may run. */
  readonly script?: string;
  /** Pictures inside the page (`data:`). */
  readonly hasPictures?: boolean;
  /** Elements with styles of their own; otherwise only the style sheet counts. */
  readonly hasStyleAttributes?: boolean;
}

/** No request and no form, and no script but ours, whatever the content says. */
function contentSecurityPolicy({ css, script, hasPictures, hasStyleAttributes }: HtmlPage): string {
  return [
    "default-src 'none'",
    ...(hasPictures ? ['img-src data:'] : []),
    `style-src ${hasStyleAttributes ? "'unsafe-inline'" : hashSource(css)}`,
    ...(script === undefined ? [] : [`script-src ${hashSource(script)}`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Allows the one inline element that holds exactly this text. */
const hashSource = (text: string): string =>
  `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/** A whole document that needs nothing beside it and cannot load anything. */
export function htmlPage(parts: HtmlPage): string {
  const { lang, title, css, body, script } = parts;
  const page = html`<!doctype html>
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
${body}
${script === undefined ? undefined : scriptElement(script)}
</body>
</html>
`;
  return htmlText(page);
}

const WEB_ADDRESS = /^(?:https?:\/\/|mailto:)/i;

/**
 * A link that leads where it says and tells nobody where from. An address of another kind, which could run a
 * script, is named but not linked.
 */
export function htmlLink(url: string, label: HtmlValue): Html {
  if (!WEB_ADDRESS.test(url)) return html`<span class="address" title="${url}">${label}</span>`;
  return html`<a href="${url}" title="${url}" rel="noopener noreferrer nofollow" target="_blank">${label}</a>`;
}
