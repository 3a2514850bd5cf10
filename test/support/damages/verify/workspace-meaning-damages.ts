import { type Element, elementsIn } from './message-choice.ts';
import { isWhole, postOf, update, type WorkspaceDamage } from './workspace-to-damage.ts';

/* What can be done to what messages of a workspace mean, with nearly all of their letters in place. */

type Change = readonly [
  what: string,
  /** What the text of the message holds. */
  says: string,
  isMeant: (element: Element) => boolean,
  change: (element: Element) => void,
];

const CHANGES: readonly Change[] = [
  ['a price is another one', '¥12,300', holding('12,300'), reword('12,300', '12,800')],
  ['a number loses its comma', '顧客', holding('1,200,000'), reword('1,200,000', '1200,000')],
  ['a time is another one', '10:30:45', holding('10:30:45'), reword('10:30:45', '10:30:54')],
  ['a percentage is another one', '50%', holding('50%'), reword('50%', '5%')],
  ['an operator in code is another one', 'const answer', holding('&&'), reword('&&', '||')],
  ['a comparison in code is another one', 'Use `a', holding('a < b &&'), reword('<', '<=')],
  ['an address leads elsewhere', 'room=3', typed('link'), reword('co.jp', 'jp', 'url')],
  ['a label covers another host', '|こちら', typed('link'), reword('co.jp', 'jp', 'url')],
  ['an e-mail address is another one', 'mailto:', mailto, reword('.com', '.org', 'url')],
  ['bold is plain', '日本語*太字*', styled('bold'), plain],
  ['struck text stands', '~15日~', styled('strike'), plain],
  [
    'a quote is text',
    '&gt; デプロイ',
    typed('rich_text_quote'),
    set({ type: 'rich_text_section' }),
  ],
  [
    'a list begins with another number',
    'two and a half',
    typed('rich_text_list'),
    set({ offset: 4 }),
  ],
  ['a box is ticked', '☐ 契約書', holding('☐ '), reword('☐', '☑')],
  ['an emoji is another one', 'Morning :sunny:', typed('emoji'), set({ name: 'cloud' })],
  [
    'quotation marks are others',
    'Run "Release"',
    holding('"Release"'),
    reword('"Release"', 'Release'),
  ],
  ['a case is another one', 'Nightly build', holding('Nightly'), reword('Nightly', 'nightly')],
  ['the direction of a text is another one', '\u202e', holding('\u202e'), reword('\u202e', '')],
  ['a flag is another one', '🇯🇵', holding('🇯🇵'), reword('🇯🇵', '🇰🇷')],
];

const ofText = Object.fromEntries(
  CHANGES.map(([what, says, isMeant, change]): [string, WorkspaceDamage] => [
    what,
    async (workspace) => {
      const placed = workspace.take(
        ({ text, metadata }) => metadata?.event_payload?.part === 0 && text.includes(says),
      );
      await update(workspace, placed, (blocks) => {
        const element = elementsIn(blocks).find(isMeant);
        if (element === undefined) throw new Error(`the message has no such element: ${what}`);
        change(element);
      });
      return [`message differs text ${postOf(placed)}`];
    },
  ]),
);

/** By what is done; each causes one line. They come first, because each needs a message of its own kind. */
export const WORKSPACE_MEANING_DAMAGES: Readonly<Record<string, WorkspaceDamage>> = {
  ...ofText,
  'an image is added': async (workspace) => {
    const placed = workspace.take(isWhole);
    const image = { type: 'image', image_url: 'https://evil.example.com/a.png', alt_text: 'a' };
    await update(workspace, placed, (blocks) => blocks.unshift(image));
    return [`message differs text ${postOf(placed)}`];
  },
  'an attachment is added': async (workspace) => {
    const placed = workspace.take(isWhole);
    const { channel, message } = placed;
    const attachments = [{ fallback: 'x', image_url: 'https://evil.example.com/a.png' }];
    const { text, ts } = message;
    await workspace.call('chat.update', {
      channel,
      ts,
      text,
      blocks: message['blocks'],
      attachments,
    });
    return [`message differs attachments ${postOf(placed)}`];
  },
};

function holding(part: string): (element: Element) => boolean {
  return ({ text }) => typeof text === 'string' && text.includes(part);
}
function typed(name: string): (element: Element) => boolean {
  return ({ type }) => type === name;
}
function styled(name: string): (element: Element) => boolean {
  return ({ style }) => Object.keys(Object(style)).includes(name);
}
function mailto({ url }: Element): boolean {
  return String(url).startsWith('mailto:');
}
function reword(from: string, to: string, key = 'text'): (element: Element) => void {
  return (element) => {
    const changed = String(element[key]).replace(from, () => to);
    if (changed === element[key]) throw new Error(`nothing says ${from}`);
    element[key] = changed;
  };
}
function plain(element: Element): void {
  delete element['style'];
}
function set(fields: Element): (element: Element) => void {
  return (element) => void Object.assign(element, fields);
}
