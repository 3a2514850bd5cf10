import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../../../../src/mapping/conversations.ts';
import { knownConversations } from '../../../../../src/mapping/known-conversations.ts';
import {
  makeNewAddressOf,
  parseMattermostLink,
} from '../../../../../src/mapping/messages/links.ts';
import { rewrittenLinks } from '../../../../../src/mapping/verify/text/permalinks.ts';
import { channelId, postId } from '../../../../../src/model/model.ts';
import { slackChannelId } from '../../../../../src/slack/shapes.ts';
import { aChannel, aPost, aPostRef, aTeam } from '../../../../support/builders/builders.ts';

const SITE = 'https://chat.example.co.jp';
const BASE = 'https://acme.slack.com';
const ID = postId('ab12cd34ef56gh78ij90kl12mn');
const ELSEWHERE = postId('zz12cd34ef56gh78ij90kl12mn');

const conversation: Conversation = {
  channel: aChannel(),
  slackId: slackChannelId('C0123456789'),
  list: 'channels',
  name: 'dev',
  folder: 'dev',
  isGeneral: false,
  isArchived: false,
  reason: '',
};
const linkedPost = (id: typeof ID, channel = aChannel().id) => ({
  ...aPostRef({ id, createAtMs: 1_680_485_400_123, tie: { rank: 2, count: 3 } }),
  channelId: channel,
  isReply: false,
  message: '',
});
const post = aPost({ linked: [linkedPost(ID), linkedPost(ELSEWHERE, channelId('other'))] });

const { of: migrated, named } = knownConversations([conversation]);
const TARGETS = { migrated, named };

const addressOf = (url: string, siteUrl: string | undefined): string | undefined =>
  rewrittenLinks({ base: BASE, siteUrl, ...TARGETS, teams: [aTeam()] })(post, url);

/** The address that the migration writes. */
function written(url: string, siteUrl: string | undefined): string | undefined {
  const link = parseMattermostLink(siteUrl, url);
  const place = makeNewAddressOf(BASE, TARGETS, [aTeam()]);
  return link === undefined ? undefined : place(link, post.linked);
}

describe('the new address of a link to a post or channel', () => {
  it.each([
    [`${SITE}/tokyo/pl/${ID}`, `${BASE}/archives/C0123456789/p1680485400123002`],
    [`/tokyo/pl/${ID}`, `${BASE}/archives/C0123456789/p1680485400123002`],
    [`${SITE}/tokyo/channels/${aChannel().name}`, `${BASE}/archives/C0123456789`],
    [`${SITE}/tokyo/pl/${ELSEWHERE}`, undefined],
    [`https://elsewhere.example/tokyo/pl/${ID}`, undefined],
    [`${SITE}/help`, undefined],
  ])('of %s is %s', (url, expected) => {
    expect(addressOf(url, SITE)).toBe(expected);
  });

  it('is the one that is written, whatever the link is', () => {
    const part = fc.constantFrom(
      ...[
        '',
        '/',
        SITE,
        'http://chat.example.co.jp',
        'https://',
        'tokyo',
        '/tokyo',
        '/pl/',
        '/channels/',
      ],
      ...[ID, ELSEWHERE, aChannel().name, 'x', '?a=1', '#a', 'pl', 'channels', `${SITE}/`],
    );
    const url = fc.array(part, { maxLength: 7 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(url, fc.constantFrom(SITE, `${SITE}/`, undefined), (link, site) => {
        expect(addressOf(link, site)).toBe(written(link, site));
      }),
      { numRuns: 3_000 },
    );
  });
});
