import { describe, expect, it } from 'vitest';
import {
  CONSTRUCTS,
  type Construct,
  constructsOf,
} from '../../../../src/mapping/messages/constructs.ts';
import { mapPost } from '../../../../src/mapping/messages/map-post.ts';
import { channelSlackId, userSlackId } from '../../../../src/mapping/slack-ids.ts';
import { type Post, postId } from '../../../../src/model/model.ts';
import {
  A_TIME_MS,
  aChannel,
  aFile,
  aPost,
  aPostRef,
  aReaction,
  aReplyRef,
  aUser,
} from '../../../support/builders/builders.ts';
import {
  aMessageContext,
  type MessageContextOver,
} from '../../../support/builders/message-context.ts';
import { aTextContext } from '../../../support/builders/text-context.ts';

const text = aTextContext({
  user: (name) => (name === 'yamada' ? userSlackId(aUser().id) : undefined),
  channel: (name) => (name === 'dev' ? channelSlackId(aChannel().id) : undefined),
});

function shownBy(over: Partial<Post>, context: MessageContextOver = {}): readonly Construct[] {
  const post = aPost(over);
  return constructsOf({ post, mapped: mapPost(post, aMessageContext({ text, ...context })) });
}

const reply = aReplyRef();
type Case = readonly [Construct, Partial<Post>, MessageContextOver?];
const OF_POST: readonly Case[] = [
  ['plain', { message: 'こんにちは' }],
  ['bold', { message: '**a**' }],
  ['italic', { message: '_a_' }],
  ['strike', { message: '~~a~~' }],
  ['inline_code', { message: '`a`' }],
  ['heading', { message: '# a' }],
  ['bullet_list', { message: '- a' }],
  ['numbered_list', { message: '1. a' }],
  ['nested_list', { message: '- a\n  - b' }],
  ['quote', { message: '> a' }],
  ['code_block', { message: '```\na\n```' }],
  ['table', { message: '| a | b |\n|---|---|\n| 1 | 2 |' }],
  ['link', { message: 'https://example.com/' }],
  ['image', { message: '![a](https://example.com/a.png)' }],
  ['latex', { message: '```latex\nx\n```' }],
  ['user_mention', { message: '@yamada' }],
  ['channel_mention', { message: '~dev' }],
  ['broadcast', { message: '@here' }],
  ['emoji', { message: ':tada:' }],
  ['me_message', { message: '*waves*', type: 'me' }],
  ['system_message', { type: 'system_join_channel', props: { username: 'yamada' } }],
  ['plugin_post', { type: 'custom_calls' }],
  ['webhook', { props: { from_webhook: 'true' } }],
  ['attachment', { props: { attachments: [{ text: 'a' }] } }],
  ['permalink_preview', { props: { previewed_post: 'post0000000000000000000009' } }],
  ['file', { files: [aFile()] }],
  ['reaction', { reactions: [aReaction()] }],
  ['pinned', { isPinned: true }],
  ['edited', { editAtMs: A_TIME_MS + 1 }],
  ['thread_root', { thread: { kind: 'root', replies: [reply] } }],
  [
    'thread_reply',
    { thread: { kind: 'reply', root: aPostRef({ id: postId('post0000000000000000000003') }) } },
  ],
  ['tombstone', { deleteAtMs: A_TIME_MS + 1, thread: { kind: 'root', replies: [reply] } }],
  ['priority', { priority: { level: 'urgent', requestedAck: false, acknowledgedBy: [] } }],
  ['split', { message: 'あいうえお '.repeat(4000) }],
  ['empty', { message: '' }],
  ['left_out', { type: 'system_join_channel' }, { rules: { systemMessages: 'drop' } }],
];

describe('the constructs of a post', () => {
  for (const [construct, over, context] of OF_POST) {
    it(`hold ${construct}`, () => {
      expect(shownBy(over, context)).toContain(construct);
    });
  }

  it('are each detected in a post of this list', () => {
    expect(OF_POST.map(([construct]) => construct)).toEqual(CONSTRUCTS);
  });

  it('are nothing more for a plain post', () => {
    expect(shownBy({ message: 'Good morning' })).toEqual(['plain']);
  });

  it('are not found in code, where markup is text', () => {
    expect(shownBy({ message: '`**a** @here :tada:`' })).toEqual(['inline_code']);
  });

  it('are found inside of lists and table cells', () => {
    expect(shownBy({ message: '- **a**' })).toEqual(['bold', 'bullet_list']);
    expect(shownBy({ message: '| _a_ | b |\n|---|---|\n| 1 | 2 |' })).toContain('italic');
  });
});
