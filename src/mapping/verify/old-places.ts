const OLD_POST = /(?:https?:\/\/[^\s/)>\]|]+(?:\/[^\s/)>\]|]+)?)?\/[^\s/)>\]|]+\/pl\/[a-z0-9]{26}/g;
const OLD_CHANNEL = /(?:https?:\/\/[^\s/)>\]|]+)?\/[^\s/)>\]|]+\/channels\/[^\s/)>\]|]+/g;
const NEW_POST = /https?:\/\/[^\s/)>\]|]+\/archives\/[A-Z0-9]+\/p\d+/g;
const NEW_CHANNEL = /https?:\/\/[^\s/)>\]|]+\/archives\/[A-Z0-9]+/g;

/** A text in which links to posts and channels say only that they are such: they were meant to be rewritten. */
export function withoutPlaces(text: string): string {
  return text
    .replace(OLD_POST, 'example.com/post')
    .replace(NEW_POST, 'example.com/post')
    .replace(OLD_CHANNEL, 'example.com/channel')
    .replace(NEW_CHANNEL, 'example.com/channel');
}
