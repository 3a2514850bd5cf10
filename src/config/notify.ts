import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import type { Complaints } from './complaints.ts';
import { Secret } from './database-address.ts';
import type { Env } from './flags.ts';
import type { NetworkSettings } from './network.ts';
import type { Settings } from './schema.ts';

/** The webhook that is called with how runs go. */
export interface NotifyTarget {
  /** Whoever has the address may post there. */
  readonly url: Secret;
  /**
   * What of the address lets others post there: all of it, and its part behind the host, which a message may quote alone.
   */
  readonly secrets: readonly Secret[];
  readonly network: NetworkSettings;
}

const VARIABLE = 'MM2SLACK_NOTIFY_URL';

/** Resolves the webhook of the environment, or else of the settings; undefined where neither names one. */
export function resolveNotify(
  env: Env,
  settings: () => Settings,
  complaints: Complaints,
  network: () => NetworkSettings,
): () => NotifyTarget | undefined {
  return complaints.of(() => {
    const variable = env[VARIABLE]?.trim();
    const key = variable ? VARIABLE : 'notify.url';
    const url = variable || settings().notify?.url;
    return url === undefined ? undefined : { ...parseNotifyUrl(key, url), network: network() };
  });
}

/** Parses the address of a webhook; ConfigError, which does not show it, for what is none. */
function parseNotifyUrl(key: string, text: string): Pick<NotifyTarget, 'url' | 'secrets'> {
  const parsed = /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  // fetch takes no address with a user in it.
  if (parsed === undefined || parsed.username !== '' || parsed.password !== '') {
    throw new ConfigError([notice('notify-url-unusable', { key })]);
  }
  const url = new Secret(parsed.href);
  const path = `${parsed.pathname}${parsed.search}`;
  return { url, secrets: path.length > MIN_PATH ? [url, new Secret(path)] : [url] };
}

/** A path as short as `/` or `/hook` hides ordinary words, and is no secret. */
const MIN_PATH = 8;
