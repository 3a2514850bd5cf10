import { beforeEach, describe, expect, it } from 'vitest';
import {
  type DeliveredPost,
  type DeliveryOptions,
  deliverPost,
} from '../../../../src/commands/workspace/deliver-post.ts';
import { messageKey, pinKey, uploadKey } from '../../../../src/importers/ledger/keys.ts';
import type { LedgerLoss } from '../../../../src/importers/ledger/ledger.ts';
import type { FileInfo, Post } from '../../../../src/model/model.ts';
import { postId } from '../../../../src/model/model.ts';
import { aFile, aPost, aPostRef } from '../../../support/builders/builders.ts';
import { makeStubDelivery, type StubDelivery } from './delivery.ts';

const ROOT = aPost();
const KEY = messageKey(ROOT.id, 0);
const REPLY = aPost({
  id: postId('reply'),
  thread: { kind: 'reply', root: aPostRef({ id: ROOT.id }) },
});

/** A file whose bytes are in the store. */
const storedFile = (over: Partial<FileInfo> = {}): FileInfo =>
  aFile({ stored: { state: 'there', sizeBytes: 4 }, ...over });

let stub: StubDelivery;
beforeEach(() => {
  stub = makeStubDelivery();
});

const deliver = (post: Post, over: Partial<DeliveryOptions> = {}): Promise<DeliveredPost> =>
  deliverPost(stub.delivery, stub.target, post, { remaining: 1, mayHaveGrown: false, ...over });
const losses = (): readonly LedgerLoss[] => [...stub.session.ledger.losses()];

describe('a post that is delivered', () => {
  it('is posted, and the ledger knows where it stands', async () => {
    expect(await deliver(ROOT)).toMatchObject({ isPosted: true });
    expect(stub.recorded).toEqual([]);
    expect(stub.messages).toMatchObject([{ channel: 'CDEV', username: 'Taro Yamada' }]);
    expect(stub.session.ledger.get(KEY)).toMatchObject({ state: 'done', ts: '1.000100' });
  });

  it('is not posted a second time', async () => {
    await deliver(ROOT);
    expect(await deliver(ROOT)).toMatchObject({ isPosted: true });
    expect(stub.methods()).toEqual(['chat.postMessage']);
  });

  it('stands in the thread of its root', async () => {
    await deliver(ROOT);
    await deliver(REPLY);
    expect(stub.messages[1]).toMatchObject({ thread_ts: '1.000100' });
  });

  it('stands alone, with a loss, where its root is not in the workspace', async () => {
    await deliver(REPLY);
    expect(losses()).toMatchObject([
      { code: 'thread_root_lost', old: ROOT.id, new: 'refused', postId: 'reply' },
    ]);
    expect(stub.messages[0]).not.toHaveProperty('thread_ts');
  });

  it('stands in its thread without a loss where it is older than its root, and shows its own time', async () => {
    const root = aPostRef({ id: ROOT.id, createAtMs: REPLY.createAtMs + 5_000 });
    const tie = { rank: 1, count: 2, rootMs: root.createAtMs };
    await deliver(ROOT);
    await deliver(aPost({ ...REPLY, tie, thread: { kind: 'reply', root } }));
    expect(losses()).toEqual([]);
    expect(stub.messages[1]).toMatchObject({ thread_ts: '1.000100' });
    const seconds = Math.floor(REPLY.createAtMs / 1000);
    expect(JSON.stringify(stub.messages[1])).toContain(`<!date^${seconds}^`);
  });

  it('keeps the loss of its thread when its root comes into the workspace after it', async () => {
    await deliver(REPLY);
    await deliver(ROOT);
    await deliver(REPLY);
    expect(stub.recorded).toEqual(['thread_root_lost']);
  });

  it('is pinned after it is posted', async () => {
    await deliver(aPost({ isPinned: true }));
    expect(stub.methods()).toEqual(['chat.postMessage', 'pins.add']);
    expect(stub.session.ledger.get(pinKey(ROOT.id))?.state).toBe('done');
  });
});

describe('a post that Slack refuses', () => {
  it('is a loss, and neither its files nor its pin are sent', async () => {
    stub.failNext('chat.postMessage', { refused: 'metadata_too_large' });
    const refused = await deliver(aPost({ isPinned: true, files: [storedFile()] }));
    expect(refused).toMatchObject({ isPosted: false, filesShared: 0 });
    expect(losses()).toContainEqual(
      expect.objectContaining({ code: 'refused_by_slack', new: 'metadata_too_large' }),
    );
    expect(stub.methods()).toEqual(['chat.postMessage']);
  });

  it('is not asked for again', async () => {
    stub.failNext('chat.postMessage', { refused: 'metadata_too_large' });
    await deliver(ROOT);
    expect(await deliver(ROOT)).toMatchObject({ isPosted: false });
    expect(stub.methods()).toEqual(['chat.postMessage']);
  });
});

