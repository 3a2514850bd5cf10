import { unescapeText } from '../../slack/shapes.ts';

/** Names for Slack's ids of this migration, which a text import does not know. */
export interface PlainNames {
  readonly user: (slackId: string) => string;
  readonly channel: (slackId: string) => string;
}

const CONTROL = /<([^<>]*)>/g;

/**
 * Writes mrkdwn for a text import: mentions and channels by name, links as `label (address)`, and no entities, because
 * Slack escapes the text itself (slack.com/help/articles/360035354694). The signs of formatting stay.
 */
export function plainText(mrkdwn: string, names: PlainNames): string {
  let out = '';
  let done = 0;
  for (const match of mrkdwn.matchAll(CONTROL)) {
    out += unescapeText(mrkdwn.slice(done, match.index)) + plainControl(match[1] ?? '', names);
    done = match.index + match[0].length;
  }
  return out + unescapeText(mrkdwn.slice(done));
}

function plainControl(inner: string, names: PlainNames): string {
  const bar = inner.indexOf('|');
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? '' : inner.slice(bar + 1);
  if (target.startsWith('@')) return `@${names.user(target.slice(1))}`;
  if (target.startsWith('#')) return `#${names.channel(target.slice(1))}`;
  if (target.startsWith('!')) return unescapeText(label) || `@${target.slice(1)}`;
  return linkText(unescapeText(target), unescapeText(label));
}

/** Address and label of a link in one text; of two that say the same, one. */
export function linkText(address: string, label: string): string {
  if (label === '' || SCHEMES_OF_WEB.some((scheme) => address === scheme + label)) return address;
  if (SCHEMES_OF_CONTACT.some((scheme) => address === scheme + label)) return label;
  return `${label} (${address})`;
}

const SCHEMES_OF_WEB = ['', 'http://', 'https://'];
const SCHEMES_OF_CONTACT = ['mailto:', 'tel:'];
