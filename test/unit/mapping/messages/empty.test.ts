import { describe, expect, it } from 'vitest';
import { messageBody } from '../../../../src/mapping/messages/body.ts';
import { isEmptyPost } from '../../../../src/mapping/messages/empty.ts';
import { mapPost } from '../../../../src/mapping/messages/map-post.ts';
import { replayPost } from '../../../../src/mapping/replay/replay-post.ts';
import { BLANK_CHARACTERS, mayShowNothing } from '../../../../src/model/blank-text.ts';
import { type Post, postId, userId } from '../../../../src/model/model.ts';
import {
  aFile,
  aPost,
  aPostRef,
  aReaction,
  aReplyRef,
} from '../../../support/builders/builders.ts';
import { aMessageContext, aReplayContext } from '../../../support/builders/message-context.ts';
import { notEmpty } from '../../../support/not-empty.ts';

const CONTEXT = aMessageContext();
const map = (post: Partial<Post>) => mapPost(aPost(post), CONTEXT);
const isEmptyAlone = (post: Post): boolean =>
  isEmptyPost(post, messageBody(post, CONTEXT), CONTEXT);

const EMPTY = [
  '',
  ' ',
  '   \n\t ',
  '> ',
  '> > ',
  '> \n> ',
  '\u200b',
  '\u200b\u200d\ufeff\u2060',
  '\u00a0',
  '\u3000',
  '\u2800',
  '\u00ad',
  '\ufe0f',
  '\u3164',
  '&nbsp;',
  '&#8203; &zwj;',
  '> &nbsp;',
  '> > &nbsp;',
  '**\u200b**',
  '[a]: http://a.example',
  '[]()',
  '` `',
  ' '.repeat(BLANK_CHARACTERS * 3),
  '\u200b'.repeat(BLANK_CHARACTERS),
];

const NOT_EMPTY = [
  '>',
  '.',
  '***',
  '-',
  '#',
  '\\',
  ':smile:',
  '😀',
  '👍🏽',
  '\u200b.',
  '![](http://a.example/b.png)',
  '[](http://a.example)',
  '- [ ] ',
  '```\n```',
  '| |\n| - |\n| |',
  '> .',
  '<br>',
  '0',
  '\0',
];

const asReply = (message: string): Post =>
  aPost({ message, thread: { kind: 'reply', root: aPostRef({ id: postId('root') }) } });

/** The number of replies that a root names, when one has this text. */
function repliesNamed(message: string): number {
  const blankMessage = mayShowNothing(message) ? message : undefined;
  const thread = { kind: 'root', replies: [aReplyRef({ blankMessage })] } as const;
  return mapPost(aPost({ thread }), CONTEXT).messages[0]?.reply_count ?? 0;
}

