import MarkdownIt from 'markdown-it';

const ENTITY = /&#?\w+;/g;
const { unescapeAll } = new MarkdownIt('zero').utils;

/** A character reference is shown as its character, since Mattermost leaves it to the browser. */
export const decodeEntities = (text: string): string =>
  text.includes('&') ? text.replace(ENTITY, (entity) => unescapeAll(entity)) : text;
