import { expect, it } from 'vitest';
import { NEVER_MOVED } from '../../../../src/mapping/messages/never-moved.ts';
import * as written from '../../../../src/mapping/messages/system-messages.ts';
import { isReadOnce } from '../../../../src/mapping/verify/empty-posts.ts';
import * as verified from '../../../../src/mapping/verify/system-messages.ts';

/*
 * Verify has tables of its own, so that one fault is not on both sides; a type that only one of them knows would be a
 * difference in every archive.
 */

it('verify knows the system messages that are written anew', () => {
  // `/me` is a person's own message: verify reads its text as any other.
  const types = [...written.SYSTEM_HANDLERS.keys()].filter((type) => type !== 'me');
  expect(Object.keys(verified.SYSTEM_MESSAGES).sort()).toEqual(types.sort());
});

it('verify knows the types that keep the text of the server', () => {
  expect([...verified.PASSED_THROUGH_TYPES].sort()).toEqual(
    [...written.PASSED_THROUGH_TYPES].sort(),
  );
});

it('verify expects nothing of the posts that never move, and something of all others', () => {
  const types = [
    ...NEVER_MOVED,
    ...written.SYSTEM_HANDLERS.keys(),
    ...written.PASSED_THROUGH_TYPES,
  ];
  expect(types.filter((type) => isReadOnce({ type })).sort()).toEqual([...NEVER_MOVED].sort());
  expect(
    ['', 'custom_poll', 'burn_on_reading', 'system_ephemeral2'].some((type) =>
      isReadOnce({ type }),
    ),
  ).toBe(false);
});