describe('a post whose outcome is not known', () => {
  it('is looked for, and not posted again when it arrived', async () => {
    stub.failNext('chat.postMessage', 'carried out, answer lost');
    expect(await deliver(ROOT)).toMatchObject({ isPosted: true });
    expect(stub.methods()).toEqual(['chat.postMessage', 'conversations.history']);
    expect(stub.messages).toHaveLength(1);
    expect(stub.session.ledger.get(KEY)).toMatchObject({ state: 'done', ts: '1.000100' });
  });

  it('is looked for in its thread when it is a reply', async () => {
    await deliver(ROOT);
    stub.failNext('chat.postMessage', 'carried out, answer lost');
    await deliver(REPLY);
    expect(stub.methods().slice(1)).toEqual(['chat.postMessage', 'conversations.replies']);
    expect(stub.messages).toHaveLength(2);
  });

  it('is posted again when it never arrived', async () => {
    stub.failNext('chat.postMessage', 'lost');
    expect(await deliver(ROOT)).toMatchObject({ isPosted: true });
    expect(stub.methods()).toEqual([
      'chat.postMessage',
      'conversations.history',
      'chat.postMessage',
    ]);
    expect(stub.messages).toHaveLength(1);
  });

  it('is looked for by the next run when this one ended before its answer', async () => {
    await deliver(ROOT);
    const { ledger } = stub.session;
    const known = ledger.get(KEY);
    if (known === undefined) throw new Error('the ledger does not know the post');
    ledger.intend({ ...known, atMs: 0 });
    expect(await deliver(ROOT)).toMatchObject({ isPosted: true });
    expect(stub.methods().slice(1)).toEqual(['conversations.history']);
    expect(stub.messages).toHaveLength(1);
  });
});

describe('the files of a post', () => {
  it('that Slack refuses are losses, and the post stays', async () => {
    stub.failNext('files.getUploadURLExternal', { refused: 'file_type_not_allowed' });
    const delivered = await deliver(aPost({ files: [storedFile()] }));
    expect(delivered).toMatchObject({ isPosted: true, filesShared: 0 });
    const refused = { code: 'refused_by_slack', old: 'plan.pdf', new: 'file_type_not_allowed' };
    expect(losses()).toContainEqual(expect.objectContaining(refused));
    expect(stub.session.ledger.get(uploadKey(aFile().id))?.state).toBe('failed');
  });

  it('are not sent when their bytes are not in the store', async () => {
    await deliver(aPost({ files: [storedFile({ stored: { state: 'missing' } })] }));
    expect(stub.methods()).toEqual(['chat.postMessage']);
  });
});

describe('a post that an edit has made longer', () => {
  const long = aPost({ message: 'word '.repeat(4_000) });

  it('grows into its own thread, because messages of others stand behind it', async () => {
    await deliver(ROOT);
    await deliver(long, { mayHaveGrown: true });
    expect(stub.recorded).toContain('edit_grew');
    const [first, ...others] = stub.messages;
    expect(first).not.toHaveProperty('thread_ts');
    expect(others.map(({ thread_ts: thread }) => thread)).toEqual(others.map(() => '1.000100'));
    expect(others.length).toBeGreaterThan(0);
  });

  it('grows once, with its loss, when the answer to a part was lost with the run', async () => {
    await deliver(ROOT);
    await deliver(long, { mayHaveGrown: true });
    const { ledger } = stub.session;
    const parts = stub.messages.length;
    const last = ledger.get(messageKey(ROOT.id, parts - 1));
    if (last === undefined) throw new Error('the ledger does not know the last part');
    const losses = [{ code: 'edit_grew', when: 'done' } as const];
    ledger.intend({ ...last, atMs: 0, losses });
    expect(stub.recorded.filter((code) => code === 'edit_grew')).toHaveLength(parts - 2);
    await deliver(long, { mayHaveGrown: true });
    expect(stub.messages).toHaveLength(parts);
    expect(stub.recorded.filter((code) => code === 'edit_grew')).toHaveLength(parts - 1);
  });

  it('is resumed in the channel by a replay that stopped between its parts', async () => {
    await deliver(ROOT);
    await deliver(long);
    expect(stub.recorded).not.toContain('edit_grew');
    expect(stub.messages.some((message) => 'thread_ts' in message)).toBe(false);
  });
});
