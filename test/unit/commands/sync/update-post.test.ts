import { beforeEach, describe, expect, it } from 'vitest';
import type { PendingChanges } from '../../../../src/commands/run/pending-changes.ts';
import { deleteOrListAsPending } from '../../../../src/commands/sync/delete-post.ts';
import { noSyncTally, type PostSync } from '../../../../src/commands/sync/post-sync.ts';
import { reconcilePost } from '../../../../src/commands/sync/update-post.ts';
import { messageKey, pinKey } from '../../../../src/importers/ledger/keys.ts';
import { type Action, intentOf } from '../../../../src/importers/ledger/ledger.ts';
import { messageDigest } from '../../../../src/importers/workspace/messages.ts';
import { type PendingChange, pendingKey } from '../../../../src/mapping/manual-changes.ts';
import { replayPost } from '../../../../src/mapping/replay/replay-post.ts';
import { type Post, type PostId, type Reaction, userId } from '../../../../src/model/model.ts';
import { A_TIME_MS, aFile, aPost, aReplyRef } from '../../../support/builders/builders.ts';
import { makeStubDelivery, type StubDelivery } from '../workspace/delivery.ts';

const POST = aPost();
const EDITED = aPost({ message: 'Good evening', editAtMs: A_TIME_MS + 1_000 });
const KEY = messageKey(POST.id, 0);
const DAY_MS = 86_400_000;

/** A list that is kept nowhere. */
function pendingInMemory(): PendingChanges & { readonly list: readonly PendingChange[] } {
  const all = new Map<string, PendingChange>();
  return {
    add: (change) => void all.set(pendingKey(change), change),
    has: (change) => all.has(pendingKey(change)),
    remove: (change) => void all.delete(pendingKey(change)),
    get size() {
      return all.size;
    },
    get list() {
      return [...all.values()];
    },
    save: async () => {},
  };
}

let stub: StubDelivery;
let pending: ReturnType<typeof pendingInMemory>;
let sync: PostSync;
/** When somebody took a reaction back; undefined for never. */
let takenBackMs: number | undefined;
beforeEach(() => {
  stub = makeStubDelivery();
  pending = pendingInMemory();
  const { delivery } = stub;
  takenBackMs = undefined;
  const source = {
    postsWithReactionsTakenBack: async (ids: readonly PostId[], sinceMs: number) =>
      (takenBackMs ?? 0) >= sinceMs ? ids : [],
  };
  const log = { ...delivery.log, pending };
  sync = { ...delivery, scope: { ...delivery.scope, source }, log, tally: noSyncTally() };
});

const reconcile = (post: Post): Promise<void> => reconcilePost(sync, stub.target, post);
const leftOut = (): Readonly<Record<string, number>> => Object.fromEntries(sync.tally.leftOut);
const known = (key: string): Action => {
  const action = stub.session.ledger.get(key);
  if (action === undefined) throw new Error(`the ledger does not know ${key}`);
  return action;
};

/** Enters the message of a post as one that an import made. */
function importMessage(post: Post, digest = ''): void {
  const key = messageKey(post.id, 0);
  const about = { key, kind: 'message', postId: post.id, slackChannel: 'CDEV', digest } as const;
  stub.session.ledger.adopt({ ...intentOf(about), atMs: A_TIME_MS, ts: '9.000900' });
}

