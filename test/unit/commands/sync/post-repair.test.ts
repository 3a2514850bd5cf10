import { describe, expect, it } from 'vitest';
import {
  type FoundPost,
  isFirstLacking,
  type PostRepair,
  postRepair,
} from '../../../../src/commands/sync/post-repair.ts';
import {
  messageKey,
  pinKey,
  reactionKey,
  uploadKey,
} from '../../../../src/importers/ledger/keys.ts';
import { type Action, type ActionKind, intentOf } from '../../../../src/importers/ledger/ledger.ts';
import type { SpooledMessage } from '../../../../src/importers/workspace/message-spool.ts';
import type { ReplayedPost, ReplayMessage } from '../../../../src/mapping/replay/replay-post.ts';
import { workspaceMessage } from '../../../../src/mapping/verify/workspace.ts';
import { postId } from '../../../../src/model/model.ts';
import { aFile } from '../../../support/builders/builders.ts';

const POST = postId('p1');
const TS = '1.000001';
const FILE = aFile();

const message = (part: number): ReplayMessage => ({
  username: 'Ann',
  iconUrl: undefined,
  iconEmoji: undefined,
  postId: POST,
  part,
  rootId: undefined,
  text: 'hello',
  blocks: [],
  attachments: [],
  textsAlone: [],
  source: '',
});

const replayed = (over: Partial<ReplayedPost> = {}): ReplayedPost => ({
  messages: [message(0)],
  files: [FILE],
  appReactions: ['tada'],
  isPinned: true,
  source: '',
  leftOut: undefined,
  reactionsWritten: 0,
  reactionsMerged: 0,
  reactionsNameless: 0,
  reactionsSkipped: 0,
  losses: [],
  ...over,
});

const KEYS = {
  message: messageKey(POST, 0),
  upload: uploadKey(FILE.id),
  reaction: reactionKey(POST, 'tada'),
  pin: pinKey(POST),
} as const satisfies Partial<Record<ActionKind, string>>;
type Kind = keyof typeof KEYS;
const KINDS = Object.keys(KEYS) as Kind[];

const entry = (kind: Kind, over: Partial<Action> = {}): Action => ({
  ...intentOf({ key: KEYS[kind], kind }),
  postId: POST,
  fileId: kind === 'upload' ? 'FSLACK' : '',
  state: 'done',
  origin: 'app',
  ts: kind === 'message' ? TS : '',
  detail: '',
  intendedAtMs: 1,
  doneAtMs: 2,
  ...over,
});

const spooled = (part: number, ts: string, reactions: readonly string[] = []): SpooledMessage => ({
  postId: POST,
  part,
  isImported: false,
  message: workspaceMessage.parse({
    ts,
    reactions: reactions.map((name) => ({ name, users: ['UBOT', 'UOTHER'] })),
  }),
});

/** Everything of the post is there. */
const WHOLE: FoundPost = {
  messages: [spooled(0, TS, ['tada'])],
  isShared: (id) => id === 'FSLACK',
  pinned: new Set([TS]),
  botUserId: 'UBOT',
};

const WITHOUT: Readonly<Record<Kind, FoundPost>> = {
  message: { ...WHOLE, messages: [] },
  upload: { ...WHOLE, isShared: () => false },
  reaction: { ...WHOLE, messages: [spooled(0, TS)] },
  pin: { ...WHOLE, pinned: new Set() },
};

/** Kinds that are to be sent. */
const sentOf = ({ messages, files, reactions, isPinLacking }: PostRepair): readonly Kind[] =>
  KINDS.filter(
    (kind) =>
      ({ message: messages, upload: files, reaction: reactions, pin: isPinLacking ? [1] : [] })[
        kind
      ].length > 0,
  );

const others = (kind: Kind): readonly Action[] =>
  KINDS.filter((each) => each !== kind).map((each) => entry(each));

/** With a message go its reactions and its pin. */
const SENT_WITH: Readonly<Record<Kind, readonly Kind[]>> = {
  message: ['message', 'reaction', 'pin'],
  upload: ['upload'],
  reaction: ['reaction'],
  pin: ['pin'],
};

