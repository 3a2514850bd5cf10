import type { RenderedText } from '../rendered-text.ts';
import { escapeMrkdwn } from './escape-mrkdwn.ts';

/** Characters and sequences that some rule might take for markup, a mention, an emoji or an address. */
const INLINE = String.raw`[\\*_~${'`'}[\]|@$\0\r\t\u00a0]|[:;](?![\s\d\u3000-\uffff]|$)|:\d[\w+-]*:|(?:tel|https?|ftp|mailto|mattermost):|&#?\w|<[A-Za-z!?/\d]|www|x-d|\.[^\s./]{2,4}\/`;
const LINE_START = String.raw`(?:^|\n)(?: {4}| *(?:[>#=]|--|[-+] |\d+\. ))`;
const EDGE = String.raw`^\s|\s$`;
const MARKUP = new RegExp(`${INLINE}|${LINE_START}|${EDGE}`, 'i');

/** True when a text surely holds no markup; it may be false for a text that holds none. */
export const isPlainText = (text: string): boolean => !MARKUP.test(text);

/** A text without markup, within one message. */
export function plainPart(text: string): RenderedText {
  const section = {
    type: 'rich_text_section' as const,
    elements: [{ type: 'text' as const, text }],
  };
  const blocks = [{ type: 'rich_text' as const, elements: [section] }];
  return { parts: [{ text: escapeMrkdwn(text), blocks }], losses: [] };
}
