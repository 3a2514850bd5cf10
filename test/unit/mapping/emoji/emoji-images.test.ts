import { describe, expect, it } from 'vitest';
import { emojiLoss, imageType } from '../../../../src/mapping/emoji/emoji.ts';
import { EMOJI_BYTES } from '../../../../src/slack/limits.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const image = (begin: readonly number[], length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => begin[index] ?? 0);

describe('the image of an emoji', () => {
  it.each([
    ['png', PNG],
    ['gif', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61]],
    ['jpg', [0xff, 0xd8, 0xff, 0xe0]],
    [undefined, [0x3c, 0x73, 0x76, 0x67]],
    [undefined, []],
  ] as const)('is known as %s by its first bytes', (type, begin) => {
    expect(imageType(image(begin, 100))).toBe(type);
    expect(emojiLoss(image(begin, 100))).toBe(type === undefined ? 'emoji_wrong_type' : undefined);
  });

  it('may have 128 KB and not a byte more', () => {
    expect(emojiLoss(image(PNG, EMOJI_BYTES))).toBeUndefined();
    expect(emojiLoss(image(PNG, EMOJI_BYTES + 1))).toBe('emoji_too_large');
  });
});
