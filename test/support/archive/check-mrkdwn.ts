import { type JsonObject, objectsOf, textOf } from './json.ts';
import type { KnownIds } from './slack-ids.ts';

/*
 * Slack's mrkdwn escapes three characters only: & < > (docs.slack.dev, formatting message text). A raw
 * `<` begins one of the sequences below, a raw `>` at the start of a line is a quote.
 */
const SEQUENCE =
  /<(?:@[UW][A-Z0-9]+|#[CGD][A-Z0-9]+|![a-z]+(?:\^[^<>|]*)?|[a-z][a-z0-9+.-]*:[^<>|\s]*)(?:\|[^<>]*)?>/gi;
const ENTITY = /&(?:amp|lt|gt);/g;
const QUOTE_MARKS = /^(?:> ?)+/gm;

const MENTION = /<([@#])([A-Z0-9]+)(?:\|[^<>]*)?>/g;

/** The fields of a message that hold mrkdwn, each with its place. */
function mrkdwnFields(message: JsonObject): readonly (readonly [string, string])[] {
  const fields: [string, string | undefined][] = [['text', textOf(message, 'text')]];
  for (const [index, attachment] of objectsOf(message['attachments']).entries()) {
    const place = `attachments[${index}]`;
    fields.push([`${place}.text`, textOf(attachment, 'text')]);
    fields.push([`${place}.pretext`, textOf(attachment, 'pretext')]);
    for (const [number, field] of objectsOf(attachment['fields']).entries()) {
      fields.push([`${place}.fields[${number}].value`, textOf(field, 'value')]);
    }
  }
  return fields.flatMap(([place, text]) => (text === undefined ? [] : [[place, text] as const]));
}

/** Raw `&`, `<` and `>` in the message's texts, and mentions of people or channels that nobody knows. */
export function* checkMrkdwn(message: JsonObject, known: KnownIds): Generator<string> {
  for (const [place, text] of mrkdwnFields(message)) {
    for (const fault of mrkdwnFaults(text, known)) yield `${place}: ${fault}`;
  }
}

/** What is wrong with one mrkdwn text. */
export function* mrkdwnFaults(text: string, known: KnownIds): Generator<string> {
  // A sequence may hold entities in its label, so the sequences go first.
  const rest = text.replace(SEQUENCE, '_').replace(ENTITY, '_').replace(QUOTE_MARKS, '');
  const raw = /[&<>]/.exec(rest);
  if (raw !== null) yield `raw ${raw[0]} in ${JSON.stringify(text.slice(0, 80))}`;
  for (const [sequence] of text.matchAll(SEQUENCE)) {
    if (sequence.replace(ENTITY, '').includes('&')) yield `raw & in ${JSON.stringify(sequence)}`;
  }
  for (const [sequence, sign, id = ''] of text.matchAll(MENTION)) {
    const isKnown = sign === '@' ? known.isUser(id) : known.isConversation(id);
    if (!isKnown) yield `${sequence} is not in the archive's lists`;
  }
}
