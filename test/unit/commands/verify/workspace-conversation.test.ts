import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FormerNames } from '../../../../src/commands/verify/former-names.ts';
import { compareWorkspaceConversation } from '../../../../src/commands/verify/workspace-conversation.ts';
import { bytesNotCompared } from '../../../../src/commands/verify/workspace-files.ts';
import { workspaceViews } from '../../../../src/commands/verify/workspace-view.ts';
import {
  type MessageSpool,
  openSpool,
  type SpooledShare,
} from '../../../../src/importers/workspace/message-spool.ts';
import type { SpooledChannel } from '../../../../src/importers/workspace/read-history.ts';
import { workspaceMessage } from '../../../../src/mapping/verify/workspace.ts';
import { type Post, postId } from '../../../../src/model/model.ts';
import {
  A_TIME_MS,
  aFile,
  aPost,
  aPostRef,
  aReaction,
  aReplyRef,
} from '../../../support/builders/builders.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { aVerifiedWorkspace, pagesOf, SUZUKI, startRecording, YAMADA } from './comparison.ts';

const SLACK_CHANNEL = 'C0DEV';
const TS = '1700000000.000100';
const REPLY_TS = '1700000001.000100';
const REPLY_ID = postId('post0000000000000000000002');
const ACCOUNT = 'U0YAMADA';
/** Above the file of a post. */
const commentAt = (ms: number): string =>
  `Taro Yamada · <!date^${Math.floor(ms / 1000)}^{date_num} {time_secs}|then>`;

type Fields = Readonly<Record<string, unknown>>;

interface AppMessage {
  readonly text?: string;
  /** Grey texts below the message, behind the time. */
  readonly below?: readonly string[];
  readonly timeMs?: number;
  readonly fields?: Fields;
}

/** A message as the app posts it; that of `aPost` unless something else is given. */
function appMessage(given: AppMessage) {
  const { text = 'Good morning', below = [], timeMs = A_TIME_MS, fields = {} } = given;
  const time = `<!date^${Math.floor(timeMs / 1000)}^{date_num} {time}|then>`;
  const elements = [time, ...below].map((grey) => ({ type: 'mrkdwn', text: grey }));
  return workspaceMessage.parse({
    ts: TS,
    username: 'Taro Yamada',
    user: 'U0APP',
    text,
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text } },
      { type: 'context', elements },
    ],
    ...fields,
  });
}

