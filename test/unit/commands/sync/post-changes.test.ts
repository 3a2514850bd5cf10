import { describe, expect, it } from 'vitest';
import { type PostComparison, postWork } from '../../../../src/commands/sync/post-changes.ts';
import { messageKey } from '../../../../src/importers/ledger/keys.ts';
import { type Action, intentOf } from '../../../../src/importers/ledger/ledger.ts';
import { messageDigest, sourceDigest } from '../../../../src/importers/workspace/messages.ts';
import type { ReplayedPost, ReplayMessage } from '../../../../src/mapping/replay/replay-post.ts';
import { postId } from '../../../../src/model/model.ts';
import { aFile } from '../../../support/builders/builders.ts';

const POST = postId('p1');

const message = (over: Partial<ReplayMessage> = {}): ReplayMessage => ({
  username: 'Ann',
  iconUrl: undefined,
  iconEmoji: undefined,
  postId: POST,
  part: 0,
  rootId: undefined,
  text: 'hello',
  blocks: [],
  attachments: [],
  textsAlone: [],
  source: '',
  ...over,
});

const replayed = (over: Partial<ReplayedPost> = {}): ReplayedPost => ({
  messages: [message()],
  files: [],
  appReactions: [],
  isPinned: false,
  source: '',
  leftOut: undefined,
  reactionsWritten: 0,
  reactionsMerged: 0,
  reactionsNameless: 0,
  reactionsSkipped: 0,
  losses: [],
  ...over,
});

const action = (over: Partial<Action> & Pick<Action, 'key' | 'kind'>): Action => ({
  ...intentOf(over),
  postId: POST,
  state: 'done',
  origin: 'app',
  ts: '1.000001',
  detail: '',
  intendedAtMs: 1,
  doneAtMs: 2,
  ...over,
});

const sent = (over: Partial<Action> = {}, of: ReplayMessage = message()): Action =>
  action({
    key: messageKey(of.postId, of.part),
    kind: 'message',
    digest: messageDigest(of),
    ...over,
  });

const WITH_FILES: PostComparison = {
  hasFiles: true,
  isChangedSince: () => false,
  isAskedAgain: () => false,
};

const NOTHING = {
  isMissing: false,
  changed: [],
  pending: [],
  surplus: [],
  retried: [],
};
const edited = message({ text: 'hello again' });

describe('what is to be done about a post', () => {
  it('is nothing when its message says what it says', () => {
    expect(postWork(replayed(), [sent()], WITH_FILES)).toEqual(NOTHING);
  });

  it('is to bring it when the ledger knows nothing of it, or not what became of it', () => {
    expect(postWork(replayed(), [], WITH_FILES)).toMatchObject({ isMissing: true });
    const unclear = sent({ state: 'intended' });
    expect(postWork(replayed(), [unclear], WITH_FILES)).toMatchObject({
      isMissing: true,
    });
  });

  it('is to change a message that says something else, also back to what it said first', () => {
    const work = postWork(replayed({ messages: [edited] }), [sent()], WITH_FILES);
    expect(work.changed).toEqual([{ message: edited, action: sent() }]);
    const update = action({ key: 'update:p1:0', kind: 'update', digest: messageDigest(edited) });
    expect(postWork(replayed({ messages: [edited] }), [sent(), update], WITH_FILES)).toEqual(
      NOTHING,
    );
    expect(postWork(replayed(), [sent(), update], WITH_FILES).changed).toHaveLength(1);
  });

  it('leaves a refused edit alone until the post changes again', () => {
    const refused = action({
      key: 'update:p1:0',
      kind: 'update',
      state: 'failed',
      digest: messageDigest(edited),
    });
    expect(postWork(replayed({ messages: [edited] }), [sent(), refused], WITH_FILES)).toEqual(
      NOTHING,
    );
    expect(postWork(replayed(), [sent(), refused], WITH_FILES).changed).toHaveLength(1);
  });

  it('is to try a refused post again once it says something else', () => {
    const refused = sent({ state: 'failed' });
    expect(postWork(replayed(), [refused], WITH_FILES)).toEqual(NOTHING);
    const work = postWork(replayed({ messages: [edited] }), [refused], WITH_FILES);
    expect(work).toMatchObject({ isMissing: true, retried: [refused] });
  });

  it('is a matter for a person when an import made the message', () => {
    const imported = sent({ origin: 'import' });
    expect(postWork(replayed(), [imported], WITH_FILES)).toEqual(NOTHING);
    const work = postWork(replayed({ messages: [edited] }), [imported], WITH_FILES);
    expect(work).toEqual({ ...NOTHING, pending: [{ message: edited, action: imported }] });
  });

  it('leaves the files of an import to the command that brings them in order', () => {
    const withFile = replayed({ files: [aFile()] });
    expect(postWork(withFile, [sent({ origin: 'import' })], WITH_FILES).isMissing).toBe(false);
    expect(postWork(withFile, [sent()], WITH_FILES).isMissing).toBe(true);
    expect(postWork(withFile, [sent()], { ...WITH_FILES, hasFiles: false }).isMissing).toBe(false);
  });

  it('is to take away parts, files, reactions and a pin that the post has no more', () => {
    const more = [
      sent({}, message({ part: 1 })),
      action({ key: 'upload:f1', kind: 'upload' }),
      action({ key: 'reaction:p1:tada', kind: 'reaction' }),
      action({ key: 'pin:p1', kind: 'pin' }),
    ];
    expect(postWork(replayed(), [sent(), ...more], WITH_FILES).surplus).toEqual(more);
    const wanted = replayed({
      messages: [message(), message({ part: 1 })],
      appReactions: ['tada'],
      isPinned: true,
    });
    expect(postWork(wanted, [sent(), ...more], WITH_FILES).surplus).toEqual([more[1]]);
  });

  describe('with a message of an earlier release, which has another shape', () => {
    const old = (over: Partial<Action> = {}) => sent({ digest: 'of-another-shape', ...over });
    const work = (isChanged: boolean, known: readonly Action[], over: Partial<ReplayedPost> = {}) =>
      postWork(replayed(over), known, { ...WITH_FILES, isChangedSince: () => isChanged });

    it('is nothing when the source was not changed, whoever made the message', () => {
      for (const origin of ['app', 'import'] as const) {
        expect(work(false, [old({ origin })])).toEqual(NOTHING);
      }
    });

    it('is an edit when the source was changed', () => {
      expect(work(true, [old()]).changed).toHaveLength(1);
      expect(work(true, [old({ origin: 'import' })]).pending).toHaveLength(1);
    });

    it('is told by what the source said, where that was recorded', () => {
      const recorded = (source: string) => sent({ digest: `1:other:${sourceDigest(source)}` });
      const now = { messages: [message({ source: 'facts' })], source: 'facts' };
      expect(work(true, [recorded('facts')], now)).toEqual(NOTHING);
      expect(work(false, [recorded('other facts')], now).changed).toHaveLength(1);
    });

    it('leaves a message that its post no longer has because its shape has changed', () => {
      expect(work(false, [old()], { messages: [] }).surplus).toEqual([]);
      expect(work(true, [old()], { messages: [] }).surplus).toHaveLength(1);
    });

    it('is sent when Slack refused it in the old shape', () => {
      expect(work(false, [old({ state: 'failed' })]).retried).toHaveLength(1);
    });
  });
});
