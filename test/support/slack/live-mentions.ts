import type { SlackCall } from './fault-proxy.ts';

/** Slack's own mentions in mrkdwn; a date is none. */
const MENTION = /<(?:@|!(?!date)|#)/;
const LIVE_ELEMENTS: ReadonlySet<unknown> = new Set(['user', 'usergroup', 'broadcast', 'team']);
/** Arguments that Slack reads as mrkdwn. */
const MRKDWN_ARGS = ['text', 'initial_comment', 'topic', 'purpose'];
const JSON_ARGS = ['blocks', 'attachments'];

/** Everything in a call that would notify somebody, as Slack reads it: raw text of rich text is nothing. */
export function liveMentions({ args }: SlackCall): readonly string[] {
  const texts = MRKDWN_ARGS.map((name) => args[name] ?? '');
  const structures = JSON_ARGS.map((name): unknown => JSON.parse(args[name] ?? '[]'));
  return [
    ...texts.filter((text) => MENTION.test(text.replace(/<#C/g, ''))),
    ...structures.flatMap((value) => [...liveParts(value)]),
  ];
}

function* liveParts(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* liveParts(item);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const type: unknown = 'type' in value ? value.type : undefined;
  if (LIVE_ELEMENTS.has(type)) yield JSON.stringify(value);
  for (const [key, inner] of Object.entries(value)) {
    const isMrkdwn = type === 'mrkdwn' || (type === undefined && key !== 'url');
    if (typeof inner === 'string' && isMrkdwn && MENTION.test(inner.replace(/<#C/g, '')))
      yield inner;
    else yield* liveParts(inner);
  }
}
