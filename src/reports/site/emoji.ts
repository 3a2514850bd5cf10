import { type Html, html } from '../html.ts';
import type { SiteNames } from './names.ts';

/**
 * Renders an emoji by its name in small letters; undefined for a name that none has. `root`: the way to the site's root.
 */
export function emojiHtml(
  name: string,
  names: Pick<SiteNames, 'emoji' | 'emojiImage'>,
  root: string,
): Html | undefined {
  const characters = names.emoji(name);
  if (characters !== undefined) return html`<span title=":${name}:">${characters}</span>`;
  const image = names.emojiImage(name);
  if (image === undefined) return undefined;
  const address = /^[a-z]+:/i.test(image) ? image : `${root}${image}`;
  return html`<img class="emoji" src="${address}" alt=":${name}:" title=":${name}:">`;
}