describe('a post that is reconciled with its message', () => {
  it('is posted when it is new', async () => {
    await reconcile(POST);
    expect(stub.methods()).toEqual(['chat.postMessage']);
    expect(sync.tally).toMatchObject({ looked: 1, created: 1, updated: 0 });
  });

  it('is left as it is when nothing changed', async () => {
    await reconcile(POST);
    await reconcile(POST);
    expect(stub.methods()).toEqual(['chat.postMessage']);
    expect(leftOut()).toEqual({ unchanged: 1 });
  });

  it('is edited when its text changed', async () => {
    await reconcile(POST);
    await reconcile(EDITED);
    expect(stub.methods()).toEqual(['chat.postMessage', 'chat.update']);
    expect(stub.messages).toMatchObject([{ ts: '1.000100', text: 'Good evening' }]);
    expect(sync.tally).toMatchObject({ looked: 2, created: 1, updated: 1 });
  });

  it('is deleted when it was edited to nothing, and sent again when it has a text', async () => {
    await reconcile(aPost({ isPinned: true }));
    await reconcile(aPost({ message: '> ', isPinned: true, editAtMs: A_TIME_MS + 1_000 }));
    expect(stub.messages).toEqual([]);
    expect(stub.recorded).toContain('empty_message');
    expect(sync.tally).toMatchObject({ looked: 2, created: 1, updated: 0, deleted: 1 });
    await reconcile(aPost({ message: ' ', editAtMs: A_TIME_MS + 2_000 }));
    expect(leftOut()).toEqual({ 'empty-message': 1 });
    await reconcile(aPost({ message: 'again', isPinned: true, editAtMs: A_TIME_MS + 3_000 }));
    expect(stub.messages).toMatchObject([{ text: 'again' }]);
    expect(stub.methods().filter((method) => method === 'pins.add')).toHaveLength(2);
    expect(stub.methods()).not.toContain('chat.update');
  });

  it('is left out with a loss when it is empty from the beginning', async () => {
    await reconcile(aPost({ message: '\u200b' }));
    expect(stub.methods()).toEqual([]);
    expect(stub.recorded).toEqual(['empty_message']);
    expect(leftOut()).toEqual({ 'empty-message': 1 });
  });

  it('is deleted when it is burn-on-read, although it was not changed, and never sent', async () => {
    await reconcile(POST);
    await reconcile(aPost({ type: 'burn_on_read' }));
    expect(stub.messages).toEqual([]);
    expect(sync.tally).toMatchObject({ looked: 2, created: 1, deleted: 1 });
    await reconcile(aPost({ type: 'burn_on_read' }));
    expect(stub.methods()).toEqual(['chat.postMessage', 'chat.delete']);
    expect(leftOut()).toEqual({ 'burn-on-read': 1 });
  });

  it('keeps the place of a root that was edited to nothing', async () => {
    const thread = { kind: 'root', replies: [aReplyRef()] } as const;
    await reconcile(aPost({ thread }));
    await reconcile(aPost({ message: '> ', thread, editAtMs: A_TIME_MS + 1_000 }));
    expect(stub.methods()).toEqual(['chat.postMessage', 'chat.update']);
    expect(stub.messages).toMatchObject([{ text: 'This message was deleted.' }]);
  });

  it('is edited once, however often it is looked at', async () => {
    await reconcile(POST);
    await reconcile(EDITED);
    await reconcile(EDITED);
    expect(stub.methods()).toEqual(['chat.postMessage', 'chat.update']);
  });

  it('is a loss when Slack refuses the edit, until it changes again', async () => {
    await reconcile(POST);
    stub.failNext('chat.update', { refused: 'edit_window_closed' });
    await reconcile(EDITED);
    await reconcile(EDITED);
    expect(stub.recorded.filter((code) => code === 'edit_refused')).toHaveLength(1);
    expect(stub.methods().filter((method) => method === 'chat.update')).toHaveLength(1);
    await reconcile(aPost({ message: 'Good night', editAtMs: A_TIME_MS + 2_000 }));
    expect(stub.messages).toMatchObject([{ text: 'Good night' }]);
  });

  it('is refused when Slack does not take it, and tried again when it changed', async () => {
    stub.failNext('chat.postMessage', { refused: 'metadata_too_large' });
    await reconcile(POST);
    await reconcile(POST);
    expect(sync.tally).toMatchObject({ looked: 2, created: 0, updated: 0 });
    expect(leftOut()).toEqual({ refused: 2 });
    expect(stub.messages).toEqual([]);
    await reconcile(EDITED);
    expect(stub.messages).toMatchObject([{ text: 'Good evening' }]);
    expect(sync.tally).toMatchObject({ looked: 3, created: 1, updated: 0 });
  });

  it('is refused with its old message when Slack does not take the edit', async () => {
    await reconcile(POST);
    stub.failNext('chat.update', { refused: 'edit_window_closed' });
    await reconcile(EDITED);
    expect(stub.messages).toMatchObject([{ text: POST.message }]);
    expect(sync.tally).toMatchObject({ looked: 2, created: 1, updated: 0 });
    expect(leftOut()).toEqual({ refused: 1 });
  });

  it('is created by the run that finds the message of a call whose outcome was open', async () => {
    await reconcile(POST);
    const { ledger } = stub.session;
    ledger.intend({ ...known(KEY), atMs: A_TIME_MS });
    sync = { ...sync, tally: noSyncTally() };
    await reconcile(POST);
    expect(stub.messages).toHaveLength(1);
    expect(sync.tally).toMatchObject({ looked: 1, created: 1 });
  });

  it('is updated when it is pinned, and not when Slack refuses the pin', async () => {
    await reconcile(POST);
    stub.failNext('pins.add', { refused: 'too_many_pins' });
    await reconcile(aPost({ isPinned: true }));
    expect(sync.tally).toMatchObject({ created: 1, updated: 0 });
    stub.session.ledger.forget(pinKey(POST.id));
    await reconcile(aPost({ isPinned: true }));
    expect(sync.tally).toMatchObject({ created: 1, updated: 1 });
  });

  it('is edited once when the answer to the edit was lost', async () => {
    await reconcile(POST);
    stub.failNext('chat.update', 'carried out, answer lost');
    await reconcile(EDITED);
    expect(stub.messages).toMatchObject([{ text: 'Good evening' }]);
    expect(sync.tally).toMatchObject({ updated: 1 });
  });

  it('of another shape is edited when it was edited after the mark of its channel', async () => {
    await reconcile(POST);
    const { session } = stub;
    session.ledger.intend({ ...known(KEY), digest: 'of-another-shape', atMs: A_TIME_MS - DAY_MS });
    session.ledger.complete(KEY, { ts: '1.000100' }, A_TIME_MS - DAY_MS);
    const marked = (syncedToMs: number): void =>
      session.ledger.move.setSyncMark(known(KEY).channelId, { syncedToMs, comparedAtMs: 0 });
    const syncMarks = (): never => {
      throw new Error('the marks of all channels were read for one post');
    };
    const ledger = { ...session.ledger, move: { ...session.ledger.move, syncMarks } };
    sync = { ...sync, session: { ...session, ledger } };
    marked(A_TIME_MS + DAY_MS);
    await reconcile(EDITED);
    expect(stub.methods()).toEqual(['chat.postMessage']);
    marked(A_TIME_MS);
    await reconcile(EDITED);
    expect(stub.methods()).toEqual(['chat.postMessage', 'chat.update']);
  });

  it('loses parts and pins that it has no more', async () => {
    await reconcile(aPost({ message: 'word '.repeat(4_000), isPinned: true }));
    const posted = stub.messages.length;
    await reconcile(EDITED);
    expect(posted).toBeGreaterThan(1);
    expect(stub.messages).toHaveLength(1);
    expect(stub.session.ledger.get(pinKey(POST.id))).toBeUndefined();
    // All parts but the first, and the pin.
    expect(sync.tally.removed).toBe(posted);
  });

  it('keeps its message when a file that came to it is refused', async () => {
    await reconcile(POST);
    stub.failNext('files.getUploadURLExternal', { refused: 'file_type_not_allowed' });
    const files = [aFile({ stored: { state: 'there', sizeBytes: 4 } })];
    await reconcile(aPost({ files }));
    expect(stub.recorded).toContain('refused_by_slack');
    expect(sync.tally).toMatchObject({ files: 0 });
    expect(stub.messages).toHaveLength(1);
  });
});

