import { describe, expect, it } from 'vitest';
import { attachmentText } from '../../../../src/mapping/csv-import/attachment-text.ts';
import { importPost } from '../../../../src/mapping/csv-import/lines.ts';
import { importFiles } from '../../../../src/mapping/csv-import/names.ts';
import { plainText } from '../../../../src/mapping/csv-import/plain-text.ts';
import { importLine } from '../../../../src/mapping/csv-import/quoting.ts';
import { mapPost } from '../../../../src/mapping/messages/map-post.ts';
import { wantedFiles } from '../../../../src/mapping/verify/csv/files.ts';
import { plainOf } from '../../../../src/mapping/verify/csv/plain.ts';
import { readMrkdwn } from '../../../../src/mapping/verify/text/mrkdwn.ts';
import { channelId, type UserId, userId } from '../../../../src/model/model.ts';
import type { SlackChannelId } from '../../../../src/slack/shapes.ts';
import { aChannel, aPost, aUser } from '../../../support/builders/builders.ts';
import { aMessageContext } from '../../../support/builders/message-context.ts';

const NAMES = {
  user: (id: string): string => (id === 'U1' ? 'ada' : id),
  channel: (id: string): string => (id === 'C1' ? 'dev' : id),
};

describe('a line of a text import', () => {
  it.each([
    ['backslash', `${String.raw`"1","a\"b\\c"`}\n`],
    ['doubled', `${String.raw`"1","a""b\c"`}\n`],
  ] as const)('with quotes by the rule %s has every field quoted', (quoting, line) => {
    expect(importLine(['1', 'a"b\\c'], quoting)).toBe(line);
  });
});

