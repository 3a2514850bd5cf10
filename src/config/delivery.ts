import { ConfigError } from '../errors.ts';
import type { Complaints } from './complaints.ts';
import type { Env } from './flags.ts';
import { checkedUrl } from './s3-files.ts';
import { Secret } from './secret.ts';
import type { Settings } from './settings-schema.ts';

/** How the bytes of attachments come to Slack. */
export type Deliver = 'api' | 'link' | 'bundle' | 'none';

export interface Delivery {
  readonly deliver: Deliver;
  /** Where `mm2slack serve-files` is reached from outside; undefined when nobody said. */
  readonly linkBaseUrl: string | undefined;
  /** How long links live. */
  readonly linkDays: number;
  /** What links are signed with; undefined when MM2SLACK_LINK_KEY is not set. */
  readonly linkKey: Secret | undefined;
}

const LINK_DAYS = 7;
/** Ours: as many random letters are beyond guessing. */
const LEAST_KEY_CHARACTERS = 32;

export function resolveDelivery(
  env: Env,
  settings: () => Settings,
  complaints: Complaints,
): () => Delivery {
  const linkBaseUrl = complaints.of(() => {
    const text = settings().files?.linkBaseUrl;
    return text === undefined ? undefined : checkedUrl('files.linkBaseUrl', text);
  });
  const linkKey = complaints.of(() => parseLinkKey(env['MM2SLACK_LINK_KEY'] ?? ''));
  return () => ({
    deliver: settings().files?.deliver ?? 'api',
    linkBaseUrl: linkBaseUrl(),
    linkDays: settings().files?.linkDays ?? LINK_DAYS,
    linkKey: linkKey(),
  });
}

function parseLinkKey(text: string): Secret | undefined {
  if (text === '') return undefined;
  if (text.length < LEAST_KEY_CHARACTERS) {
    throw new ConfigError([
      `MM2SLACK_LINK_KEY: ${text.length} characters, expected ${LEAST_KEY_CHARACTERS} or more (openssl rand -hex 32)`,
    ]);
  }
  return new Secret(text);
}
