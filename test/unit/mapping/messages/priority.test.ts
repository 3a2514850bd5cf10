import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../../src/mapping/markdown/render-text.ts';
import { priorityLine } from '../../../../src/mapping/messages/body.ts';
import type { TextContext } from '../../../../src/mapping/rendered-text.ts';
import { type PostPriority, type UserId, userId } from '../../../../src/model/model.ts';
import { slackChannelId, slackUserId } from '../../../../src/slack/shapes.ts';

const NAMES: Readonly<Record<string, string>> = { u1: 'yamada.taro', u2: 'suzuki_ichiro' };
const nameOf = (id: UserId): string => NAMES[id] ?? id;

function aPriority(over: Partial<PostPriority> = {}): PostPriority {
  return { level: '', requestedAck: false, acknowledgedBy: [], ...over };
}

/** Every name that could be mentioned exists, and every mention would be live. */
const EVERYTHING_LIVE: TextContext = {
  mentions: 'live',
  user: () => slackUserId('U1'),
  channel: () => slackChannelId('C1'),
  isGroup: () => true,
  emoji: (name) => name,
  rewriteLink: () => undefined,
  tables: 'block',
  latex: { block: true, inline: true },
};

function shown(priority: PostPriority, name: (id: UserId) => string = nameOf): string {
  const { parts } = renderText(priorityLine(priority, name) ?? '', EVERYTHING_LIVE);
  return parts.map((part) => part.text).join('');
}

describe('the line of a post with a priority', () => {
  it.each([
    [{ level: 'important' }, '*Important*'],
    [{ level: 'urgent' }, '*Urgent*'],
    [{ level: 'urgent', requestedAck: true }, '*Urgent* · Acknowledgement requested'],
    [{ requestedAck: true }, 'Acknowledgement requested'],
    [
      { requestedAck: true, acknowledgedBy: [userId('u1'), userId('u2')] },
      'Acknowledgement requested; acknowledged by yamada.taro, suzuki_ichiro',
    ],
    [{ acknowledgedBy: [userId('u1')] }, 'Acknowledged by yamada.taro'],
    [{ level: 'next_week' }, 'Priority: next_week'],
    [{ level: 'constructor' }, 'Priority: constructor'],
  ] satisfies [Partial<PostPriority>, string][])('says %j as %s', (over, text) => {
    expect(shown(aPriority(over))).toBe(text);
  });

  it('says nothing when there is nothing to say', () => {
    expect(priorityLine(undefined, nameOf)).toBeUndefined();
    expect(priorityLine(aPriority(), nameOf)).toBeUndefined();
  });

  it('stays one line of plain text whatever the names are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const priority = aPriority({ acknowledgedBy: [userId('u')] });
        const { parts } = renderText(priorityLine(priority, () => name) ?? '', EVERYTHING_LIVE);
        const [section] = parts.flatMap(({ blocks }) =>
          blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : [])),
        );
        expect(parts.every(({ text }) => !/[<>\n]/.test(text))).toBe(true);
        expect(section?.elements.flat().every((element) => 'text' in element)).toBe(true);
      }),
    );
  });

  it.each([
    '@channel',
    '~dev',
    ':smile:',
    '<!here>',
    ':)',
    '<3',
    '$x$',
    'https://example.com',
    'a@example.com',
  ])('makes nothing live of the name %s', (name) => {
    expect(shown(aPriority({ acknowledgedBy: [userId('u')] }), () => name)).not.toMatch(/[<:@]/);
  });
});
