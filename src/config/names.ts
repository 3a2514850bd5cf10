import { ConfigError } from '../errors.ts';
import type { ChannelType } from '../model.ts';
import { nearest } from './nearest.ts';

export const CHANNEL_TYPES: readonly ChannelType[] = ['public', 'private', 'direct', 'group'];

/** A comma-separated text or a YAML list as names without blanks. */
export function nameList(value: string | readonly string[] | undefined): readonly string[] {
  const list = typeof value === 'string' ? value.split(',') : (value ?? []);
  return list.map((name) => name.trim()).filter(Boolean);
}

/** Conversation types; ConfigError names the first word that is none. */
export function parseInclude(
  key: string,
  value: string | readonly string[],
): readonly ChannelType[] {
  const wanted = nameList(value);
  if (wanted.length === 0) throw new ConfigError([`${key}: nothing, ${EXPECTED}`]);
  for (const name of wanted) {
    if (CHANNEL_TYPES.some((type) => type === name)) continue;
    const near = nearest(name, CHANNEL_TYPES);
    throw new ConfigError([
      `${key}: '${name}', ${EXPECTED}${near === undefined ? '' : ` (did you mean ${near}?)`}`,
    ]);
  }
  return CHANNEL_TYPES.filter((type) => wanted.includes(type));
}

const EXPECTED = 'expected some of public, private, direct, group';
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** A domain name for e-mail addresses, in lower case; ConfigError when it is none. */
export function parseDomain(key: string, text: string): string {
  const domain = text.toLowerCase();
  if (!DOMAIN.test(domain)) {
    throw new ConfigError([`${key}: '${text}', expected a domain such as test.example.com`]);
  }
  return domain;
}
