import MarkdownIt from 'markdown-it';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const SPECIAL = /[&<>]/g;

/** Escapes the three characters that Slack requires; then no `<…>` sequence can be typed by hand. */
export const escapeMrkdwn = (text: string): string =>
  text.replace(SPECIAL, (character) => ESCAPES[character] ?? character);

const URL_SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '%3C',
  '>': '%3E',
  '|': '%7C',
  '\n': '%0A',
};
const URL_CHARACTERS = /[&<>|\n]/g;

/** Escapes an address inside `<…>`, where `|` would begin the label and `>` end the link. */
export const escapeMrkdwnUrl = (url: string): string =>
  url.replace(URL_CHARACTERS, (character) => URL_SPECIAL[character] ?? character);

const ENTITY = /&#?\w+;/g;
const { unescapeAll } = new MarkdownIt('zero').utils;

/** Decodes character references, because browsers display them decoded in Mattermost. */
export const decodeEntities = (text: string): string =>
  text.includes('&') ? text.replace(ENTITY, (entity) => unescapeAll(entity)) : text;
