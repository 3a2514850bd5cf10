import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookmarkMessages, pinOfList } from '../../../../src/mapping/messages/bookmark-list.ts';
import { archiveMessage } from '../../../../src/mapping/verify/archive-message.ts';
import {
  compareBookmarkLists,
  type FoundList,
  isBookmarkList,
} from '../../../../src/mapping/verify/bookmark-lists.ts';
import type { ChannelBookmark } from '../../../../src/model/model.ts';
import { bookmarkList as english } from '../../../../src/texts/en/bookmark-list.ts';
import { bookmarkList as japanese } from '../../../../src/texts/ja/bookmark-list.ts';
import { aChannel } from '../../../support/builders/builders.ts';
import { aMessageContext } from '../../../support/builders/message-context.ts';
import { aTextContext } from '../../../support/builders/text-context.ts';

const CONTEXT = aMessageContext({
  text: aTextContext({ emoji: (name) => (name === 'our_wiki' ? name : undefined) }),
});
const { conversation, text } = CONTEXT;

const bookmark = (over: Partial<ChannelBookmark>): ChannelBookmark => ({
  ...{ id: 'b', channelId: aChannel().id, title: '', url: '', fileName: '', emoji: '' },
  ownerId: undefined,
  ...over,
});

const listOf = (bookmarks: readonly ChannelBookmark[], words = english, last = 5_000_123_000) =>
  bookmarkMessages(bookmarks, words, last, CONTEXT);

describe('the list of the bookmarks of a channel', () => {
  const [wiki, plan] = [
    bookmark({ title: 'Wiki', url: 'https://wiki.example.com/a?b=1&c=2', emoji: ':our_wiki:' }),
    bookmark({ title: '計画', fileName: 'plan.pdf', emoji: 'no emoji' }),
  ];

  it('is a pinned message of Slackbot behind all others, with links, emoji and names of files', () => {
    expect(listOf([wiki, plan])).toEqual([
      {
        type: 'message',
        user: 'USLACKBOT',
        text: [
          '*Bookmarks of this channel in Mattermost*',
          '• :our_wiki: <https://wiki.example.com/a?b=1&amp;c=2|Wiki>',
          '• 計画 (file plan.pdf, not migrated)',
        ].join('\n'),
        blocks: [
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [{ type: 'text', text: english.heading, style: { bold: true } }],
              },
              {
                type: 'rich_text_list',
                style: 'bullet',
                indent: 0,
                elements: [
                  {
                    type: 'rich_text_section',
                    elements: [
                      { type: 'emoji', name: 'our_wiki' },
                      { type: 'text', text: ' ' },
                      { type: 'link', url: wiki.url, text: 'Wiki' },
                    ],
                  },
                  {
                    type: 'rich_text_section',
                    elements: [{ type: 'text', text: '計画 (file plan.pdf, not migrated)' }],
                  },
                ],
              },
            ],
          },
        ],
        ts: '5000.123999',
        team: 'T0MATTERMOST',
        pinned_to: [conversation.slackId],
      },
    ]);
  });

  it('is in the language of the run', () => {
    const [message] = listOf([plan], japanese);
    expect(message?.text).toBe(
      '*Mattermost でのこのチャンネルのブックマーク*\n• 計画 (ファイル plan.pdf、移行対象外)',
    );
  });

  it('stands behind a message that has the last microsecond of a millisecond', () => {
    expect(listOf([wiki], english, 5_000_123_999)[0]?.ts).toBe('5000.124000');
  });

  it('has its pin in the list of channels', () => {
    const [message] = listOf([wiki]);
    expect(message === undefined ? undefined : pinOfList(message)).toEqual({
      ...{ id: '5000.123999', type: 'C', created: 5000 },
      ...{ user: 'USLACKBOT', owner: 'USLACKBOT' },
    });
  });

  it('shows a bookmark without anything as one without a name', () => {
    expect(listOf([bookmark({})])[0]?.text.split('\n')[1]).toBe('• —');
  });

  it('is several messages where it exceeds the limits of one, and the first is pinned', () => {
    const many = Array.from({ length: 50 }, (_, at) =>
      bookmark({ title: `${at}`.repeat(64), url: `https://example.com/${'x'.repeat(1000)}${at}` }),
    );
    const parts = listOf(many);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map((part) => part.pinned_to !== undefined)).toEqual(
      parts.map((_, at) => at === 0),
    );
    expect(new Set(parts.map(({ ts }) => ts)).size).toBe(parts.length);
    expect(compared(many, parts)).toEqual([]);
  });
});

const found = (messages: readonly object[]): readonly FoundList[] =>
  messages.map((message) => ({ message: archiveMessage({ ...message }), isInPlace: true }));

