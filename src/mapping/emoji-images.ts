import type { LossCode } from './losses.ts';

/** Slack takes no larger image for an emoji (slack.com/help/articles/206870177). */
export const EMOJI_BYTES = 128 * 1024;

/** Where Mattermost keeps the image of a custom emoji. */
export const emojiPath = (id: string): string => `emoji/${id}/image`;

/** Where Mattermost keeps a person's picture; it makes one for those who gave none. */
export const picturePath = (userId: string): string => `users/${userId}/profile.png`;

const SIGNATURES: readonly (readonly [type: ImageType, bytes: readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['jpg', [0xff, 0xd8, 0xff]],
];
export type ImageType = 'png' | 'gif' | 'jpg';

/** By the first bytes: the file store has no endings. Undefined for what Slack takes as no emoji. */
export function imageType(bytes: Uint8Array): ImageType | undefined {
  return SIGNATURES.find(([, signature]) =>
    signature.every((byte, index) => bytes[index] === byte),
  )?.[0];
}

/** Why Slack would not take an image; undefined when it would. */
export function emojiFault(bytes: Uint8Array): LossCode | undefined {
  if (imageType(bytes) === undefined) return 'emoji_wrong_type';
  return bytes.length > EMOJI_BYTES ? 'emoji_too_large' : undefined;
}