describe('mrkdwn in a text import', () => {
  const CASES = [
    ['*bold* &amp; &lt;b&gt;', '*bold* & <b>'],
    ['<@U1> in <#C1> and <#C1|dev>', '@ada in #dev and #dev'],
    ['<https://a.example>', 'https://a.example'],
    ['<https://a.example?x=1&amp;y=2|here>', 'here (https://a.example?x=1&y=2)'],
    ['<https://a.example|https://a.example>', 'https://a.example'],
    ['<http://www.a.example|www.a.example>', 'http://www.a.example'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['⟦x⟧ ⟦/⟧', '⟦x⟧ ⟦/⟧'],
  ] as const;
  it.each(CASES)('%s becomes %s', (mrkdwn, plain) => {
    expect(plainText(mrkdwn, NAMES)).toBe(plain);
  });

  it.each(CASES)('%s is what verify expects', (mrkdwn, plain) => {
    expect(
      plainOf(
        readMrkdwn(mrkdwn, {
          ...NAMES,
          areChannelsText: false,
          areWhole: false,
          publicChannel: NAMES.channel,
        }),
      ),
    ).toBe(plain);
  });
});

describe('a post in a text import', () => {
  const context = aMessageContext();
  const view = { names: { ...NAMES, user: () => 'yamada' }, people: context.people };
  const imported = (over: Parameters<typeof aPost>[0]) => {
    const post = aPost(over);
    return importPost(post, mapPost(post, context), view);
  };

  it('has whole seconds, its author and its text', () => {
    const { messages, losses } = imported({ createAtMs: 1_680_485_400_999, message: 'a & b' });
    expect(messages).toEqual([{ seconds: 1_680_485_400, author: 'yamada', text: 'a & b' }]);
    expect(losses).toEqual([]);
  });

  it('names whom a reply answers, above its text', () => {
    const root = { ...aPost(), isDeleted: false };
    const { messages, losses } = imported({ message: '> yes', thread: { kind: 'reply', root } });
    expect(messages[0]?.text).toBe('↳ yamada\n> yes');
    expect(losses).toEqual([{ code: 'thread_as_text' }]);
  });

  it('stands in the second of its root when it is older, because lines are in order of time', () => {
    const root = { ...aPost(), isDeleted: false };
    const { messages } = imported({
      message: 'early',
      createAtMs: root.createAtMs - 60_000,
      tie: { rank: 1, count: 1, rootMs: root.createAtMs },
      thread: { kind: 'reply', root },
    });
    expect(messages[0]?.seconds).toBe(Math.floor(root.createAtMs / 1000));
  });

  it('does not name the author of a deleted root', () => {
    const root = { ...aPost(), isDeleted: true };
    const { messages } = imported({ message: 'yes', thread: { kind: 'reply', root } });
    expect(messages[0]?.text).toBe('↳ (deleted message)\nyes');
  });

  it('has no message when there is nothing to read, and that is a loss', () => {
    expect(imported({ message: '| |\n| - |\n| |' })).toEqual({
      messages: [],
      losses: [{ code: 'empty_message' }],
    });
  });

  it('has a line for all reactions, with names', () => {
    const reactions = ['tada', '+1'].map((emojiName) => ({
      emojiName,
      userId: userId('useryamada0000000000000001'),
      createAtMs: 0,
    }));
    const { messages, losses } = imported({ message: 'x', reactions });
    expect(messages[0]?.text).toMatch(/^x\nReactions: :\+1: yamada · :tada: yamada$/);
    expect(losses).toEqual([{ code: 'reactions_as_text' }]);
  });

  it('says of an edit and a pin that they are lost', () => {
    const { losses } = imported({ message: 'x', isPinned: true, editAtMs: 1_680_485_500_000 });
    expect(losses.map(({ code }) => code)).toEqual(['edit_mark_dropped', 'pin_dropped']);
  });

  it('has the texts of an attachment as lines, and its fallback only when it has no others', () => {
    const attachment = {
      fallback: 'no',
      pretext: 'before',
      title: 'Build',
      title_link: 'https://ci.example',
      text: '*done*',
      fields: [{ title: 'Branch', value: 'main', short: true }],
      color: 'good',
    };
    expect(attachmentText(attachment, NAMES)).toBe(
      'before\nBuild (https://ci.example)\n*done*\nBranch: main',
    );
    expect(attachmentText({ fallback: 'a &amp; b' }, NAMES)).toBe('a & b');
  });
});

describe('the files of a text import', () => {
  const [ada, bob] = ['ada', 'bob'].map((username) =>
    aUser({ id: userId(`${username}${'0'.repeat(23)}`), username }),
  );
  const users = new Map(
    [ada, bob].flatMap((user) => (user === undefined ? [] : [[user.id, user]])),
  );
  const conversation = (
    list: 'channels' | 'groups' | 'dms' | 'mpims',
    name: string,
    number: number,
  ) => ({
    channel: aChannel({
      id: channelId(`c${number}`),
      name: list === 'dms' ? [...users.keys()].join('__') : name,
    }),
    slackId: `C${number}` as SlackChannelId,
    list,
    name,
    folder: name,
    isGeneral: false,
    isArchived: false,
    reason: '',
  });
  const personOf = (id: UserId) => users.get(id);
  const ALL = [
    conversation('channels', 'town', 1),
    conversation('groups', 'dm-ada--bob', 2),
    conversation('dms', 'D3', 3),
    conversation('mpims', 'mpdm-ada--bob.c-1', 4),
    conversation('mpims', `mpdm-${'x'.repeat(100)}`, 5),
  ];

  it('are in two folders, with a free name in the characters of channels for each direct message', () => {
    const fileOf = importFiles(ALL, personOf);
    expect(ALL.map(fileOf)).toEqual([
      { folder: 'public', channel: 'town' },
      { folder: 'private', channel: 'dm-ada--bob' },
      { folder: 'private', channel: 'dm-ada--bob-2' },
      { folder: 'private', channel: 'group-ada--bob_c-1' },
      { folder: 'private', channel: `group-${'x'.repeat(74)}` },
    ]);
  });

  it('are those that verify expects, whatever the order of the conversations', () => {
    const fileOf = importFiles(ALL, personOf);
    const wanted = wantedFiles(ALL.toReversed(), personOf);
    for (const each of ALL) {
      const { folder, channel } = fileOf(each);
      expect(wanted.get(each)).toMatchObject({ channel, entry: `${folder}/${channel}.csv` });
    }
  });
});
