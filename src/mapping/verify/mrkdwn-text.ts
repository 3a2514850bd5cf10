/** Mattermost's names for Slack's ids; the id itself where it is nobody's that we know. */
export interface TargetNames {
  readonly user: (slackId: string) => string;
  readonly channel: (slackId: string) => string;
}

const CONTROL = /<([^<>]*)>/g;
/** A link with words in two styles stands as two neighbours with one address. */
const SAME_LINK = /<([^|<>@#!][^|<>]*)\|([^<>]*)>[*_~`]*<\1\|/g;

/** Slack's mrkdwn as Markdown again, for plainText: mentions by name, links with their words before the address. */
export function mrkdwnText(mrkdwn: string, names: TargetNames): string {
  return joinedLinks(mrkdwn).replace(CONTROL, (_whole, inner: string) => controlText(inner, names));
}

function joinedLinks(mrkdwn: string): string {
  const joined = mrkdwn.replace(SAME_LINK, '<$1|$2');
  return joined === mrkdwn ? joined : joinedLinks(joined);
}

function controlText(inner: string, names: TargetNames): string {
  const bar = inner.indexOf('|');
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? '' : inner.slice(bar + 1);
  if (target.startsWith('@')) return `@${names.user(target.slice(1))}`;
  if (target.startsWith('#')) return `~${names.channel(target.slice(1))}`;
  if (target === '!everyone') return '@all';
  if (target.startsWith('!date^')) return label;
  if (target.startsWith('!')) return `@${label || target.slice(1)}`;
  return label === '' ? ` ${target} ` : `[${label}](${target})`;
}
