import { Readable } from 'node:stream';
import type { Config } from '../../config/config.ts';
import { sha256Of } from './zip-files.ts';

/** SHA-256 of what lies at an address of Slack's, or in a few words why it cannot be had. */
export type Download = (address: string) => Promise<string>;

/** Slack gives private files to the token alone; it goes nowhere but to Slack and to the test server. */
export function downloader({ slack }: Config, signal: AbortSignal): Download {
  const hosts = new Set(['files.slack.com', hostOf(slack.apiUrl ?? 'https://slack.com/api/')]);
  const token = slack.token?.reveal() ?? '';
  return async (address) => {
    if (!hosts.has(hostOf(address))) return 'an address that is not of the workspace';
    const answer = await fetch(address, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal,
    });
    if (!answer.ok || answer.body === null) return `HTTP ${answer.status}`;
    return await sha256Of(Readable.fromWeb(answer.body));
  };
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : '');
