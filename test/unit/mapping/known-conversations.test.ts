import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONVERSATION_LISTS, type Conversation } from '../../../src/mapping/conversations.ts';
import {
  knownConversations,
  openConversations,
  packConversations,
} from '../../../src/mapping/known-conversations.ts';
import { channelSlackId } from '../../../src/mapping/slack-ids.ts';
import { channelId, teamId, userId } from '../../../src/model/model.ts';
import { aChannel } from '../../support/builders/builders.ts';

const TEXTS = ['', 'dev', 'Dev', '開発', 'x\ud800', '"\\'];

const anyConversations = fc
  .array(
    fc.record({
      name: fc.constantFrom(...TEXTS),
      shown: fc.constantFrom(...TEXTS),
      team: fc.constantFrom(undefined, 'tokyo', 'osaka'),
      list: fc.constantFrom(...CONVERSATION_LISTS),
      isArchived: fc.boolean(),
      isGeneral: fc.boolean(),
    }),
    { maxLength: 20 },
  )
  .map((all) =>
    all.map(({ name, shown, team, list, isArchived, isGeneral }, index): Conversation => {
      const id = channelId(`channel${index}`);
      const channel = aChannel({
        ...{ id, name, displayName: shown, header: shown, purpose: name },
        teamId: team === undefined ? undefined : teamId(team),
        creatorId: userId('creator'),
        deleteAtMs: isArchived ? 5 : undefined,
      });
      const slackId = channelSlackId(id);
      return { channel, slackId, list, name, folder: shown, isGeneral, isArchived, reason: shown };
    }),
  );

/** A conversation without what no message shows. */
const shownOf = ({ channel, ...conversation }: Conversation): Conversation => ({
  ...conversation,
  reason: '',
  channel: { ...channel, header: '', purpose: '', creatorId: undefined },
});

describe('the conversations that were sent to a thread', () => {
  it('are found as in the thread that sent them, by id, Slack id and name', () => {
    fc.assert(
      fc.property(anyConversations, (conversations) => {
        const own = knownConversations(conversations);
        const sent = openConversations(structuredClone(packConversations(conversations)));
        for (const conversation of conversations) {
          const { channel, slackId } = conversation;
          expect(sent.of(channel.id)).toEqual(shownOf(conversation));
          expect(own.of(channel.id)).toBe(conversation);
          expect(sent.withSlackId(slackId)?.channel.id).toBe(channel.id);
        }
        for (const name of [...TEXTS, 'nobody']) {
          expect(sent.named(name)).toEqual(own.named(name).map(shownOf));
        }
        expect(sent.of(channelId('nobody'))).toBeUndefined();
        expect(sent.withSlackId('C0')).toBeUndefined();
      }),
    );
  });

  it('are all found where there are more than are kept at a time', () => {
    const conversations = Array.from({ length: 1_000 }, (_unused, index): Conversation => {
      const id = channelId(`channel${index}`);
      const name = `channel-${index}`;
      return {
        ...{ channel: aChannel({ id, name }), slackId: channelSlackId(id), list: 'channels' },
        ...{ name, folder: name, isGeneral: false, isArchived: false, reason: '' },
      };
    });
    const sent = openConversations(packConversations(conversations));
    for (const { channel, name } of [...conversations, ...conversations]) {
      expect(sent.of(channel.id)?.name).toBe(name);
    }
  });
});
