import { ConfigError } from '../errors.ts';
import type { Given } from './place.ts';

/** Mattermost's address, possibly with a path, without a slash at its end; ConfigError for anything else. */
export function parseSiteUrl(site: Given | undefined): string | undefined {
  if (site === undefined) return undefined;
  const { key, text } = site;
  const isUrl = /^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/i.test(text);
  if (!isUrl || !URL.canParse(text)) {
    throw new ConfigError([
      `${key}: '${text}', expected an address such as https://chat.example.com`,
    ]);
  }
  return text.replace(/\/+$/, '');
}
