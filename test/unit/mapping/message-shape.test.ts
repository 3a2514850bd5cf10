import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareDigests,
  hasReactionSince,
  isEditedSince,
  SHAPES,
  type ShapeName,
  shapedDigest,
  sourceFacts,
} from '../../../src/mapping/message-shape.ts';
import { userId } from '../../../src/model/model.ts';
import { aPost, aReaction } from '../../support/builders/builders.ts';

const names = Object.keys(SHAPES) as ShapeName[];
const digest = fc.stringMatching(/^[\w-]{8,64}$/);

describe('a digest of a message', () => {
  it('is compared by itself within a shape, whatever the source says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), digest, digest, digest, (name, a, b, source) => {
        const [one, other] = [shapedDigest(name, a, source), shapedDigest(name, b, source)];
        expect(compareDigests(one, one)).toBe('same');
        expect(compareDigests(one, other)).toBe(a === b ? 'same' : 'changed');
      }),
    );
  });

  it('is compared by the source across shapes, and says when the source was not recorded', () => {
    fc.assert(
      fc.property(digest, digest, digest, digest, (a, b, source, otherSource) => {
        expect(compareDigests(`7:${a}:${source}`, `9:${b}:${source}`)).toBe('same');
        const isSame = source === otherSource;
        expect(compareDigests(`7:${a}:${source}`, `9:${b}:${otherSource}`)).toBe(
          isSame ? 'same' : 'changed',
        );
        for (const old of [a, `7:${a}`]) {
          expect(compareDigests(old, `9:${b}:${source}`)).toBe('unknown');
          expect(compareDigests(old, `9:${b}`)).toBe('unknown');
        }
      }),
    );
  });

  it('of version 1 is what 0.1.0 wrote', () => {
    for (const name of names) {
      const [version, written] = shapedDigest(name, 'abc').split(':');
      expect(SHAPES[name] === 1 ? version : written).toBe('abc');
    }
  });
});

describe('what the source says', () => {
  const post = aPost({
    message: 'hello',
    props: { attachments: [{ text: 'a', title: 'b' }], from_webhook: 'true' },
    reactions: [aReaction({ emojiName: 'tada' }), aReaction({ emojiName: 'eyes' })],
  });

  it('is written as it always was: messages of older shapes are compared by it', () => {
    expect(sourceFacts({ ...post, reactions: [aReaction({ userId: userId('u1') })] }, true)).toBe(
      '["","hello",{"attachments":[{"text":"a","title":"b"}],"from_webhook":"true"},["+1 u1"]]',
    );
  });

  it('is the same in every order of keys and reactions, and after what is no change of its content', () => {
    const same = aPost({
      ...post,
      props: { from_webhook: 'true', attachments: [{ title: 'b', text: 'a' }] },
      reactions: [...post.reactions].reverse(),
      updateAtMs: post.updateAtMs + 5,
      editAtMs: 5,
      isPinned: !post.isPinned,
    });
    expect(sourceFacts(same, true)).toBe(sourceFacts(post, true));
  });

  it.each([
    ['its text', { message: 'Hello' }],
    ['its type', { type: 'me' }],
    ['an attachment', { props: { ...post.props, attachments: [{ text: 'A', title: 'b' }] } }],
    ['a reaction that is gone', { reactions: post.reactions.slice(1) }],
  ])('changes with %s', (_name, over) => {
    expect(sourceFacts({ ...post, ...over }, true)).not.toBe(sourceFacts(post, true));
  });

  it('leaves out reactions that the message does not show', () => {
    expect(sourceFacts({ ...post, reactions: [] }, false)).toBe(sourceFacts(post, false));
  });

  it('has times of edits and reactions', () => {
    const at = aPost({ editAtMs: 10, reactions: [aReaction({ createAtMs: 20 })] });
    expect([9, 10].map((ms) => isEditedSince(at, ms))).toEqual([true, false]);
    expect([19, 20].map((ms) => hasReactionSince(at, ms))).toEqual([true, false]);
    expect(isEditedSince(aPost({ editAtMs: undefined }), 0)).toBe(false);
  });
});
