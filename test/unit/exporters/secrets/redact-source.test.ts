import { expect, it } from 'vitest';
import { redactSource } from '../../../../src/exporters/secrets/redact.ts';
import type { Source } from '../../../../src/exporters/source.ts';
import type { Channel, ChannelBookmark, Post } from '../../../../src/model/model.ts';
import { aChannel, aPost, aPostRef, aReplyRef } from '../../../support/builders/builders.ts';
import { SECRETS } from '../../../support/builders/secrets.ts';

const KEY = SECRETS['aws-access-key'];
const MARK = '[redacted: AWS access key]';

interface Held {
  readonly posts?: readonly Post[];
  readonly channels?: readonly Channel[];
  readonly bookmarks?: readonly ChannelBookmark[];
}

/** A source of these alone: what is not asked for here fails. */
function redacted({ posts = [], channels = [], bookmarks = [] }: Held) {
  const held: Pick<Source, 'channels' | 'bookmarks' | 'postsOf'> = {
    channels: async () => channels,
    bookmarks: async () => bookmarks,
    postsOf: async () => posts,
  };
  return redactSource(held as Source);
}

async function redactedPost(over: Partial<Post>): Promise<Post> {
  const post = aPost(over);
  const [first = post] = await redacted({ posts: [post] }).postsOf(
    post.channelId,
    { fromMs: undefined, toMs: undefined },
    [post.id],
  );
  return first;
}

it('gives a post without one as it is', async () => {
  const posts = [aPost({ props: { attachments: [{ text: 'nothing here' }] } })];
  const { channelId } = aPost();
  const range = { fromMs: undefined, toMs: undefined };
  const [post] = await redacted({ posts }).postsOf(channelId, range, []);
  expect(post).toBe(posts[0]);
});

it('puts a mark in its place and tells it once, masked, however often the post says it', async () => {
  const post = await redactedPost({
    message: `${KEY} and ${KEY}`,
    props: { attachments: [{ title: KEY, fields: [{ value: `x ${KEY}` }] }], n: 3 },
  });
  expect(post.message).toBe(`${MARK} and ${MARK}`);
  expect(post.props).toEqual({
    attachments: [{ title: MARK, fields: [{ value: `x ${MARK}` }] }],
    n: 3,
  });
  expect(post.redactions).toEqual([{ kind: 'aws-access-key', masked: 'AKIA… (20 characters)' }]);
});

it('makes no link of a mark before a bracket', async () => {
  const { message } = await redactedPost({ message: `${KEY}(prod)` });
  expect(message).toBe(`${MARK} (prod)`);
});

it('takes it out of what a root knows of its replies, whose own it is to tell', async () => {
  const reply = aReplyRef({ longMessage: `long ${KEY}` });
  const root = await redactedPost({ thread: { kind: 'root', replies: [reply] } });
  expect(root.thread).toEqual({
    kind: 'root',
    replies: [{ ...reply, longMessage: `long ${MARK}` }],
  });
  expect(root.redactions).toBeUndefined();
});

it('takes it out of the preview of another post', async () => {
  const { id, channelId } = aPost();
  const linked = { ...aPostRef(), channelId, isReply: false, message: `see ${KEY}` };
  const post = await redactedPost({ linked: [linked], props: { previewed_post: id } });
  expect(post.linked).toEqual([{ ...linked, message: `see ${MARK}` }]);
});

it('takes it out of headers, purposes and bookmarks', async () => {
  const bookmark = { channelId: aChannel().id, fileName: '', emoji: '', ownerId: undefined };
  const source = redacted({
    channels: [aChannel({ header: `h ${KEY}`, purpose: `p ${KEY}` }), aChannel()],
    bookmarks: [
      { ...bookmark, id: 'b', title: `t ${KEY}`, url: 'https://a.example' },
      { ...bookmark, id: 'c', title: 'hook', url: SECRETS['slack-webhook'] },
      { ...bookmark, id: 'd', title: 'file', url: '', fileName: `${KEY}.txt` },
    ],
  });
  const [channel, other] = await source.channels();
  expect(channel).toMatchObject({ header: `h ${MARK}`, purpose: `p ${MARK}` });
  expect(channel?.redactions).toHaveLength(1);
  expect(other).toEqual(aChannel());
  const [named, hook, file] = await source.bookmarks();
  expect(named).toMatchObject({ title: `t ${MARK}`, url: 'https://a.example' });
  expect(hook).toMatchObject({ title: 'hook', url: '' });
  expect(file?.fileName).toBe(`${MARK}.txt`);
});

it('goes as deep as anything is shown from, and is broken by nothing deeper', async () => {
  let nested: Post['props'][string] = KEY;
  for (let level = 0; level < 20_000; level += 1)
    nested = level % 2 === 0 ? [nested] : { a: nested };
  const { props, message } = await redactedPost({
    message: KEY,
    props: { nested, attachments: [{ fields: [{ value: KEY }] }] },
  });
  expect(message).toBe(MARK);
  expect(props['attachments']).toEqual([{ fields: [{ value: MARK }] }]);
});
