import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors/errors.ts';
import { csvLine } from '../../../src/mapping/csv.ts';
import {
  PENDING_HEADER,
  PENDING_KINDS,
  type PendingChange,
  parsePending,
  pendingCells,
  pendingKey,
  shownText,
} from '../../../src/mapping/manual-changes.ts';
import { TEXTS } from '../../../src/texts/texts.ts';

/** A surrogate without its other half. */
const HALF = /\p{Cs}/u;

const aChange = (over: Partial<PendingChange> = {}): PendingChange => ({
  change: 'edited',
  postId: 'p1',
  channelId: 'dev',
  link: 'https://chat.example.com/tokyo/pl/p1',
  slackChannel: 'dev',
  ts: '1.000001',
  value: 'the new text',
  ...over,
});

const csv = (...changes: readonly PendingChange[]): string =>
  [PENDING_HEADER, ...changes.map((each) => pendingCells(each, TEXTS.en.pending))]
    .map(csvLine)
    .join('');

describe('the list of what is left to a person', () => {
  it('is read as it was written, whatever was typed', () => {
    const change = fc.record({
      change: fc.constantFrom(...PENDING_KINDS),
      value: fc.string({ unit: 'binary' }).map((text) => text.replace(/\r\n?/g, '\n').trim()),
    });
    fc.assert(
      fc.property(change, (over) => {
        const written = aChange(over);
        expect(parsePending(csv(written), 'pending-changes.csv')).toEqual([written]);
      }),
    );
  });

  it('is refused with its line when it holds something else', () => {
    const text = csv(aChange()) + csvLine(['vanished', '', '', '', '', '', '', '']);
    const parse = () => parsePending(text, 'pending-changes.csv');
    expect(parse).toThrow(UsageError);
    expect(parse).toFailWith("pending-changes.csv line 3: unknown change 'vanished'");
  });

  it('has one line about a post, a channel or a person', () => {
    expect(pendingKey(aChange({ value: 'a' }))).toBe(pendingKey(aChange({ value: 'b' })));
    const left = (value: string) =>
      pendingKey(aChange({ change: 'member-left', postId: '', value }));
    expect(left('ann')).not.toBe(left('bob'));
    expect(pendingKey(aChange())).not.toBe(pendingKey(aChange({ change: 'deleted' })));
  });
});

it('shows of a long text its beginning, whole characters alone', () => {
  const text = shownText('😀'.repeat(600));
  expect(text).not.toMatch(HALF);
  expect([...text]).toHaveLength(500);
  expect(shownText('short')).toBe('short');
});
