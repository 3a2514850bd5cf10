import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  channelType,
  count,
  flag,
  jsonObject,
  mendText,
  text,
  timeMs,
} from '../../../../src/exporters/database/rows.ts';
import { linkedIds } from '../../../../src/exporters/posts/linked.ts';
import { POST_COLUMNS, postRow } from '../../../../src/exporters/posts/post-row.ts';
import { type MappedPost, mapPost } from '../../../../src/mapping/messages/map-post.ts';
import { SYSTEM_HANDLERS } from '../../../../src/mapping/messages/system-messages.ts';
import { aFile, aPostRef, aReaction } from '../../../support/builders/builders.ts';
import { aMessageContext } from '../../../support/builders/message-context.ts';
import {
  HOSTILE_WORDS,
  hostileProps,
  hostileText,
  hostileValue,
} from '../../../support/damages/hostile/hostile-values.ts';

/*
 * The way of a row, from what the driver gives to the message in the archive, with no value where it belongs.
 */

const CREATE_AT_MS = 1_680_485_400_123;
const MESSAGE = POST_COLUMNS.indexOf('Message');
const PROPS = POST_COLUMNS.indexOf('Props');
const TYPE = POST_COLUMNS.indexOf('Type');
/** More would be no message of Slack's: a text is cut into parts of 4,000 and the rest is bounded. */
const MOST_JSON_PER_CHARACTER = 200;

const KNOWN_TYPES = [
  '',
  'me',
  'slack_attachment',
  'custom_x',
  'system_generic',
  ...SYSTEM_HANDLERS.keys(),
];

/** A row of Posts; only its moment is one, for without one no row is read. */
const hostileRow = fc
  .tuple(
    fc.array(hostileValue, { minLength: POST_COLUMNS.length, maxLength: POST_COLUMNS.length }),
    fc.oneof(hostileText, hostileValue),
    fc.oneof(hostileProps, hostileValue),
    fc.oneof(fc.constantFrom(...KNOWN_TYPES), hostileValue),
  )
  .map(([row, message, props, type]) => {
    const whole = [...row];
    whole[POST_COLUMNS.indexOf('CreateAt')] = CREATE_AT_MS;
    whole[POST_COLUMNS.indexOf('DeleteAt')] = 0;
    whole[MESSAGE] = message;
    whole[PROPS] = props;
    whole[TYPE] = type;
    return whole;
  });

function mapRow(row: readonly unknown[], name = 'plan.pdf'): MappedPost {
  const { fileIds: _, filenames: __, rootId: ___, ...post } = postRow(row);
  linkedIds(post);
  const replies = [
    {
      ...aPostRef(),
      ...post,
      isDeleted: false,
      longMessage: post.message,
      blankMessage: undefined,
    },
  ];
  return mapPost(
    {
      ...post,
      tie: { rank: 0, count: 1 },
      thread: {
        kind: 'root',
        replies: replies.map((reply) => ({ ...reply, tie: { rank: 0, count: 1 } })),
      },
      reactions: [aReaction({ emojiName: mendText(text(row[TYPE])) })],
      files: [aFile({ name: mendText(name), stored: { state: 'missing' } })],
      priority: { level: mendText(text(row[TYPE])), requestedAck: true, acknowledgedBy: [] },
      linked: [
        { ...aPostRef(), ...post, isDeleted: false, isReply: false, tie: { rank: 0, count: 1 } },
      ],
    },
    aMessageContext(),
  );
}

/** Every text of a value, keys included. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    yield key;
    yield* textsIn(inner);
  }
}

describe('a row of posts, whatever its columns hold', () => {
  it('becomes messages that are JSON, within a bounded size', () => {
    fc.assert(
      fc.property(hostileRow, hostileText, (row, name) => {
        const { messages, losses, leftOut } = mapRow(row, name);
        const json = JSON.stringify({ messages, losses });
        expect(JSON.parse(json).messages).toHaveLength(messages.length);
        expect(messages.length > 0 || leftOut !== undefined).toBe(true);
        const given = row.reduce(
          (sum: number, value) => sum + text(value).length,
          1_000 + name.length,
        );
        expect(json.length).toBeLessThan(given * MOST_JSON_PER_CHARACTER);
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });

  it('gives no text that readers of JSON refuse', () => {
    fc.assert(
      fc.property(hostileRow, (row) => {
        const unfit = [...textsIn(mapRow(row).messages)].filter((found) =>
          /[\0\ud800-\udfff]/u.test(found),
        );
        expect(unfit).toEqual([]);
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });

  it.each(HOSTILE_WORDS.map((word) => [JSON.stringify(word).slice(0, 60), word]))(
    'is mapped with %s in every column',
    (_, word) => {
      const row = POST_COLUMNS.map(() => word);
      row[POST_COLUMNS.indexOf('CreateAt')] = String(CREATE_AT_MS);
      row[POST_COLUMNS.indexOf('DeleteAt')] = '0';
      expect(mapRow(row, word).messages.length).toBeGreaterThan(0);
    },
  );
});

describe('a column, whatever it holds', () => {
  it('is read as a text, a number, a time, a flag and an object without a failure', () => {
    fc.assert(
      fc.property(hostileValue, (value) => {
        expect(typeof text(value)).toBe('string');
        expect(Number.isFinite(count(value))).toBe(true);
        expect(timeMs(value) ?? 1).toBeGreaterThan(0);
        expect(typeof flag(value)).toBe('boolean');
        expect(typeof (jsonObject(value) ?? {})).toBe('object');
        expect([undefined, 'public', 'private', 'direct', 'group']).toContain(channelType(value));
      }),
    );
  });

  it.each(['constructor', 'toString', '__proto__'])('is no type of a channel: %s', (name) => {
    expect(channelType(name)).toBeUndefined();
  });
});
