import { expect, it } from 'vitest';
import { refuseOtherRange } from '../../../../src/commands/zip/chain.ts';
import { orderGuard } from '../../../../src/commands/zip/since-last.ts';
import { decideConversations } from '../../../../src/mapping/conversations.ts';
import { aChannel } from '../../../support/builders/builders.ts';

/** Times that rows can have, the last two of no calendar. */
const TIMES = [0, Date.UTC(2026, 10, 30), -1, 9e15, -9e15];

it.each(TIMES)(
  'names a range that lacks earlier posts in one line, also of the time %s',
  (atMs) => {
    const exported = { span: () => ({ firstMs: atMs, lastMs: atMs }) };
    const range = { fromMs: atMs + 1, toMs: undefined };
    const refuse = (): void => refuseOtherRange({ exported, isSinceLast: true }, range);
    expect(refuse).toThrow('since-last-range');
  },
);

it.each(TIMES)('names older posts in one line, also of the time %s', (atMs) => {
  const channel = aChannel();
  const named = { channel, name: 'dev', isGeneral: false, reason: '' };
  const [conversation] = decideConversations([channel], [named], () => []);
  if (conversation === undefined) throw new Error('there is no conversation');
  const guard = orderGuard();
  guard.tooOld(conversation, atMs);
  expect(() => guard.throwAny()).toThrow('since-last-older-posts');
});
