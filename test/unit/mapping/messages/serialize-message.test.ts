import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapPost } from '../../../../src/mapping/messages/map-post.ts';
import { serializeMessage } from '../../../../src/mapping/messages/serialize-message.ts';
import type { ExportMessage } from '../../../../src/slack/export-format.ts';
import {
  aFile,
  aPost,
  aPostRef,
  aReaction,
  aReplyRef,
} from '../../../support/builders/builders.ts';
import { aMessageContext } from '../../../support/builders/message-context.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import { anyText } from '../markdown/markdown-arbitraries.ts';

/** Texts with what JSON writes as an escape: quotes, control characters and halves of pairs. */
const text = fc.oneof(
  anyText,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '"', '\\', '\ud83d'),
);

const textBlocks = (inside: string, more: object = {}) => [
  {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: inside, ...more }] }],
  },
];

const blocks = fc.oneof(
  text.map((inside) => textBlocks(inside)),
  text.map((inside) => textBlocks(inside, { style: { bold: true } })),
  text.map((inside) => [...textBlocks(inside), ...textBlocks('further')]),
  fc.constantFrom([], [{ type: 'rich_text', elements: [] }], [{ type: 'table', rows: [] }]),
);

/** Fields of a message, each with or without a value. */
const FIELDS = fc.record(
  {
    type: fc.constant('message'),
    user: text,
    text,
    blocks,
    ts: fc.constant('1680485400.123000'),
    team: fc.constant('T0MATTERMOST'),
    subtype: fc.constantFrom('bot_message', undefined),
    thread_ts: fc.constant('1680485400.123000'),
    parent_user_id: text,
    attachments: fc.array(fc.record({ fallback: text }), { maxLength: 2 }),
    reactions: fc.array(fc.record({ name: text, count: fc.nat(9) }), { maxLength: 2 }),
    pinned_to: fc.constant(['C0']),
    reply_count: fc.nat(9),
    topic: fc.constantFrom('a topic', undefined),
  },
  { requiredKeys: ['type', 'text', 'ts'] },
);

/** Such fields in the order of a message, and in any order. */
const anyMessage = fc.oneof(
  FIELDS,
  fc.tuple(FIELDS, fc.array(fc.nat(100), { minLength: 14, maxLength: 14 })).map(([fields, order]) =>
    Object.fromEntries(
      Object.entries(fields)
        .map((entry, at) => ({ entry, at: order[at] ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ entry }) => entry),
    ),
  ),
);

function expectAsJson(message: ExportMessage): void {
  const written = serializeMessage(message);
  const { text: said, blocks: shown, attachments, reactions, pinned_to: pinned } = message;
  expect(written).toEqual({
    message,
    json: JSON.stringify(message),
    text: JSON.stringify(said),
    blocks: JSON.stringify(shown),
    attachments: JSON.stringify(attachments),
    reactions: JSON.stringify(reactions),
    isPinned: pinned !== undefined,
  });
}

describe('a message', () => {
  it('is written as JSON.stringify writes it, whatever it has and in whatever order', () => {
    fc.assert(
      fc.property(anyMessage, (fields) => expectAsJson(fields as unknown as ExportMessage)),
      { numRuns: 2_000 },
    );
  });

  it('is written as JSON.stringify writes it, of any text', () => {
    fc.assert(
      fc.property(anyText, (message) => {
        const { messages } = mapPost(aPost({ message }), aMessageContext());
        for (const each of messages) expectAsJson(each);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['a root', { thread: { kind: 'root', replies: [aReplyRef()] } }],
    ['a reply', { thread: { kind: 'reply', root: aPostRef() } }],
    ['a webhook', { props: { from_webhook: 'true', override_username: 'the "build"' } }],
    ['a system message', { type: 'system_header_change', props: { new_header: 'a\nb' } }],
    [
      'a post with all else',
      { isPinned: true, editAtMs: 1_680_485_500_000, reactions: [aReaction()], files: [aFile()] },
    ],
    ['a long post', { message: 'a long "text" '.repeat(3_000) }],
  ] as const)('is written as JSON.stringify writes it: %s', (_, over) => {
    const { messages } = mapPost(aPost({ message: 'a & b', ...over }), aMessageContext());
    for (const each of notEmpty(messages)) expectAsJson(each);
  });
});
