import { ConfigError } from '../errors.ts';

/** The address of a Slack workspace; ConfigError when there is none or it is something else. */
export function parseWorkspaceUrl(key: string, text: string | undefined): string {
  if (text !== undefined && /^https:\/\/[a-z0-9.-]+\/?$/i.test(text)) return text;
  throw new ConfigError([
    `${key}: ${text === undefined ? 'none' : `'${text}'`}, expected https://<workspace>.slack.com, which --rewrite-permalinks needs`,
  ]);
}
