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

/** No script, no request, no form, whatever the content says. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export interface HtmlPage {
  readonly lang: 'en' | 'ja';
  readonly title: string;
  readonly css: string;
  readonly body: Html;
}

/** A whole document that needs nothing beside it and cannot run or load anything. */
export function htmlPage({ lang, title, css, body }: HtmlPage): string {
  const page = html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${styleElement(css)}
</head>
<body>
${body}
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
