import { describe, expect, it } from 'vitest';
import { archiveViews, asArchived } from '../../../../src/commands/verify/zip-view.ts';
import { byPreference, nameChannels } from '../../../../src/mapping/channel-names.ts';
import { decideConversations } from '../../../../src/mapping/conversations.ts';
import { mapPost } from '../../../../src/mapping/messages/map-post.ts';
import { archivePost } from '../../../../src/mapping/verify/archive.ts';
import { archiveMessage } from '../../../../src/mapping/verify/archive-message.ts';
import { expectedPost } from '../../../../src/mapping/verify/source-posts.ts';
import { buildWorkspace } from '../../../../src/mapping/workspace.ts';
import { channelId, type LinkedPost, postId, teamId } from '../../../../src/model/model.ts';
import { aChannel, aPost, aPostRef, aTeam, aUser } from '../../../support/builders/builders.ts';
import { aMessageContext } from '../../../support/builders/message-context.ts';

/*
 * Teams A and B have a channel `burst` each; `threads` is in A alone. A post of A is quoted in B.
 */
const [A, B] = ['a', 'b'].map((name) => aTeam({ id: teamId(`team${name}`), name })) as [
  ReturnType<typeof aTeam>,
  ReturnType<typeof aTeam>,
];
const CHANNELS = [
  aChannel({ id: channelId('burst-a'), name: 'burst', teamId: A.id }),
  aChannel({ id: channelId('burst-b'), name: 'burst', teamId: B.id }),
  aChannel({ id: channelId('threads-a'), name: 'threads', teamId: A.id }),
];
const USER = aUser();
const conversations = decideConversations(
  CHANNELS,
  nameChannels(CHANNELS, [A, B], byPreference('name')),
  () => [],
);
const workspace = buildWorkspace(
  { users: [USER], groups: [], emoji: [], people: [], conversations },
  { latex: { block: true, inline: false }, tables: 'block' },
);
const slackIdOf = (id: string): string =>
  conversations.find(({ channel }) => channel.id === id)?.slackId ?? '';

function quoted(message: string) {
  const linked: LinkedPost = {
    ...aPostRef(),
    isReply: false,
    id: postId('linkedpost'),
    channelId: channelId('burst-a'),
    message,
  };
  return aPost({
    channelId: channelId('burst-b'),
    message: '~burst',
    props: { previewed_post: linked.id },
    linked: [linked],
  });
}

function written(message: string) {
  const context = aMessageContext({
    text: workspace.textContext(B.id),
    links: {
      siteUrl: undefined,
      newAddressOf: () => undefined,
      conversationOf: (id) => conversations.find(({ channel }) => channel.id === id),
      textIn: ({ channel }) => workspace.textContext(channel.teamId),
    },
  });
  const [only] = mapPost(quoted(message), context).messages;
  if (only === undefined) throw new Error('no message');
  return only;
}

describe('a post that is quoted from a channel of another team', () => {
  it('names the channels of its own team, and the quoting post those of its', () => {
    const { text, attachments } = written('see ~burst and ~threads');
    expect(text).toContain(`<#${slackIdOf('burst-b')}`);
    const [preview] = attachments ?? [];
    expect(preview?.text).toContain(`<#${slackIdOf('burst-a')}`);
    expect(preview?.text).toContain(`<#${slackIdOf('threads-a')}`);
    expect(preview?.text).not.toContain(slackIdOf('burst-b'));
    expect(preview?.fallback).toMatch(/: see ~burst and ~threads$/);
  });

  it.each(['see ~burst and ~threads', '**@yamada** in [~burst](https://a.example/) `~threads`'])(
    'is what verify expects: %s',
    (message) => {
      const views = archiveViews(
        {
          rewriteLinksTo: undefined,
          tables: undefined,
          siteUrl: undefined,
          systemMessages: 'keep',
        },
        asArchived(workspace),
        workspace.known.of,
      );
      const { facts } = expectedPost(
        quoted(message),
        views.source(() => 0),
      );
      const read = archivePost([archiveMessage({ ...written(message) })], 0, views.archive);
      expect(facts?.attachments).toContain('⟦fallback⟧');
      // The names of authors come from users.json, which this archive lacks.
      const withoutAuthor = (lines: string): readonly string[] =>
        lines.split('\n').filter((line) => !line.startsWith('⟦author_name⟧'));
      expect(withoutAuthor(read.attachments)).toEqual(withoutAuthor(facts?.attachments ?? ''));
    },
  );
});
