import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';

/** More threads than this have nothing to do behind one connection. */
const MOST = 64;

/** The number of threads that `--workers` asks for; undefined when nothing is given. ConfigError for anything else. */
export function parseWorkers(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = /^[0-9]{1,2}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MOST) return number;
  throw new ConfigError([notice('workers-unusable', { text, most: MOST })]);
}
