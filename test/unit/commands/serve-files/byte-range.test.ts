import { describe, expect, it } from 'vitest';
import { byteRange } from '../../../../src/commands/serve-files/answer.ts';

describe('a Range header', () => {
  it.each([
    [undefined, 10, 'whole'],
    ['bytes=0-3', 10, { startByte: 0, endByte: 3 }],
    ['bytes=4-', 10, { startByte: 4, endByte: 9 }],
    ['bytes=4-400', 10, { startByte: 4, endByte: 9 }],
    ['bytes=-3', 10, { startByte: 7, endByte: 9 }],
    ['bytes=-30', 10, { startByte: 0, endByte: 9 }],
    ['bytes=10-', 10, 'none'],
    ['bytes=-0', 10, 'none'],
    ['bytes=0-', 0, 'none'],
    ['bytes=-5', 0, 'none'],
    ['bytes=5-2', 10, 'whole'],
    ['bytes=0-1,4-5', 10, 'whole'],
    ['bytes=-', 10, 'whole'],
    ['lines=0-3', 10, 'whole'],
    ['bytes=x-y', 10, 'whole'],
  ] as const)('%j of %i bytes', (header, sizeBytes, expected) => {
    expect(byteRange(header, sizeBytes)).toEqual(expected);
  });
});