describe("a message of an import's", () => {
  it('is listed for a person when its post was edited, and not edited by the app', async () => {
    importMessage(POST);
    await reconcile(EDITED);
    expect(stub.methods()).toEqual([]);
    expect(pending.list).toMatchObject([
      { change: 'edited', postId: POST.id, ts: '9.000900', value: 'Good evening' },
    ]);
    expect(leftOut()).toEqual({ pending: 1 });
  });

  it('is listed with its reactions where they changed beside the text', async () => {
    const earlier = { createAtMs: A_TIME_MS - DAY_MS, userId: userId('u1'), emojiName: 'eyes' };
    const later = { ...earlier, createAtMs: A_TIME_MS + 500, emojiName: 'tada' };
    const listed = async (reactions: readonly Reaction[], thenTakenBackMs?: number) => {
      pending = pendingInMemory();
      sync = { ...sync, log: { ...sync.log, pending } };
      takenBackMs = thenTakenBackMs;
      await reconcile({ ...EDITED, reactions });
      return pending.list.map(({ change }) => change);
    };
    importMessage(POST);
    expect(await listed([])).toEqual(['edited']);
    expect(await listed([earlier])).toEqual(['edited']);
    expect(await listed([earlier], A_TIME_MS - DAY_MS)).toEqual(['edited']);
    expect(await listed([earlier, later])).toEqual(['edited', 'reactions']);
    expect(await listed([earlier], A_TIME_MS + 500)).toEqual(['edited', 'reactions']);
    expect(await listed([], A_TIME_MS + 500)).toEqual(['edited', 'reactions']);
  });

  it('is listed as edited where the edit came while the run that found it was reading', async () => {
    const [message] = replayPost(POST, stub.target.context).messages;
    importMessage(POST, message === undefined ? '' : messageDigest(message));
    await reconcile(aPost({ message: 'Good evening', editAtMs: A_TIME_MS - 1_000 }));
    expect(pending.list).toMatchObject([{ change: 'edited' }]);
  });

  it('is listed for a person when its post was deleted', async () => {
    importMessage(POST);
    const isGone = await deleteOrListAsPending(sync, stub.target, POST.id, known(KEY));
    expect(isGone).toBe(false);
    expect(stub.methods()).toEqual([]);
    expect(pending.list).toMatchObject([{ change: 'deleted', ts: '9.000900' }]);
  });
});

