import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHAPES } from '../../../../src/mapping/message-shape.ts';
import { postDigest } from '../../../../src/mapping/messages/post-digest.ts';
import { serializeMessage } from '../../../../src/mapping/messages/serialize-message.ts';
import { fileSlackId } from '../../../../src/mapping/slack-ids.ts';
import type { ExportMessage } from '../../../../src/slack/export-format.ts';
import { aFile, aPost } from '../../../support/builders/builders.ts';

/** What the digests are digests of, as FORMATS.md of the record has it: JSON of these values. */
const digestOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
const versioned = (name: keyof typeof SHAPES, value: unknown): string =>
  SHAPES[name] === 1 ? digestOf(value) : `${SHAPES[name]}:${digestOf(value)}`;

const text = fc.string({ unit: 'binary' });
const list = fc.array(fc.dictionary(text, fc.jsonValue(), { maxKeys: 3 }), { maxLength: 3 });
const anyMessage = fc
  .record(
    { text, blocks: list, attachments: list, reactions: list, pinned_to: fc.constant(['C1']) },
    { requiredKeys: ['text'] },
  )
  .map((fields) => ({ type: 'message', ts: '1.000000', ...fields }) as unknown as ExportMessage);

describe('the digest of a post', () => {
  it('is of text, blocks and attachments of all its messages, of their reactions and of its files', () => {
    const files = [aFile(), aFile({ name: 'second.txt' })];
    fc.assert(
      fc.property(
        fc.array(anyMessage, { maxLength: 3 }),
        fc.subarray(files),
        fc.constantFrom(undefined, 5),
        (messages, some, deleteAtMs) => {
          const hasFiles = messages.length > 0 && deleteAtMs === undefined;
          expect(postDigest({ files: some, deleteAtMs }, messages.map(serializeMessage))).toEqual({
            text: versioned(
              'archiveText',
              messages.map(({ text, blocks, attachments }) => [text, blocks, attachments]),
            ),
            reactions: versioned(
              'archiveReactions',
              messages.flatMap(({ reactions }) => reactions ?? []),
            ),
            files: versioned('archiveFiles', hasFiles ? some.map(({ id }) => fileSlackId(id)) : []),
            isPinned: messages.some((message) => 'pinned_to' in message),
          });
        },
      ),
    );
  });

  it('differs by what is in which message', () => {
    const of = (...messages: readonly Partial<ExportMessage>[]) =>
      postDigest(
        aPost(),
        messages.map((some) =>
          serializeMessage({ type: 'message', text: '', ...some } as ExportMessage),
        ),
      ).text;
    const all = [
      of(),
      of({}),
      of({}, {}),
      of({ text: 'a' }, {}),
      of({}, { text: 'a' }),
      of({ blocks: [] }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