describe('a conversation and its messages in a workspace', () => {
  let folder: ScratchFolder;
  let spool: MessageSpool;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    spool = openSpool(folder.path);
  });
  beforeEach(() => spool.clear());
  afterAll(async () => {
    spool.close();
    await folder.remove();
  });

  const add = (given: AppMessage = {}, post: Post = aPost(), part = 0): void =>
    spool.addMessage({ message: appMessage(given), postId: post.id, part, isImported: false });

  async function compare(
    posts: readonly Post[],
    over: Partial<SpooledChannel> = {},
    systemMessages: 'keep' | 'drop' = 'keep',
    formerNames: readonly FormerNames[] = [],
  ) {
    const { workspace, conversation } = aVerifiedWorkspace();
    const replay = { reactions: 'summary' } as const;
    const account = { name: 'yamada', realName: '', isBot: false, isDeactivated: false };
    const views = workspaceViews(
      {
        rewriteLinksTo: undefined,
        tables: undefined,
        siteUrl: undefined,
        systemMessages,
        replay,
        formerNames,
      },
      workspace,
      { conversations: [conversation], migrated: workspace.known.of },
      {
        users: [{ ...account, id: ACCOUNT, email: YAMADA.email }],
        botUserId: 'U0APP',
        channels: new Map([[conversation.channel.id, SLACK_CHANNEL]]),
      },
    );
    const { differences, tally, lines, account: counted } = startRecording();
    const channel = {
      pinned: new Set<string>(),
      foreign: 0,
      sentTs: () => '',
      ...over,
    };
    await compareWorkspaceConversation(
      { spool, views, compareBytes: bytesNotCompared, differences, tally },
      { conversation, slackChannel: SLACK_CHANNEL, channel, readFormer: async () => [] },
      pagesOf(posts),
    );
    return { lines: lines(), account: counted() };
  }

  const ROOT = aPost({ thread: { kind: 'root', replies: [aReplyRef()] } });
  const REPLY = aPost({
    id: REPLY_ID,
    createAtMs: A_TIME_MS + 60_000,
    message: 'To you as well',
    thread: { kind: 'reply', root: aPostRef() },
  });
  const addReply = (fields: Fields): void =>
    add(
      {
        text: 'To you as well',
        timeMs: REPLY.createAtMs,
        fields: { ts: REPLY_TS, thread_ts: TS, ...fields },
      },
      REPLY,
    );

  it('are equal when every fact is', async () => {
    const post = aPost({
      message: '**Good** morning, @suzuki',
      isPinned: true,
      reactions: [aReaction({ userId: SUZUKI.id, emojiName: 'tada' })],
    });
    add({ text: '*Good* morning, @suzuki', below: [':tada: Hana Suzuki'] });
    expect(await compare([post], { pinned: new Set([TS]) })).toEqual({
      lines: [],
      account: { compared: 1 },
    });
  });

  it('are equal with a thread, and differ by a reply that was moved out of it', async () => {
    add({ fields: { thread_ts: TS, reply_count: 1 } }, ROOT);
    addReply({});
    expect(await compare([ROOT, REPLY])).toEqual({ lines: [], account: { compared: 2 } });
    spool.clear();
    add({}, ROOT);
    addReply({ thread_ts: '' });
    expect((await compare([ROOT, REPLY])).lines).toEqual([`differs message.thread ${REPLY_ID}`]);
  });

  it('differ by a post that has no message', async () => {
    expect(await compare([aPost()])).toEqual({
      lines: [`missing message ${aPost().id}`],
      account: { compared: 0, 'not-found': 1 },
    });
  });

  it('differ by a message that has no post, be it of a post or of nothing known', async () => {
    add();
    add({ fields: { ts: REPLY_TS } }, REPLY);
    spool.addOrphan('1700000009.000100');
    const { lines, account } = await compare([aPost()]);
    expect(lines).toEqual([
      `unexpected message ${REPLY_ID}`,
      'unexpected message 1700000009.000100',
    ]);
    expect(account).toEqual({ compared: 1 });
  });

  it.each<[string, AppMessage]>([
    ['text', { text: 'Good evening' }],
    ['author', { fields: { username: 'Hana Suzuki' } }],
    ['time', { timeMs: A_TIME_MS + 1000 }],
    ['reactions', { below: [':tada: Hana Suzuki'] }],
    ['attachments', { fields: { attachments: [{ text: 'more' }] } }],
  ])('differ by the %s of a message', async (field, given) => {
    add(given);
    expect(await compare([aPost()])).toEqual({
      lines: [`differs message.${field} ${aPost().id}`],
      account: { compared: 1 },
    });
  });

  it('differ by a pin that only one side has', async () => {
    add();
    expect((await compare([aPost()], { pinned: new Set([TS]) })).lines).toEqual([
      `differs message.pinned ${aPost().id}`,
    ]);
  });

  it('are equal where a long post became several messages, and differ by a repeated or missing part', async () => {
    const post = aPost({ message: 'one\n\ntwo' });
    add({ text: 'one' }, post);
    add({ text: 'two', fields: { ts: '1700000000.000200' } }, post, 1);
    expect(await compare([post])).toEqual({ lines: [], account: { compared: 1 } });
    add({ text: 'two', fields: { ts: '1700000000.000300' } }, post, 1);
    expect((await compare([post])).lines).toEqual([`unexpected message ${post.id}`]);
    spool.clear();
    add({ text: 'one' }, post);
    expect((await compare([post])).lines).toEqual([`differs message.text ${post.id}`]);
  });

  it('are those that were sent where other messages say that they are of the same posts', async () => {
    add({ text: 'something else', fields: { ts: '1600000000.000100' } });
    add();
    add({ text: 'something else', fields: { ts: '1800000000.000100' } });
    const { lines } = await compare([aPost()], { sentTs: () => TS });
    expect(lines).toEqual(Array(2).fill(`unexpected message ${aPost().id}`));
  });

  it('are expected to have an empty message of an empty post, and differ by one that says something', async () => {
    const post = aPost({ message: '> ' });
    expect(await compare([post])).toEqual({
      lines: [],
      account: { compared: 0, 'empty-message': 1 },
    });
    const blank = { fields: { blocks: [{ type: 'context', elements: [] }] } };
    for (const text of ['', '> ', '\u200b']) {
      spool.clear();
      add({ ...blank, text }, post);
      expect((await compare([post])).lines).toEqual([
        `unexpected message ${post.id}: empty_message`,
      ]);
    }
    spool.clear();
    add({}, post);
    expect((await compare([post])).lines).toEqual([`unexpected message ${post.id}`]);
  });

  it('differ by a burn-on-read post that can be read there', async () => {
    const post = aPost({ type: 'burn_on_read' });
    expect((await compare([post])).lines).toEqual([]);
    add({}, post);
    expect((await compare([post])).lines).toEqual([`differs message.read-once ${post.id}`]);
    const root = { ...post, thread: ROOT.thread };
    spool.clear();
    add({}, root);
    addReply({});
    expect((await compare([root, REPLY])).lines).toEqual([`differs message.read-once ${root.id}`]);
  });

  it('are equal where a system message was dropped, and differ when it is there after all', async () => {
    const post = aPost({ type: 'system_join_channel', message: 'yamada joined the channel.' });
    expect(await compare([post], {}, 'drop')).toEqual({
      lines: [],
      account: { compared: 0, 'system-message': 1 },
    });
    add({ text: 'Taro Yamada has joined the channel' });
    expect((await compare([post], {}, 'drop')).lines).toEqual([`unexpected message ${post.id}`]);
    expect((await compare([post])).lines).toEqual([]);
  });

  it("takes the message that Slack imported for the person's own", async () => {
    const message = workspaceMessage.parse({
      ts: '1680485400.123000',
      user: ACCOUNT,
      text: 'Good morning',
    });
    spool.addMessage({ message, postId: aPost().id, part: 0, isImported: true });
    expect((await compare([aPost()])).lines).toEqual([]);
  });

  it('differ by files: one that is missing, one in another thread and one of no post', async () => {
    const share: SpooledShare = {
      slackFileId: 'F1',
      ts: TS,
      threadTs: '',
      name: aFile().name,
      sizeBytes: aFile().sizeBytes,
      address: '',
      comment: commentAt(A_TIME_MS),
    };
    const post = aPost({ files: [aFile()] });
    spool.addUpload(aFile().id, 'F1');
    add({}, post);
    expect((await compare([post])).lines).toEqual([`missing file ${post.id}`]);
    spool.addShare(share);
    expect((await compare([post])).lines).toEqual([]);
    spool.addShare({ ...share, threadTs: '1700000005.000100' });
    expect((await compare([post])).lines).toEqual([`differs file.thread ${post.id}`]);
    spool.addShare({ ...share, slackFileId: 'F2' });
    expect((await compare([post])).lines).toContain(`unexpected file ${TS}`);
  });

  it('are equal where Slack trimmed the name of a file, and differ by any other change of it', async () => {
    const post = aPost({ files: [aFile({ name: 'trailing. ' })] });
    spool.addUpload(aFile().id, 'F1');
    const share: SpooledShare = {
      slackFileId: 'F1',
      ts: TS,
      threadTs: '',
      name: 'trailing.',
      sizeBytes: aFile().sizeBytes,
      address: '',
      comment: commentAt(A_TIME_MS),
    };
    add({}, post);
    spool.addShare(share);
    expect((await compare([post])).lines).toEqual([]);
    const renamed = aPost({ files: [aFile({ name: 'trailing' })] });
    expect((await compare([renamed])).lines).toEqual([`differs file.name ${post.id}`]);
  });

  it('are equal where `files` put a file into the thread of its own message, or of its root', async () => {
    const share = {
      slackFileId: 'F1',
      ts: '1700000005.000100',
      threadTs: TS,
      name: aFile().name,
      sizeBytes: aFile().sizeBytes,
      address: '',
      comment: commentAt(A_TIME_MS),
    };
    spool.addUpload(aFile().id, 'F1');
    const alone = aPost({ files: [aFile()] });
    add({ fields: { thread_ts: TS, reply_count: 1 } }, alone);
    spool.addShare(share);
    expect((await compare([alone])).lines).toEqual([]);
    const reply = { ...REPLY, files: [aFile()] };
    const ofReply = { ...share, comment: commentAt(REPLY.createAtMs) };
    addReply({});
    spool.addShare(ofReply);
    expect((await compare([ROOT, reply])).lines).toEqual([]);
    spool.addShare({ ...ofReply, threadTs: REPLY_TS });
    expect((await compare([ROOT, reply])).lines).toEqual([`differs file.thread ${REPLY_ID}`]);
  });

  it('differ by a part of a post that is in another thread', async () => {
    const post = aPost({ message: 'one\n\ntwo' });
    const second = (fields: Fields) =>
      add({ text: 'two', fields: { ts: '1700000000.000200', ...fields } }, post, 1);
    add({ text: 'one' }, post);
    second({ thread_ts: '1700000005.000100' });
    expect((await compare([post])).lines).toEqual([`differs message.thread ${post.id}`]);
    spool.clear();
    // What an edit added goes into the thread of the post: other messages follow its beginning.
    add({ text: 'one', fields: { thread_ts: TS, reply_count: 1 } }, post);
    second({ thread_ts: TS });
    expect((await compare([post])).lines).toEqual([]);
  });

  it.each([
    ['author', 'Hana Suzuki'],
    ['time', 'Taro Yamada'],
    ['author', ''],
  ])('differ by the %s above a file of another: %s', async (field, name) => {
    const time = commentAt(field === 'time' ? A_TIME_MS + 1000 : A_TIME_MS);
    spool.addUpload(aFile().id, 'F1');
    const post = aPost({ files: [aFile()] });
    add({}, post);
    spool.addShare({
      slackFileId: 'F1',
      ts: '1700000005.000100',
      threadTs: '',
      name: aFile().name,
      sizeBytes: aFile().sizeBytes,
      address: '',
      comment: time.replace('Taro Yamada', name),
    });
    expect((await compare([post])).lines).toEqual([`differs file.${field} ${post.id}`]);
  });

  it('differ by ts where the message is another one than the ledger says', async () => {
    add();
    expect((await compare([aPost()], { sentTs: () => TS })).lines).toEqual([]);
    const sentTs = () => '1699999999.000100';
    expect((await compare([aPost()], { sentTs })).lines).toEqual([
      `differs message.ts ${aPost().id}`,
    ]);
  });

  it('differ by a reply that was sent to the channel too, and by a reaction of the app', async () => {
    add({ fields: { subtype: 'thread_broadcast' } });
    expect((await compare([aPost()])).lines).toEqual([`differs message.subtype ${aPost().id}`]);
    spool.clear();
    add({ fields: { reactions: [{ name: 'eyes', users: ['U0APP'] }] } });
    expect((await compare([aPost()])).lines).toEqual([`differs message.reactions ${aPost().id}`]);
    spool.clear();
    // What others add is theirs.
    add({ fields: { reactions: [{ name: 'eyes', users: ['U0NEW'] }] } });
    expect((await compare([aPost()])).lines).toEqual([]);
  });

  it.each(['two words', 'C:\\x', 'a:b'])(
    'are equal with a reaction that has an odd name: %s',
    async (emojiName) => {
      const post = aPost({
        reactions: [
          aReaction({ userId: SUZUKI.id, emojiName }),
          aReaction({ userId: SUZUKI.id, emojiName: 'tada' }),
          aReaction({ userId: SUZUKI.id, emojiName: '' }),
          aReaction({ userId: SUZUKI.id, emojiName: '\n' }),
        ],
      });
      const name = emojiName.replace(/[ :]/g, '_');
      add({ below: [`:tada: Hana Suzuki   :${name}: Hana Suzuki`] });
      expect((await compare([post])).lines).toEqual([]);
    },
  );

  it('are equal with a reaction of a skin tone, and differ where it is lost', async () => {
    const post = aPost({
      reactions: [aReaction({ userId: SUZUKI.id, emojiName: '+1_medium_skin_tone' })],
    });
    add({ below: [':+1::skin-tone-4: Hana Suzuki'] });
    expect((await compare([post])).lines).toEqual([]);
    spool.clear();
    add({ below: [':+1__skin-tone-4: Hana Suzuki'] });
    expect((await compare([post])).lines).toEqual([`differs message.reactions ${post.id}`]);
  });

  it('are equal where so many reacted that their names need several texts', async () => {
    const reactions = [YAMADA, SUZUKI].map(({ id }) =>
      aReaction({ userId: id, emojiName: 'tada' }),
    );
    add({ below: [':tada: Taro Yamada', ':tada: Hana Suzuki'] });
    expect((await compare([aPost({ reactions })])).lines).toEqual([]);
  });

  describe('an imported message that mentions somebody who has another username now', () => {
    const then: FormerNames = new Map([
      ['taro', YAMADA.id],
      [YAMADA.username, undefined],
    ]);
    const TEXT = `differs message.text ${aPost().id}`;
    const linesOf = async (message: string, found: string, former = [then]) => {
      spool.clear();
      const post = aPost({ message });
      spool.addMessage({
        message: workspaceMessage.parse({ ts: '1680485400.123000', user: ACCOUNT, text: found }),
        ...{ postId: post.id, part: 0, isImported: true },
      });
      const { lines } = await compare([post], {}, 'keep', former);
      return lines;
    };

    it('differs for that reason', async () => {
      const found = `To <@${ACCOUNT}>: done`;
      expect(await linesOf('To @taro: done', found)).toEqual([`${TEXT}: former-name`]);
      expect(await linesOf('To @taro: done', found, [])).toEqual([TEXT]);
      expect(await linesOf(`To @${YAMADA.username}: done`, found)).toEqual([]);
    });

    it('differs without a reason where anything but the name is another', async () => {
      const word = fc.stringMatching(/^[a-z]{1,8}$/);
      await fc.assert(
        fc.asyncProperty(
          word,
          word,
          fc.constantFrom('taro', 'hanako'),
          async (one, other, name) => {
            fc.pre(one !== other || name === 'hanako');
            const found = `${one} <@${ACCOUNT}> now`;
            expect(await linesOf(`${other} @${name} now`, found)).toEqual([TEXT]);
          },
        ),
        { numRuns: 60 },
      );
    });
  });
});
