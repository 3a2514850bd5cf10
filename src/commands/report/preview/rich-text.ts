import type { RichTextElement, RichTextInline, TextStyle } from '../../../mapping/slack.ts';
import { type Html, html, htmlLink } from '../html.ts';
import { broadcastChip, channelChip, emojiChip, personChip } from './chips.ts';
import type { SlackNames } from './slack-names.ts';

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
  // The table has the handler of exactly this type under it.
  const handler = handlers[value.type as Union['type']] as (
    value: Union,
    names: SlackNames,
  ) => Html;
  return handler(value, names);
}

/** The innermost first. */
const STYLES: readonly (readonly [keyof TextStyle, (inner: Html) => Html])[] = [
  ['code', (inner) => html`<code>${inner}</code>`],
  ['strike', (inner) => html`<s>${inner}</s>`],
  ['italic', (inner) => html`<i>${inner}</i>`],
  ['bold', (inner) => html`<b>${inner}</b>`],
];

function styled(inner: Html, style: TextStyle | undefined): Html {
  return STYLES.reduce((markup, [name, wrap]) => (style?.[name] ? wrap(markup) : markup), inner);
}
