import type { Env } from './flags.ts';

/** In the order in which they win, as POSIX has it (Base Definitions, 8.2): an empty one says nothing. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/**
 * The language of the environment's locale: Japanese for `ja_JP.UTF-8` and its like, English for any other and for none.
 */
export function languageOfEnvironment(env: Env): 'en' | 'ja' {
  const name = VARIABLES.map((variable) => env[variable]).find((value) => value);
  return /^(?:ja|japanese)(?![a-z])/i.test(name ?? '') ? 'ja' : 'en';
}