describe('a message whose post was deleted', () => {
  const remove = (): Promise<boolean> =>
    deleteOrListAsPending(sync, stub.target, POST.id, known(KEY));

  it('is deleted, and the ledger forgets it', async () => {
    await reconcile(POST);
    expect(await remove()).toBe(true);
    expect(stub.messages).toEqual([]);
    expect(stub.session.ledger.get(KEY)).toBeUndefined();
    expect(sync.tally.removed).toBe(1);
  });

  it('counts as deleted when it was gone already, or the answer was lost', async () => {
    await reconcile(POST);
    stub.failNext('chat.delete', 'carried out, answer lost');
    stub.failNext('chat.delete', { refused: 'message_not_found' });
    expect(await remove()).toBe(true);
    expect(stub.session.ledger.get(KEY)).toBeUndefined();
  });

  it('is listed for a person when Slack does not let the app, and asked for once', async () => {
    await reconcile(POST);
    stub.failNext('chat.delete', { refused: 'cant_delete_message' });
    expect(await remove()).toBe(false);
    expect(await remove()).toBe(false);
    expect(pending.list).toMatchObject([{ change: 'deleted', postId: POST.id }]);
    expect(stub.methods().filter((method) => method === 'chat.delete')).toHaveLength(1);
    expect(stub.session.ledger.get(KEY)?.state).toBe('done');
  });
});
