import { describe, expect, it } from 'vitest';
import { fileSlackId } from '../../../../src/mapping/slack-ids.ts';
import { postId } from '../../../../src/model/model.ts';
import { A_TIME_MS, aFile, aPost, aReplyRef } from '../../../support/builders/builders.ts';
import {
  compare,
  type Fields,
  type FoundMessage,
  message,
  oldMessage,
  REPLY,
  REPLY_FIELDS,
  REPLY_ID,
  REPLY_TS,
  ROOT_FIELDS,
  ROOT_MESSAGE,
  replyMessage,
  YAMADA_IN_SLACK,
} from './archive-comparison.ts';

const LATER_TS = '1680485520.123000';
const LATER_REF = aReplyRef({
  id: postId('post0000000000000000000003'),
  createAtMs: A_TIME_MS + 120_000,
});

const TEXT_FILE = aFile({ mimeType: 'text/plain; charset=utf-8', extension: 'txt', name: 'a.txt' });

/** That file in a message; the type is Slack's. */
const fileWith = (over: Fields): Fields => ({
  id: fileSlackId(TEXT_FILE.id),
  name: TEXT_FILE.name,
  title: TEXT_FILE.name,
  created: Math.floor(TEXT_FILE.createAtMs / 1000),
  size: TEXT_FILE.sizeBytes,
  mimetype: 'text/plain',
  filetype: 'text',
  pretty_type: 'Plain Text',
  mode: 'hosted',
  user: YAMADA_IN_SLACK,
  is_public: true,
  ...over,
});

const blocksOf = (element: object) => [
  { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [element] }] },
];

describe('a conversation and its messages in archives', () => {
  it('differ by a burn-on-read root of a thread whose text is there', async () => {
    const root = aPost({
      type: 'burn_on_read',
      thread: { kind: 'root', replies: [aReplyRef()] },
    });
    const messages = [ROOT_MESSAGE, replyMessage()];
    const { lines } = await compare({ posts: [root, REPLY], messages });
    expect(lines).toContain(`differs message.read-once ${root.id}`);
  });

  it.each(['', '> ', '\u200b', '\u00a0'])(
    'are expected to have the empty message %j of an empty post in an archive of version 0.1 alone',
    async (text) => {
      const post = aPost({ message: '> ' });
      const linesOf = async (found: FoundMessage) =>
        (await compare({ posts: [post], messages: [found] })).lines;
      expect(await linesOf(oldMessage({ text }))).toEqual([
        `unexpected message ${post.id}: empty_message`,
      ]);
      for (const found of [message({ text }), oldMessage({ text: 'a' }), oldMessage({ text: '•' })])
        expect(await linesOf(found)).toEqual([`unexpected message ${post.id}`]);
    },
  );

  it('may list an empty reply in an archive of version 0.1, and have an empty root there', async () => {
    const blank = aReplyRef({ blankMessage: '> ' });
    const root = aPost({ message: '', thread: { kind: 'root', replies: [blank, LATER_REF] } });
    const empty = { ...REPLY, message: '> ' };
    const later = { ...REPLY, id: LATER_REF.id, createAtMs: LATER_REF.createAtMs };
    const replies = [REPLY_TS, LATER_TS].map((ts) => ({ user: YAMADA_IN_SLACK, ts }));
    const fields = { ...ROOT_FIELDS, text: '', reply_count: 2, latest_reply: LATER_TS, replies };
    const posts = [root, empty, later];
    const said = { ...REPLY_FIELDS, ts: LATER_TS };
    const old = [oldMessage(fields), oldMessage({ ...REPLY_FIELDS, text: '' }), oldMessage(said)];
    expect((await compare({ posts, messages: old })).lines).toEqual([
      `differs message.deleted ${root.id}: empty_message`,
      `unexpected message ${REPLY_ID}: empty_message`,
    ]);
    const messages = [message(fields), message({ ...REPLY_FIELDS, text: '' }), message(said)];
    expect((await compare({ posts, messages })).lines).toEqual([
      `differs message.deleted ${root.id}`,
      `differs message.replies ${root.id}`,
      `unexpected message ${REPLY_ID}`,
    ]);
  });

  it.each([
    [
      'an edit mark that is rounded down',
      'message.edited',
      { editAtMs: A_TIME_MS + 5_000 },
      { edited: { user: YAMADA_IN_SLACK, ts: '1680485405.000000' } },
    ],
    [
      'an emoji without its code points',
      'message.text',
      { message: ':tada:' },
      { text: ':tada:', blocks: blocksOf({ type: 'emoji', name: 'tada' }) },
    ],
    [
      'the type of a file in Mattermost',
      'file.type',
      { files: [TEXT_FILE] },
      { files: [fileWith({ mimetype: 'text/plain; charset=utf-8' })] },
    ],
    [
      'the extension of a file as its type',
      'file.type',
      { files: [TEXT_FILE] },
      { files: [fileWith({ filetype: 'txt', pretty_type: 'TXT' })] },
    ],
    [
      'markup in the fallback of an attachment',
      'message.attachments',
      { props: { attachments: [{ text: 'a', fallback: '**b**' }] } },
      { attachments: [{ id: 1, text: 'a', fallback: '**b**', mrkdwn_in: ['text'] }] },
    ],
  ] as const)(
    'have %s in archives of version 0.1, and differ by it in others',
    async (_what, aspect, source, fields) => {
      const post = aPost(source);
      const linesOf = async (found: FoundMessage) =>
        (await compare({ posts: [post], messages: [found] })).lines;
      expect(await linesOf(oldMessage(fields))).toEqual([]);
      expect(await linesOf(message(fields))).toEqual([`differs ${aspect} ${post.id}`]);
    },
  );
});
