import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ReplayContext,
  type ReplaySettings,
  replayPost,
} from '../../../../src/mapping/replay/replay-post.ts';
import { userSlackId } from '../../../../src/mapping/slack-ids.ts';
import { type Post, type UserId, userId } from '../../../../src/model/model.ts';
import { aFile, aPost, aPostRef, aReaction, aUser } from '../../../support/builders/builders.ts';
import { aMessageContext } from '../../../support/builders/message-context.ts';
import { aTextContext } from '../../../support/builders/text-context.ts';
import { notEmpty } from '../../../support/not-empty.ts';

const SUZUKI = userId('suzuki');

const SETTINGS: ReplaySettings = { time: 'context', reactions: 'summary', iconUrl: undefined };

function replay(post: Partial<Post>, settings: Partial<ReplaySettings> = {}) {
  const text = aTextContext({
    mentions: 'text',
    user: (name) => (name === 'yamada' ? userSlackId(aUser().id) : undefined),
    isGroup: (name) => name === 'infra',
  });
  const base = aMessageContext({ text });
  const displayName = (id: UserId): string => (id === aUser().id ? 'Taro Yamada' : id);
  const context: ReplayContext = {
    ...base,
    people: {
      ...base.people,
      system: { ...base.people.system, mention: displayName },
      displayName,
      usernameOf: (id) => (id === aUser().id ? 'yamada' : id),
    },
    rules: { ...base.rules, settings: { ...SETTINGS, ...settings } },
  };
  return replayPost(aPost(post), context);
}

const firstOf = (post: Partial<Post>, settings?: Partial<ReplaySettings>) =>
  replay(post, settings).messages[0];

const DATE = '<!date^1680485400^{date_num} {time_secs}|2023-04-03 01:30:00 UTC>';

describe('a post replayed through the API', () => {
  it("is shown under its author's name, with the original time below", () => {
    const message = firstOf({ message: 'hello' });
    expect(message).toMatchObject({ username: 'Taro Yamada', text: 'hello', part: 0 });
    expect(message?.rootId).toBeUndefined();
    expect(message?.blocks.at(-1)).toEqual({
      type: 'context',
      elements: [{ type: 'mrkdwn', text: DATE }],
    });
  });

  it('has the time before its text when the setting says so', () => {
    const blocks = firstOf({ message: 'hello' }, { time: 'text' })?.blocks;
    expect(blocks?.map(({ type }) => type)).toEqual(['context', 'rich_text']);
  });

  it('names the root of its thread', () => {
    const root = aPostRef();
    expect(firstOf({ thread: { kind: 'reply', root } })?.rootId).toBe(root.id);
  });

  it('has the picture that the setting names', () => {
    const iconUrl = 'https://files.example.com/{username}/{id}.png';
    expect(firstOf({}, { iconUrl })?.iconUrl).toBe(
      `https://files.example.com/yamada/${aUser().id}.png`,
    );
  });

  it('of a webhook is shown under its name and emoji', () => {
    const props = { from_webhook: 'true', override_username: 'ci', override_icon_emoji: ':gear:' };
    expect(firstOf({ props })).toMatchObject({ username: 'ci', iconEmoji: ':gear:' });
  });

  it('lists reactions with their people in a line, and records a loss', () => {
    const reactions = [
      aReaction({ emojiName: 'tada' }),
      aReaction({ emojiName: 'tada', userId: SUZUKI }),
      aReaction({ emojiName: 'eyes' }),
    ];
    const { messages, losses, appReactions } = replay({ reactions });
    expect(JSON.stringify(messages[0]?.blocks)).toContain(
      ':tada: Taro Yamada, suzuki   :eyes: Taro Yamada',
    );
    expect(losses).toEqual([{ code: 'reactions_as_text' }]);
    expect(appReactions).toEqual([]);
  });

  it('writes an odd name of an emoji as one word, and none for a blank one', () => {
    const reactions = ['two words: x', ' '].map((emojiName) => aReaction({ emojiName }));
    const json = JSON.stringify(replay({ reactions }).messages[0]?.blocks);
    expect(json).toContain('":two_words__x: Taro Yamada"');
  });

  it('keeps the skin tone of an emoji, whose name has colons of its own', () => {
    const reactions = [aReaction({ emojiName: '+1::skin-tone-4' })];
    const json = JSON.stringify(replay({ reactions }).messages[0]?.blocks);
    expect(json).toContain('":+1::skin-tone-4: Taro Yamada"');
  });

  it('lists everybody who reacted, in as many texts as they need', () => {
    const people = Array.from({ length: 300 }, (_, index) =>
      userId(`person-${index}-${'x'.repeat(9)}`),
    );
    const reactions = ['tada', 'eyes'].flatMap((emojiName) =>
      people.map((id) => aReaction({ emojiName, userId: id })),
    );
    const json = JSON.stringify(replay({ reactions }).messages[0]?.blocks);
    for (const id of people) expect(json.split(id)).toHaveLength(3);
    for (const [, text = ''] of json.matchAll(/"text":"(:[^"]+)"/g)) {
      expect(text.length).toBeLessThanOrEqual(3_000);
      expect(text).toMatch(/^:\w+: /);
    }
  });

  it("may have reactions of the app's own instead, one an emoji", () => {
    const reactions = [aReaction({ emojiName: 'tada' }), aReaction({ userId: SUZUKI })];
    const { messages, appReactions } = replay({ reactions }, { reactions: 'app' });
    expect(appReactions).toEqual(['+1', 'tada']);
    expect(JSON.stringify(messages)).not.toContain('tada');
  });

  it('brings its files apart, those of a deleted root never', () => {
    expect(replay({ files: [aFile()] }).files).toHaveLength(1);
    expect(replay({ files: [aFile()], deleteAtMs: 5 }).files).toEqual([]);
  });

  it('loses the mark of an edit, and says so', () => {
    expect(replay({ editAtMs: 1_680_485_500_000 }).losses).toEqual([{ code: 'edit_mark_dropped' }]);
  });

  it('of the system is a sentence with names', () => {
    const message = firstOf({ type: 'system_join_channel' });
    expect(message?.text).toBe('Taro Yamada has joined the channel');
    expect(message?.blocks[0]).toMatchObject({ type: 'section' });
  });

  it('has a text that can be updated later, cut between characters and entities', () => {
    const long = `${'a'.repeat(3_998)}&&&${'😀'.repeat(50)}`;
    const text = firstOf({ message: long })?.text ?? '';
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(text).toMatch(/a…$/);
  });
});

describe('whatever a post says, its replay', () => {
  const piece = fc.constantFrom(
    '@yamada',
    '@all',
    '@channel',
    '@here',
    '@infra',
    '<!channel>',
    '<@U0123456789>',
    '<!subteam^S1>',
    ' ',
    '\n',
    '> ',
    '- ',
    '| a | b |\n|---|---|\n| @yamada | @all |\n',
    '`',
    '**',
    '~dev',
    '# ',
  );

  it('contains no mention that notifies', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const message = `${pieces.join('')}.`;
        const { messages } = replay({ message, reactions: [aReaction()] });
        for (const { text, blocks, attachments } of notEmpty(messages)) {
          expect(text).not.toMatch(/<[@!](?!date)/);
          expect(JSON.stringify(blocks)).not.toMatch(/"type":"(?:user|usergroup|broadcast)"/);
          expect(JSON.stringify([blocks, attachments])).not.toMatch(
            /"text":"[^"]*<[@!](?!date)[^"]*","type":"mrkdwn"/,
          );
        }
      }),
    );
  });
});