/** What verify, which reads by itself, says of messages. */
const compared = (bookmarks: readonly ChannelBookmark[], messages: readonly object[]) =>
  compareBookmarkLists(
    conversation,
    {
      bookmarks,
      words: [english, japanese],
      texts: {
        context: text,
        place: 'archive',
        names: {
          user: (id) => id,
          channel: (id) => id,
          publicChannel: () => undefined,
          areChannelsText: false,
          areWhole: true,
        },
      },
    },
    found(messages),
  ).map(({ kind, field, target }) => (kind === 'differs' ? `${kind} ${field} ${target}` : kind));

const HOSTILE = [
  ...['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,<script>', ' vbscript:x'],
  ...['https://evil.example|Wiki', 'https://a>b', 'https://a<b', 'https://a b', 'https://a\nb'],
  ...['<!channel>', '<@U0000000001>', '<#C1|x>', '<https://evil.example|safe>', '@channel'],
  ...['&lt;!here&gt;', '|', '>', '*bold*', '`code`', '~town-square', ':our_wiki:', '\u202e', '\0'],
  ...['⟦b⟧', 'a|b', '](https://x)', 'http://', 'https://例え.jp/パス', '\u2028', '😀', '{name}'],
];

const anyText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.array(fc.constantFrom(...HOSTILE), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);
const anyBookmark = fc
  .record({ title: anyText, url: anyText, fileName: anyText, emoji: anyText })
  .map(bookmark);
const anyBookmarks = fc.array(anyBookmark, { minLength: 1, maxLength: 6 });

describe('whatever bookmarks say', () => {
  it('their list has no mention, and no link to anything but the web', () => {
    fc.assert(
      fc.property(anyBookmarks, (bookmarks) => {
        for (const { text: shown, blocks } of listOf(bookmarks)) {
          for (const [control] of shown.matchAll(/<[^>]*>/g)) {
            expect(control).toMatch(/^<https?:\/\/[^<>|\s]+(?:\|[^<>]*)?>$/i);
          }
          expect(shown.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]/);
          expect(JSON.stringify(blocks)).not.toMatch(
            /"type":"(?:user|channel|usergroup|broadcast)"/,
          );
          for (const [, url] of JSON.stringify(blocks).matchAll(/"url":"([^"]*)"/g)) {
            expect(url).toMatch(/^https?:\/\//i);
          }
        }
      }),
    );
  });

  it('verify reads the list by itself and finds nothing else in it', () => {
    fc.assert(
      fc.property(anyBookmarks, fc.constantFrom(english, japanese), (bookmarks, words) => {
        const messages = listOf(bookmarks, words);
        expect(found(messages).every(({ message }) => isBookmarkList(message))).toBe(true);
        expect(compared(bookmarks, messages)).toEqual([]);
      }),
    );
  });
});

describe('verify of a list', () => {
  const bookmarks = [
    bookmark({ title: 'Wiki', url: 'https://wiki.example.com/' }),
    bookmark({ title: 'Plan', fileName: 'plan.pdf' }),
  ];
  const [list = {}] = listOf(bookmarks);

  it('names one that is lost, one that is there twice, and one that nobody expects', () => {
    expect(compared(bookmarks, [])).toEqual(['missing']);
    expect(compared(bookmarks, [list, { ...list, ts: '5001.123999' }])).toEqual(['unexpected']);
    expect(compared([], [list])).toEqual(['unexpected']);
  });

  it.each([
    ['is not pinned', { pinned_to: [] }, 'pinned_to'],
    ['is pinned elsewhere', { pinned_to: ['C0000000001'] }, 'pinned_to'],
    ['is a reply', { thread_ts: '5000.000000' }, 'content'],
    ['has reactions', { reactions: [{ name: 'tada', users: ['U1'], count: 1 }] }, 'content'],
    ['has a field of something else', { topic: 'x' }, 'topic'],
    ['is of another team', { team: 'T0' }, 'team'],
  ])('names one that %s', (_, over, fault) => {
    expect(compared(bookmarks, [{ ...list, ...over }])).toEqual([`differs bookmarks ${fault}`]);
  });

  it('names one with another link, another title or another order', () => {
    const [first, second] = bookmarks;
    for (const other of [
      [bookmark({ title: 'Wiki', url: 'https://evil.example/' }), second],
      [bookmark({ title: 'Wikis', url: 'https://wiki.example.com/' }), second],
      [second, first],
      [first],
    ]) {
      const wanted = other.flatMap((each) => each ?? []);
      expect(compared(wanted, [list])).toEqual([expect.stringMatching(/^differs bookmarks ./)]);
    }
  });

  it('names one whose text says something else than its blocks', () => {
    expect(compared(bookmarks, [{ ...list, text: '*Bookmarks*' }])).toHaveLength(1);
  });
});
