import type { RichTextElement, RichTextInline, TextStyle } from '../../slack/shapes.ts';
import { type Html, html, htmlLink } from '../html.ts';
import type { SlackNames } from './samples.ts';

type Typed = { readonly type: string };
/** A handler for each type of a union. */
type Handlers<Union extends Typed> = {
  readonly [Type in Union['type']]: (
    value: Extract<Union, { type: Type }>,
    names: SlackNames,
  ) => Html;
};

const INLINES: Handlers<RichTextInline> = {
  text: ({ text }) => html`${text}`,
  link: ({ url, text }) => htmlLink(url, text ?? url),
  emoji: ({ name }) => emojiChip(name),
  user: ({ user_id }, names) => personChip(user_id, names),
  channel: ({ channel_id }, names) => channelChip(channel_id, names),
  usergroup: ({ usergroup_id }) => html`<span class="mention">@${usergroup_id}</span>`,
  broadcast: ({ range }) => broadcastChip(range),
};

const ELEMENTS: Handlers<RichTextElement> = {
  rich_text_section: ({ elements }, names) =>
    html`<div class="section" dir="auto">${inlines(elements, names)}</div>`,
  rich_text_list: ({ style, indent, offset = 0, elements }, names) => {
    const items = elements.map(
      (item) => html`<li dir="auto">${inlines(item.elements, names)}</li>`,
    );
    return style === 'bullet'
      ? html`<ul class="level-${indent}">${items}</ul>`
      : html`<ol class="level-${indent}" start="${offset + 1}">${items}</ol>`;
  },
  rich_text_quote: ({ elements }, names) =>
    html`<blockquote dir="auto">${inlines(elements, names)}</blockquote>`,
  rich_text_preformatted: ({ elements, language }, names) => {
    const label = language === undefined ? [] : html`<span class="language">${language}</span>`;
    return html`<pre class="code">${label}${inlines(elements, names)}</pre>`;
  },
};

/** Renders elements of a rich text block as Slack shows them. */
export function richText(elements: readonly RichTextElement[], names: SlackNames): readonly Html[] {
  return elements.map((element) => handle(ELEMENTS, element, names));
}

function inlines(elements: readonly RichTextInline[], names: SlackNames): readonly Html[] {
  return elements.map((inline) => styled(handle(INLINES, inline, names), inline.style));
}

function handle<Union extends Typed>(
  handlers: Handlers<Union>,
  value: Union,
  names: SlackNames,
): Html {
  // The table has the handler for exactly this type.
  const handler = handlers[value.type as Union['type']] as (
    value: Union,
    names: SlackNames,
  ) => Html;
  return handler(value, names);
}

/** Innermost first. */
const STYLES: readonly (readonly [keyof TextStyle, (inner: Html) => Html])[] = [
  ['code', (inner) => html`<code>${inner}</code>`],
  ['strike', (inner) => html`<s>${inner}</s>`],
  ['italic', (inner) => html`<i>${inner}</i>`],
  ['bold', (inner) => html`<b>${inner}</b>`],
];

function styled(inner: Html, style: TextStyle | undefined): Html {
  return STYLES.reduce((markup, [name, wrap]) => (style?.[name] ? wrap(markup) : markup), inner);
}

/*
 * A rough reader of Slack's mrkdwn, for texts without blocks: attachments and system messages. Each pattern
 * stops at the first closing mark, so that no text makes it slow.
 */

const TOKEN =
  /```\n?([^`]+(?:`{1,2}[^`]+)*)```|`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}])([*_~])(?=\S)((?:(?!\4)[^\n])+)(?<=\S)\4(?![\p{L}\p{N}])|:([\p{L}\p{N}_+-]+(?:::skin-tone-[2-6](?:-[2-6])?)?):/gu;
const QUOTED_LINES = /^(?:&gt;.*(?:\n|$))+/gm;

/** Renders mrkdwn approximately as Slack shows it. */
export function mrkdwnHtml(text: string, names: SlackNames): Html {
  return replaced(
    text,
    QUOTED_LINES,
    (part) => linesHtml(part, names),
    ([quote]) => {
      const inner = quote.replace(/^&gt; ?/gm, '').replace(/\n$/, '');
      return html`<blockquote>${linesHtml(inner, names)}</blockquote>`;
    },
  );
}

function linesHtml(text: string, names: SlackNames): Html {
  return replaced(
    text,
    TOKEN,
    (part) => html`${unescaped(part)}`,
    (match) => tokenHtml(match, names),
  );
}

/** Converts each match and all text between matches to markup. */
function replaced(
  text: string,
  pattern: RegExp,
  between: (part: string) => Html,
  matched: (match: RegExpExecArray) => Html,
): Html {
  const out: Html[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) out.push(between(text.slice(at, match.index)));
    out.push(matched(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) out.push(between(text.slice(at)));
  return html`${out}`;
}

function tokenHtml(match: RegExpExecArray, names: SlackNames): Html {
  const [whole, fenced, code, angled, mark = '', marked = '', emoji] = match;
  if (fenced !== undefined) return html`<pre class="code">${unescaped(fenced)}</pre>`;
  if (code !== undefined) return html`<code>${unescaped(code)}</code>`;
  if (angled !== undefined) return angledHtml(angled, names);
  if (emoji !== undefined) return emojiChip(emoji);
  return MARKS[mark]?.(linesHtml(marked, names)) ?? html`${unescaped(whole)}`;
}

const MARKS: Readonly<Record<string, (inner: Html) => Html>> = {
  '*': (inner) => html`<b>${inner}</b>`,
  _: (inner) => html`<i>${inner}</i>`,
  '~': (inner) => html`<s>${inner}</s>`,
};

/** `<@U1>`, `<#C1>`, `<!here>`, `<https://…|label>`. */
function angledHtml(inside: string, names: SlackNames): Html {
  const [target = '', label] = splitOnce(inside);
  const rest = target.slice(1);
  if (target.startsWith('@')) return personChip(rest, names);
  if (target.startsWith('#')) return channelChip(rest, names);
  if (target.startsWith('!')) return broadcastChip(rest);
  const url = unescaped(target);
  return htmlLink(url, label === undefined ? url : unescaped(label));
}

function splitOnce(inside: string): readonly [string, string | undefined] {
  const bar = inside.indexOf('|');
  return bar < 0 ? [inside, undefined] : [inside.slice(0, bar), inside.slice(bar + 1)];
}

const CHARACTERS: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** Decodes Slack's three entities. */
export function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => CHARACTERS[entity] ?? entity);
}

/** Chips for a person, a channel, a broadcast or an emoji. */
const personChip = (id: string, names: SlackNames): Html =>
  html`<span class="mention" title="${id}">@${names.user(id)}</span>`;

const channelChip = (id: string, names: SlackNames): Html =>
  html`<span class="mention" title="${id}">#${names.channel(id)}</span>`;

const broadcastChip = (range: string): Html =>
  html`<span class="mention broadcast">@${range}</span>`;

/** Renders an emoji as its name, because the page has no pictures. */
export const emojiChip = (name: string): Html => html`<span class="emoji">:${name}:</span>`;
