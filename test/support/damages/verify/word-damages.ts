import { escapeText } from '../../../../src/slack/shapes.ts';
import type { Loose } from './damaged-archive.ts';
import { type Damage, differs } from './expect-damages.ts';
import { elementsIn, saying } from './message-choice.ts';

/* What can be done to what a message says, with nearly all of its letters in place. */

type Row = readonly [what: string, says: string, from: string, to: string];

/** Changes that are made in the blocks and in the text alike: what a post that holds `says` has at `from`. */
const REWORDINGS: readonly Row[] = [
  ['another digit', '単価が', '100円', '101円'],
  ['a digit less', '単価が', '100円', '10円'],
  ['a point for a comma', '顧客', '1,200,000', '1.200.000'],
  ['a number without its comma', '顧客', '980,000', '980000'],
  ['a version without its point', 'Plan for release', 'release 2.0', 'release 20'],
  ['another day', 'feature freeze', '28 April', '29 April'],
  ['another currency', '単価が', '¥12,300', '$12,300'],
  ['another price in code', '単価が', '¥12,400', '¥12,100'],
  ['another time', 'did it deploy', '10:30:45', '10:30:54'],
  ['a time without its colon', 'at the entrance', '12:00', '1200'],
  ['another percentage', '& more', '50%', '5%'],
  ['a percentage without its sign', '& more', '50%', '50'],
  ['another slash', '& more', String.raw`C:\temp\new`, 'C:/temp/new'],
  ['an exponent that is a factor', '& more', '$x^2$', '$x2$'],
  ['another number of a ticket', '#ticket-99', '#12345', '#12354'],
  ['a number without its hyphen', 'SUP-1234', 'SUP-1234', 'SUP1234'],
  ['a comparison the other way round in code', 'const answer', 'answer < 43', 'answer > 43'],
  ['another operator in code', 'const answer', '&&', '||'],
  ['a comparison in place of an assignment', 'const answer', '= 42', '== 42'],
  ['a semicolon less in code', 'const answer', 'ok();', 'ok()'],
  ['another comparison in a code span', 'a < b && c > d', 'a < b &&', 'a <= b &&'],
  ['an escape in code that is decoded', 'a &lt; b', 'a &lt; b', 'a < b'],
  ['another query of an address', 'meet.example', 'room=3', 'room=4'],
  ['no exclamation mark', 'Thanks!', 'Thanks!', 'Thanks'],
  ['a full stop for a question mark', 'Will it be', 'streamed?', 'streamed.'],
  ['other quotation marks', 'かぎ括弧', '「', '『'],
  ['another case', 'Nightly build', 'Nightly', 'nightly'],
  ['a half-width word in full width', '待ち合わせ', 'ｶﾞﾝﾊﾞﾘﾏｼｮｳ', 'ガンバリマショウ'],
  ['another dash', '待ち合わせ', '－', '-'],
  ['a circled number in plain digits', '待ち合わせ', '①②③', '123'],
  ['another character of the same sound', '待ち合わせ', '𠮷野家', '吉野家'],
  ['a family of fewer people', '待ち合わせ', '👨‍👩‍👧‍👦', '👨‍👩‍👧'],
  ['no override of direction', 'Windows', '\u202e', ''],
  ['another kind of space', 'Windows', '\u00a0', ' '],
  ['a picture without its tone', '🇯🇵', '👍🏽', '👍'],
  ['another flag', '🇯🇵', '🇯🇵', '🇰🇷'],
  ['a box that is ticked', '契約書', '☐ 契約書', '☑ 契約書'],
  ['an item in other words', '契約書', '請求書', '領収書'],
  ['a channel by name that is another', '~nowhere', '~nowhere', '~elsewhere'],
  ['another name in the line of a file', 'one that was lost', 'missing.zip (', 'other.zip ('],
  ['more behind the line of a file', 'one that was lost', 'missing)]', 'missing)]\nmore'],
  ['a letter that looks alike', 'Will it be', 'streamed', 'stre\u0430med'],
];

/** Changes that are made in the text for search alone. */
const TEXT_ALONE: readonly Row[] = [
  ['another digit', '単価が', '100円', '101円'],
  ['another host', 'こちら', 'intra.example.co.jp', 'intra.example.jp'],
  ['no mark', '経費精算の締め切りは', '*2月20日*', '2月20日'],
  ['another number of an item', 'two and a half', '2. two', '3. two'],
];

/** What can be done to the words, numbers and addresses of a message. */
export const WORD_DAMAGES: readonly Damage[] = [
  ...REWORDINGS.map(
    ([what, says, from, to]): Damage => [
      `has ${what}`,
      (archive) => {
        const place = saying(archive, says);
        const text = replacedText(place.message, from, to);
        const blocks = replacedStrings(place.message['blocks'], from, to);
        if (text + blocks < 2) throw new Error(`the message does not say ${from}`);
        return [differs('text', place)];
      },
    ],
  ),
  ...TEXT_ALONE.map(
    ([what, says, from, to]): Damage => [
      `has ${what} where search looks, and the right blocks`,
      (archive) => {
        const place = saying(archive, says);
        if (replacedText(place.message, from, to) === 0) throw new Error(`no ${from}`);
        return [differs('text', place)];
      },
    ],
  ),
];

/** Replaces the first occurrence in the text, escaped; returns how often. */
function replacedText(message: Loose, from: string, to: string): number {
  const text = String(message['text']);
  const changed = text.replace(escapeText(from), () => escapeText(to));
  message['text'] = changed;
  return changed === text ? 0 : 1;
}

/** Replaces the first occurrence in each text and address inside a value; returns how often. */
function replacedStrings(value: unknown, from: string, to: string): number {
  let count = 0;
  for (const element of elementsIn(value)) {
    for (const key of ['text', 'url']) {
      const text = element[key];
      if (typeof text !== 'string' || !text.includes(from)) continue;
      element[key] = text.replace(from, () => to);
      count += 1;
    }
  }
  return count;
}
