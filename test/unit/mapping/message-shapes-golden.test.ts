import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { messageDigest } from '../../../src/importers/workspace/messages.ts';
import { byPreference, nameChannels } from '../../../src/mapping/channel-names.ts';
import { decideConversations } from '../../../src/mapping/conversations.ts';
import { SHAPES, type ShapeName } from '../../../src/mapping/message-shape.ts';
import { mapPost } from '../../../src/mapping/messages/map-post.ts';
import { postDigest } from '../../../src/mapping/messages/post-digest.ts';
import { serializeMessage } from '../../../src/mapping/messages/serialize-message.ts';
import type { TextContext } from '../../../src/mapping/rendered-text.ts';
import { replayPost } from '../../../src/mapping/replay/replay-post.ts';
import { buildWorkspace } from '../../../src/mapping/workspace.ts';
import { channelId, type Post, userId } from '../../../src/model/model.ts';
import {
  aChannel,
  aCustomEmoji,
  aFile,
  aPost,
  aReaction,
  aTeam,
  aUser,
} from '../../support/builders/builders.ts';
import { aMessageContext, aReplayContext } from '../../support/builders/message-context.ts';

/*
 * Digests of what becomes of posts, for each version of their shape (CONTRIBUTING.md, Shapes of messages): ledgers and
 * records of chains hold such digests, so a change of them without another version would make every post look edited.
 */

const FIXTURES = join(import.meta.dirname, '../../../fixtures');
const GOLDEN = join(FIXTURES, 'message-shapes.json');
const golden = z.record(
  z.string(),
  z.object({ version: z.number(), digests: z.record(z.string(), z.string()) }),
);

const NAMES = Object.keys(SHAPES) as ShapeName[];
const CHARACTERS = 8;

const attachment = {
  color: '#36a64f',
  pretext: 'Deployed **2.0**',
  author_name: 'CI',
  title: 'Build 12',
  title_link: 'https://ci.example.com/12',
  text: '| a | b |\n| - | - |\n| 1 | 2 |\n\n:tada: *passed*',
  fields: [{ title: 'Stage', value: '`live`', short: true }],
  image_url: 'https://ci.example.com/12.png',
  footer: 'ci',
};
const SUZUKI = userId('suzuki');

/** Posts beside the texts of fixtures/markdown. */
const POSTS: Readonly<Record<string, Partial<Post>>> = {
  reactions: {
    reactions: ['+1', 'tada', '+1_medium_skin_tone', 'two words'].flatMap((emojiName) => [
      aReaction({ emojiName }),
      aReaction({ emojiName, userId: SUZUKI }),
    ]),
  },
  files: { message: 'two files', files: [aFile(), aFile({ name: 'empty.txt', sizeBytes: 0 })] },
  'file-only': { message: '', files: [aFile()] },
  attachment: { message: '', props: { attachments: [attachment] } },
  webhook: { props: { from_webhook: 'true', override_username: 'Deploy Bot' } },
  me: { type: 'me', message: '*waves*' },
  joined: { type: 'system_join_channel', message: '', props: { username: 'suzuki' } },
  header: { type: 'system_header_change', props: { new_header: 'New', old_header: 'Old' } },
  unknown: { type: 'custom_plugin', message: 'a **poll**' },
  edited: { message: 'edited', editAtMs: 1_680_485_500_123 },
};

/** The look-ups of a run, so that people, channels and emoji are found and their forms are in the digests. */
const archived = lookUps();
const replayed = {
  ...archived,
  mentions: 'text',
  exportForm: undefined,
  tables: 'block',
} as const;

function lookUps(): TextContext {
  const channels = ['dev', 'town-square', 'sales'].map((name) =>
    aChannel({ id: channelId(name), name, displayName: name }),
  );
  const named = nameChannels(channels, [aTeam()], byPreference('name'));
  const suzuki = aUser({ id: SUZUKI, username: 'suzuki', email: 'suzuki@example.co.jp' });
  const source = {
    users: [aUser(), suzuki],
    groups: [],
    emoji: [aCustomEmoji()],
    people: [],
    conversations: decideConversations(channels, named, () => []),
  };
  const settings = { latex: { block: true, inline: false }, tables: 'text' } as const;
  return buildWorkspace(source, settings).textContext(aTeam().id);
}

function posts(): ReadonlyMap<string, Post> {
  const folder = join(FIXTURES, 'markdown');
  const texts = readdirSync(folder).filter((name) => name.endsWith('.md'));
  const all = [
    ...texts.map((name): [string, Post] => [
      name,
      aPost({ message: readFileSync(join(folder, name), 'utf8') }),
    ]),
    ...Object.entries(POSTS).map(([name, post]): [string, Post] => [name, aPost(post)]),
  ];
  // A post without anything to show has no message.
  return new Map(all.filter(([, post]) => messagesOf(post).length > 0));
}

const messagesOf = (post: Post) => mapPost(post, aMessageContext({ text: archived })).messages;

function digestsOf(post: Post): Readonly<Record<ShapeName, string>> {
  const {
    text: archiveText,
    reactions,
    files,
  } = postDigest(post, messagesOf(post).map(serializeMessage));
  return {
    apiMessage: replayPost(post, aReplayContext({ text: replayed }))
      .messages.map(messageDigest)
      .join(' '),
    archiveText,
    archiveReactions: reactions,
    archiveFiles: files,
  };
}

const short = (digest: string): string =>
  createHash('sha256').update(digest).digest('base64url').slice(0, CHARACTERS);

function present(): z.infer<typeof golden> {
  const all = [...posts()].map(([name, post]) => [name, digestsOf(post)] as const);
  return Object.fromEntries(
    NAMES.map((name) => [
      name,
      {
        version: SHAPES[name],
        digests: Object.fromEntries(
          all
            .filter(([post]) => name === 'apiMessage' || name === 'archiveText' || post in POSTS)
            .map(([post, of]) => [post, short(of[name])]),
        ),
      },
    ]),
  );
}

it.each(NAMES)('a post has the digests of its version: %s', (name) => {
  const kept = golden.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));
  const now = present();
  const [before, after] = [kept[name], now[name]];
  const changed = Object.entries(before?.digests ?? {})
    .filter(([post, of]) => after?.digests[post] !== undefined && after.digests[post] !== of)
    .map(([post]) => post);
  const isRaised = SHAPES[name] === (before?.version ?? 0) + 1;
  // Not even UPDATE_GOLDEN=1 writes another digest under the same version.
  if (!isRaised)
    expect([`raise SHAPES.${name}: these posts have another shape`, changed]).toEqual([
      `raise SHAPES.${name}: these posts have another shape`,
      [],
    ]);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    writeFileSync(GOLDEN, `${JSON.stringify({ ...kept, [name]: after }, null, 2)}\n`);
    expect(after?.version).toBe(SHAPES[name]);
    return;
  }
  expect({ [name]: before }, 'UPDATE_GOLDEN=1 writes the digests of the new version').toEqual({
    [name]: after,
  });
});