describe.each(KINDS)('a %s that the workspace lacks', (kind) => {
  const repairOf = (state: Partial<Action>): PostRepair =>
    postRepair(replayed(), [...others(kind), entry(kind, state)], WITHOUT[kind]);

  it.each(['done', 'intended'] as const)('is sent again when the ledger has it as %s', (state) => {
    expect(sentOf(repairOf({ state }))).toEqual(SENT_WITH[kind]);
    expect(repairOf({ state }).entered).toEqual([]);
  });

  it('is left when Slack refused it', () => {
    const wanted = SENT_WITH[kind].filter((each) => each !== kind);
    expect(sentOf(repairOf({ state: 'failed', detail: 'no_permission' }))).toEqual(wanted);
  });

  it('is left when the ledger does not have it', () => {
    const wanted = SENT_WITH[kind].filter((each) => each !== kind);
    expect(sentOf(postRepair(replayed(), others(kind), WITHOUT[kind]))).toEqual(wanted);
  });

  it('is left when the post no longer has it', () => {
    const none = replayed({ messages: [], files: [], appReactions: [], isPinned: false });
    const known = KINDS.map((each) => entry(each));
    expect(sentOf(postRepair(none, known, WITHOUT[kind]))).toEqual([]);
  });
});

describe.each(KINDS)('a %s that the workspace has', (kind) => {
  const repairOf = (over: Partial<Action>, found = WHOLE): PostRepair =>
    postRepair(replayed(), [...others(kind), entry(kind, over)], found);

  it('is left alone when the ledger has it too', () => {
    expect(sentOf(repairOf({}))).toEqual([]);
    expect(repairOf({}).entered).toEqual([]);
  });

  it('is entered, not sent, when the ledger does not know its outcome', () => {
    const repair = repairOf({ state: 'intended', ...(kind === 'message' ? { ts: '' } : {}) });
    expect(sentOf(repair)).toEqual([]);
    expect(repair.entered.map(({ key }) => key)).toEqual([KEYS[kind]]);
  });
});

describe('a file that Slack confirmed and never shared', () => {
  const failed = entry('upload', { state: 'failed', detail: 'share_not_made' });

  it('is sent again', () => {
    expect(sentOf(postRepair(replayed(), [failed], WITHOUT.upload))).toEqual(['upload']);
  });

  it('is entered when it is there after all', () => {
    const { entered } = postRepair(replayed(), [failed], WHOLE);
    expect(entered).toEqual([{ key: KEYS.upload, effect: { fileId: 'FSLACK' } }]);
  });
});

describe('a message elsewhere than the ledger says', () => {
  it('is entered where it is, with the reactions and the pin that it lacks', () => {
    const repair = postRepair(
      replayed(),
      KINDS.map((each) => entry(each)),
      { ...WHOLE, messages: [spooled(0, '9.000001')] },
    );
    expect(repair.entered).toEqual([{ key: KEYS.message, effect: { ts: '9.000001' } }]);
    expect(sentOf(repair)).toEqual(['reaction', 'pin']);
  });

  it('is that of the ledger where there are several', () => {
    const found = { ...WHOLE, messages: [spooled(0, '0.5'), spooled(0, TS, ['tada'])] };
    const repair = postRepair(
      replayed(),
      KINDS.map((each) => entry(each)),
      found,
    );
    expect([repair.entered, sentOf(repair)]).toEqual([[], []]);
  });
});

describe('a reaction of others alone', () => {
  it('does not count as that of the app', () => {
    const [own] = WHOLE.messages;
    if (own === undefined) throw new Error('no message');
    const theirs = { ...own.message, reactions: [{ name: 'tada', users: ['UOTHER'] }] };
    const found = { ...WHOLE, messages: [{ ...own, message: theirs }] };
    expect(
      sentOf(
        postRepair(
          replayed(),
          KINDS.map((each) => entry(each)),
          found,
        ),
      ),
    ).toEqual(['reaction']);
  });
});

describe('a post of several messages', () => {
  const long = replayed({ messages: [message(0), message(1), message(2)] });
  const known = [0, 1, 2].map((part) =>
    entry('message', { key: messageKey(POST, part), ts: `${part}.1` }),
  );

  it.each([
    [[0], [0]],
    [[1], [1]],
    [[2], [2]],
    [
      [0, 2],
      [0, 2],
    ],
    [
      [0, 1, 2],
      [0, 1, 2],
    ],
  ])('is completed by its parts %j alone', (lacking, sent) => {
    const there = [0, 1, 2].filter((part) => !lacking.includes(part));
    const messages = there.map((part) => spooled(part, `${part}.1`));
    const repair = postRepair(long, known, { ...WHOLE, messages });
    expect(repair.messages.map(({ part }) => part)).toEqual(sent);
    expect(isFirstLacking(repair)).toBe(lacking.includes(0));
  });
});
