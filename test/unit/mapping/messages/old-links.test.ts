import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../../src/mapping/conversations.ts';
import { knownConversations } from '../../../../src/mapping/known-conversations.ts';
import { postPreview } from '../../../../src/mapping/messages/body.ts';
import {
  KEEP_LINKS,
  makeNewAddressOf,
  parseMattermostLink,
  trackLinks,
} from '../../../../src/mapping/messages/links.ts';
import { channelId, type LinkedPost, postId } from '../../../../src/model/model.ts';
import { slackChannelId } from '../../../../src/slack/shapes.ts';
import { aChannel, aPost, aPostRef, aTeam } from '../../../support/builders/builders.ts';
import { aTextContext } from '../../../support/builders/text-context.ts';

const SITE = 'https://chat.example.co.jp';
const POST = postId('ab12cd34ef56gh78ij90kl12mn');
const LINK = `${SITE}/tokyo/pl/${POST}`;

function aConversation(over: Partial<Conversation> = {}): Conversation {
  const channel = aChannel();
  return {
    channel,
    slackId: slackChannelId('C0123456789'),
    list: 'channels',
    name: 'dev',
    folder: 'dev',
    isGeneral: false,
    isArchived: false,
    reason: '',
    ...over,
  };
}

function aLinkedPost(over: Partial<LinkedPost> = {}): LinkedPost {
  const ref = aPostRef({ id: POST, createAtMs: 1_680_485_400_123, tie: { rank: 2, count: 3 } });
  return { ...ref, channelId: aChannel().id, isReply: false, message: 'the plan', ...over };
}

const { of: migrated, named } = knownConversations([aConversation()]);
const TARGETS = { migrated, named };

describe('links to the old server', () => {
  it.each([
    [LINK, { kind: 'post', id: POST }],
    [`${LINK}?view=1`, { kind: 'post', id: POST }],
    [`/tokyo/pl/${POST}`, { kind: 'post', id: POST }],
    [`${SITE}/tokyo/channels/dev`, { kind: 'channel', team: 'tokyo', name: 'dev' }],
    [`https://elsewhere.example/tokyo/pl/${POST}`, undefined],
    [`${SITE}.evil.example/tokyo/pl/${POST}`, undefined],
    [`${SITE}/tokyo/pl/tooshort`, undefined],
    [`${SITE}/help`, undefined],
  ])('%s', (url, expected) => {
    expect(parseMattermostLink(SITE, url)).toEqual(expected);
  });

  it('are recognized by their path where the site URL is not known', () => {
    expect(parseMattermostLink(undefined, LINK)).toEqual({ kind: 'post', id: POST });
    expect(parseMattermostLink(undefined, 'https://example.com/a')).toBeUndefined();
  });

  it('lead to the message in the new workspace', () => {
    const place = makeNewAddressOf('https://acme.slack.com/', TARGETS, [aTeam()]);
    expect(place({ kind: 'post', id: POST }, [aLinkedPost()])).toBe(
      'https://acme.slack.com/archives/C0123456789/p1680485400123002',
    );
    expect(place({ kind: 'channel', team: 'tokyo', name: aChannel().name }, [])).toBe(
      'https://acme.slack.com/archives/C0123456789',
    );
  });

  it('stay when the post is missing or its conversation is not migrated', () => {
    const place = makeNewAddressOf('https://acme.slack.com', TARGETS, [aTeam()]);
    const elsewhere = aLinkedPost({ channelId: channelId('otherchannel') });
    expect(place({ kind: 'post', id: POST }, [])).toBeUndefined();
    expect(place({ kind: 'post', id: POST }, [elsewhere])).toBeUndefined();
  });

  it('that stay are recorded once each', () => {
    const post = aPost({ message: `${LINK} and ${LINK}` });
    const watched = trackLinks(post, aTextContext(), { siteUrl: SITE, newAddressOf: KEEP_LINKS });
    watched.text.rewriteLink(LINK);
    watched.text.rewriteLink(LINK);
    watched.text.rewriteLink('https://example.com/');
    expect(watched.losses()).toEqual([{ code: 'permalink_kept', old: LINK }]);
  });
});

describe('the preview of a linked post', () => {
  const post = aPost({ props: { previewed_post: POST }, linked: [aLinkedPost()] });
  const context = {
    conversation: aConversation(),
    conversationOf: () => aConversation(),
    authorNameOf: () => 'yamada',
    textsOf: () => ({
      toMrkdwn: (markdown: string) => `*${markdown}*`,
      toPlain: (markdown: string) => markdown,
    }),
  };

  it('becomes an attachment with author, text, time and place', () => {
    expect(postPreview(post, context)).toEqual({
      attachments: [
        {
          fallback: 'yamada: the plan',
          author_name: 'yamada',
          text: '*the plan*',
          ts: '1680485400.123002',
          mrkdwn_in: ['text'],
          footer: '#dev',
        },
      ],
      losses: [],
    });
  });

  it('escapes the name of its author, which Slack reads as mrkdwn', () => {
    const [made] = postPreview(post, { ...context, authorNameOf: () => 'R&D <!here>' }).attachments;
    expect(made?.author_name).toBe('R&amp;D &lt;!here&gt;');
    expect(made?.fallback).toBe('R&amp;D &lt;!here&gt;: the plan');
  });

  it('never copies a post of a private channel or a direct message into another conversation', () => {
    const foreign = { ...post, linked: [aLinkedPost({ channelId: channelId('secretchannel') })] };
    for (const list of ['groups', 'dms', 'mpims'] as const) {
      const preview = postPreview(foreign, {
        ...context,
        conversationOf: () => aConversation({ list }),
      });
      expect(preview).toEqual({ attachments: [], losses: [{ code: 'preview_not_public' }] });
    }
  });

  it('shows a private post in its own conversation', () => {
    const own = { ...context, conversationOf: () => aConversation({ list: 'groups' as const }) };
    expect(postPreview(post, own).attachments).toHaveLength(1);
  });

  it('is empty when the linked post is missing', () => {
    expect(postPreview({ ...post, linked: [] }, context).attachments).toEqual([]);
  });
});