describe('a post that would be an empty message', () => {
  it.each(EMPTY)('is left out, and that is a loss: %j', (message) => {
    const empty = { messages: [], leftOut: 'empty-message', losses: [{ code: 'empty_message' }] };
    expect(map({ message })).toMatchObject(empty);
    expect(mapPost(asReply(message), CONTEXT)).toMatchObject(empty);
    expect(repliesNamed(message)).toBe(0);
    const replayed = replayPost(aPost({ message, isPinned: true }), aReplayContext());
    expect(replayed).toMatchObject({ ...empty, files: [], isPinned: false });
  });

  it.each(NOT_EMPTY)('is none when it shows anything: %j', (message) => {
    expect(map({ message })).toMatchObject({ leftOut: undefined });
    expect(mapPost(asReply(message), CONTEXT).messages).toHaveLength(1);
    expect(repliesNamed(message)).toBe(1);
  });

  it.each<[string, Partial<Post>]>([
    ['a file', { files: [aFile()] }],
    ['an attachment', { props: { attachments: [{ text: 'deployed' }] } }],
    [
      'an image of an attachment',
      { props: { attachments: [{ image_url: 'http://a.example/b.png' }] } },
    ],
    ['a priority', { priority: { level: 'urgent', requestedAck: false, acknowledgedBy: [] } }],
    ['an event', { type: 'system_join_channel' }],
  ])('is none when it has %s', (_what, post) => {
    expect(map({ message: '> ', ...post })).toMatchObject({ leftOut: undefined });
  });

  it('is one with reactions alone, with an attachment that shows nothing, and with a mark of /me', () => {
    expect(map({ message: '', reactions: [aReaction()] }).leftOut).toBe('empty-message');
    const props = { attachments: [{ color: '#ff0000' }, 'text'] };
    expect(map({ message: '', props }).leftOut).toBe('empty-message');
    expect(map({ type: 'me', message: '* *' }).leftOut).toBe('empty-message');
  });

  it('leaves the place of a root to which others replied', () => {
    const thread = { kind: 'root', replies: [aReplyRef()] } as const;
    const { leftOut, messages } = map({ message: '> ', thread });
    expect(leftOut).toBe('empty-message');
    expect(messages).toMatchObject([{ subtype: 'tombstone', reply_count: 1 }]);
    const all = [aReplyRef({ blankMessage: '> ' })];
    expect(map({ message: '> ', thread: { kind: 'root', replies: all } }).messages).toEqual([]);
  });

  it('is the same for a post alone, as a reply, and as its root sees it', () => {
    const signs = ['>', ' ', '#', '*', '\n', '&nbsp;', '[', ']', ':', '(', ')', '`', '|', 'a', '-'];
    const texts = signs.flatMap((a) =>
      signs.flatMap((b) => signs.flatMap((c) => [a, a + b, a + b + c])),
    );
    const empty = [...new Set(texts)].filter((message) => isEmptyAlone(aPost({ message })));
    expect(notEmpty(empty).filter((message) => repliesNamed(message) !== 0)).toEqual([]);
    const shown = [...new Set(texts)].filter((message) => !empty.includes(message));
    expect(notEmpty(shown).filter((message) => isEmptyAlone(asReply(message)))).toEqual([]);
  });
});

it('the author of an empty post is listed only where a thread names the author', () => {
  const gone = { userId: userId('gone'), message: '' };
  const alone = aMessageContext();
  expect(mapPost(aPost(gone), alone).messages).toEqual([]);
  expect([...alone.people.ids.unknown]).toEqual([]);
  const root = aMessageContext();
  const thread = { kind: 'root', replies: [aReplyRef({})] } as const;
  expect(mapPost(aPost({ ...gone, thread }), root).messages).toHaveLength(1);
  expect([...root.people.ids.unknown]).toEqual(['gone']);
});

describe.each([
  'burn_on_read',
  'system_ephemeral',
  'system_ephemeral_add_to_channel',
  'custom_spillage_report',
])('a post for one reader, %s', (type) => {
  const burnt = { type, message: 'for you alone', files: [aFile()] };

  it('never moves, with its files and what they would say of it', () => {
    const mapped = map({ ...burnt, reactions: [aReaction()] });
    expect(mapped).toMatchObject({
      messages: [],
      leftOut: 'burn-on-read',
      losses: [{ code: 'burn_on_read' }],
      reactionsWritten: 0,
      files: { written: 0, notYet: 0, notDelivered: 0, bytesThere: 0 },
    });
    expect(replayPost(aPost(burnt), aReplayContext())).toMatchObject({ messages: [], files: [] });
  });

  it('leaves the place of a root, and is in no list of replies', () => {
    const thread = { kind: 'root', replies: [aReplyRef()] } as const;
    const { messages } = map({ ...burnt, thread });
    expect(messages).toMatchObject([{ subtype: 'tombstone', reply_count: 1 }]);
    expect(JSON.stringify(messages)).not.toContain('for you alone');
    const reply = aReplyRef({ type });
    expect(map({ thread: { kind: 'root', replies: [reply] } }).messages[0]).not.toHaveProperty(
      'replies',
    );
  });

  it('is not shown under a link to it', () => {
    const id = postId('post0000000000000000000009');
    const linked = { ...aPostRef({ id, type }), message: 'for you alone' };
    const post = aPost({
      message: 'see there',
      props: { previewed_post: id },
      linked: [{ ...linked, channelId: aPost().channelId, isReply: false }],
    });
    const { messages, losses } = mapPost(post, CONTEXT);
    expect(JSON.stringify(messages)).not.toContain('for you alone');
    expect(losses).toEqual([{ code: 'burn_on_read' }]);
  });
});
