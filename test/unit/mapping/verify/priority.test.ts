import fc from 'fast-check';
import { expect, it } from 'vitest';
import { priorityLine as writtenLine } from '../../../../src/mapping/messages/body.ts';
import { priorityLine } from '../../../../src/mapping/verify/priority.ts';
import { userId } from '../../../../src/model/model.ts';

const level = fc.oneof(
  fc.constantFrom('', ' ', 'important', 'urgent', 'standard', 'next_week', 'constructor', '##'),
  fc.string({ maxLength: 12 }),
);
const name = fc.oneof(fc.constantFrom('yamada.taro', '山田 太郎', '@:~', ''), fc.string());

it('the line of labels that verify expects is the one that is written, whatever the labels are', () => {
  fc.assert(
    fc.property(level, fc.boolean(), fc.array(name, { maxLength: 4 }), (given, asked, names) => {
      const acknowledgedBy = names.map((_name, index) => userId(`u${index}`));
      const nameOf = (id: string): string => names[Number(id.slice(1))] ?? '';
      const priority = { level: given, requestedAck: asked, acknowledgedBy };
      expect(priorityLine(priority, nameOf)).toBe(writtenLine(priority, nameOf) ?? '');
    }),
    { numRuns: 2_000 },
  );
});

it('a post without a priority has no line', () => {
  expect(priorityLine(undefined, () => '')).toBe('');
});
