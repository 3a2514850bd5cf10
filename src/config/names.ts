import { ConfigError } from '../errors.ts';
import type { ChannelType } from '../model.ts';
import { didYouMean } from './one-of.ts';

const CHANNEL_TYPES: readonly ChannelType[] = ['public', 'private', 'direct', 'group'];
const EXPECTED_TYPES = `expected some of ${CHANNEL_TYPES.join(', ')}`;

/** Conversation types in their usual order; ConfigError names the first word that is none. */
export function parseInclude(
  key: string,
  value: string | readonly string[],
): readonly ChannelType[] {
  const wanted = namesIn(value);
  if (wanted.length === 0) throw new ConfigError([`${key}: nothing, ${EXPECTED_TYPES}`]);
  for (const name of wanted) {
    if (CHANNEL_TYPES.some((type) => type === name)) continue;
    throw new ConfigError([
      `${key}: '${name}', ${EXPECTED_TYPES}${didYouMean(name, CHANNEL_TYPES)}`,
    ]);
  }
  return CHANNEL_TYPES.filter((type) => wanted.includes(type));
}

/**
 * A comma-separated text or a list of names, each once; empty when nothing was said. An empty list is a
 * ConfigError: an unset variable in a script must not select everything.
 */
export function parseNames(
  key: string,
  value: string | readonly string[] | undefined,
): readonly string[] {
  if (value === undefined) return [];
  const names = namesIn(value);
  if (names.length > 0) return [...new Set(names)];
  throw new ConfigError([`${key}: nothing, expected names with commas between them`]);
}

function namesIn(value: string | readonly string[]): readonly string[] {
  const list = typeof value === 'string' ? value.split(',') : value;
  return list.map((name) => name.trim()).filter(Boolean);
}
