import { expect, it } from 'vitest';
import { isSystemSubtype, TOMBSTONE } from '../../../src/slack/system-subtypes.ts';

it.each([
  'channel_join',
  'group_leave',
  'channel_posting_permissions',
  'pinned_item',
  'bot_add',
  'reminder_add',
])('%s is a notice that Slack writes by itself', (subtype) => {
  expect(isSystemSubtype(subtype)).toBe(true);
});

it.each(['', 'me_message', 'bot_message', 'thread_broadcast', 'file_share', TOMBSTONE])(
  'a message of the subtype "%s" is none: somebody wrote it',
  (subtype) => {
    expect(isSystemSubtype(subtype)).toBe(false);
  },
);
