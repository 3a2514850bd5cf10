import { ConfigError } from '../errors.ts';

/** Where plan, ledger and reports live; ConfigError for an empty path, which would be the current folder. */
export function resolveWorkDirectory(path: string | undefined): string {
  if (path === '') throw new ConfigError(['work: nothing, expected a folder']);
  return path ?? './mm2slack-work';
}
