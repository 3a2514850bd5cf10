import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import type { Complaints } from './complaints.ts';
import { Secret } from './database-address.ts';
import type { Env } from './flags.ts';
import type { NetworkSettings } from './network.ts';
import type { Settings } from './schema.ts';

/** The webhook that is told how runs go. */
export interface NotifyTarget {
  /** Whoever has the address may post there. */
  readonly url: Secret;
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
    return url === undefined ? undefined : { url: parseNotifyUrl(key, url), network: network() };
  });
}

/** The address of a webhook; ConfigError, which does not show it, for what is none. */
function parseNotifyUrl(key: string, text: string): Secret {
  const url = /^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  // fetch takes no address with a user in it.
  if (url === undefined || url.username !== '' || url.password !== '') {
    throw new ConfigError([notice('notify-url-unusable', { key })]);
  }
  return new Secret(url.href);
}

/** What of the address lets others post there: all of it, and its part behind the host, which a message may quote alone. */
export function notifySecrets({ url }: NotifyTarget): readonly string[] {
  const { pathname, search } = new URL(url.reveal());
  const path = `${pathname}${search}`;
  return path.length > MIN_PATH ? [url.reveal(), path] : [url.reveal()];
}

/** A path as short as `/` or `/hook` hides ordinary words, and is no secret. */
const MIN_PATH = 8;
