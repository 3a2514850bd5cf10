import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExportedPost } from '../../../../src/importers/archive/exported-posts.ts';
import { PostPacker, unpackPosts } from '../../../../src/importers/archive/packed-posts.ts';
import { LEFT_OUT_REASONS } from '../../../../src/mapping/account.ts';
import { anExportedPost } from '../../../support/builders/exported-post.ts';

const CHANNEL = 'c'.repeat(26);

function packed(posts: readonly ExportedPost[]) {
  const packer = new PostPacker();
  for (const post of posts) packer.add(post);
  const { count } = packer;
  return { count, bytes: packer.take() };
}

const through = (posts: readonly ExportedPost[]): readonly ExportedPost[] => {
  const { count, bytes } = packed(posts);
  return [...unpackPosts(CHANNEL, bytes, count)];
};

const ALPHABET = 'ybndrfg8ejkmcpqxot1uwisza345h769';
const usual = (characters: string, length: number) =>
  fc
    .array(fc.constantFrom(...characters), { minLength: length, maxLength: length })
    .map((parts) => parts.join(''));
/** Any code units, also halves of characters. */
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)),
});
const odd = fc.oneof(
  anyText,
  fc.constantFrom('é'.repeat(26), '😀'.repeat(13), '\0'.repeat(26), ''),
);
const micros = fc
  .tuple(fc.integer({ min: 0, max: 9_999_999_999 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([seconds, rest]) => `${seconds}.${String(rest).padStart(6, '0')}`);
const ODD_TS = [
  '01.000000',
  '1.0000000',
  '1.00000',
  '-1.000000',
  '99999999999.000000',
  ' 1.000000',
];
const characters = usual('ABCxyz019-_', 16);
const digest = fc.oneof(
  characters,
  fc.tuple(fc.integer({ min: 0, max: 300 }), characters).map(([v, rest]) => `${v}:${rest}`),
  fc.constantFrom('', 'T1PNoYwrqgwDVLtf', '2:T1PNoYwrqgwDVLtf', '02:T1PNoYwrqgwDVLtf', '2:a:b'),
  fc.tuple(characters, characters).map(([a, b]) => `2:${a}:${b}`),
  odd,
);
const anyPost: fc.Arbitrary<ExportedPost> = fc.record({
  postId: fc.oneof(usual(ALPHABET, 26), odd),
  channelId: fc.constant(CHANNEL),
  createAtMs: fc.oneof(fc.maxSafeInteger(), fc.double({ noNaN: true })),
  ts: fc.oneof(micros, fc.constantFrom('', ...ODD_TS), odd),
  leftOut: fc.oneof(fc.constantFrom('', ...LEFT_OUT_REASONS), odd),
  digest: fc.record({ text: digest, reactions: digest, files: digest, isPinned: fc.boolean() }),
});

describe('packed posts', () => {
  it('are the posts that were packed, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(anyPost, { maxLength: 20 }), (posts) => {
        expect(through(posts)).toEqual(posts);
      }),
    );
  });

  it('have some sixty bytes for a post as most are', () => {
    const { bytes } = packed([anExportedPost()]);
    expect(bytes.length).toBe(62);
  });

  it('have the bytes that FORMATS.md describes', () => {
    const post = anExportedPost({ createAtMs: 1, ts: '0.000002', leftOut: 'é' });
    const { bytes } = packed([post]);
    expect(Buffer.from(bytes).toString('latin1')).toBe(
      [
        `${String.fromCharCode(4 + 16)}${post.postId}`,
        '\0\0\0\0\0\0\xf0\x3f',
        '\0\0\0\0\0\0\0\x40',
        '\x01\0\0\0\xe9\0',
        '\x02abcdefghijklmnop',
        '\x82',
        '\x81',
      ].join(''),
    );
  });

  it.each(LEFT_OUT_REASONS)('keep why a post was left out: %s', (leftOut) => {
    const post = anExportedPost({ ts: '', leftOut });
    expect(through([post])).toEqual([post]);
  });

  it('are in memory of their own, so that the packer goes on', () => {
    const packer = new PostPacker();
    packer.add(anExportedPost());
    const first = packer.take();
    const before = [...first];
    packer.add(anExportedPost({ postId: 'z'.repeat(26) }));
    expect([...first]).toEqual(before);
    expect(first.buffer.byteLength).toBe(first.length);
    expect(packer.count).toBe(1);
  });

  it('grow beyond any first size, also by one post', () => {
    const posts = Array.from({ length: 3_000 }, (_, n) =>
      anExportedPost({ postId: String(n).padStart(26, '0') }),
    );
    const huge = anExportedPost({ postId: 'x'.repeat(300_000) });
    expect(through([...posts, huge])).toEqual([...posts, huge]);
  });

  it('are refused when bytes are missing, left over or of another kind', () => {
    const { bytes } = packed([anExportedPost(), anExportedPost({ leftOut: 'empty-message' })]);
    const read = (some: Uint8Array, count: number) => [...unpackPosts(CHANNEL, some, count)];
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => read(bytes.subarray(0, length), 2)).toThrow('malformed packed posts');
    }
    expect(() => read(bytes, 1)).toThrow('malformed packed posts');
    expect(() => read(bytes, 3)).toThrow('malformed packed posts');
    expect(() =>
      read(
        Uint8Array.from(bytes, (byte, at) => (at === 0 ? 32 : byte)),
        2,
      ),
    ).toThrow('malformed packed posts');
  });

  it('never end in anything but posts or that error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(4), (bytes, count) => {
        try {
          expect([...unpackPosts(CHANNEL, bytes, count)]).toHaveLength(count);
        } catch (error) {
          expect(String(error)).toContain('malformed packed posts');
        }
      }),
    );
  });
});
