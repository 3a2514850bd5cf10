import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from '../../../../src/exporters/database/postgres-bytes.ts';

/** As PostgreSQL writes a record (postgresql.org/docs, Composite Types): quotes and backslashes are doubled. */
function recordOf(fields: readonly (Buffer | null)[]): Buffer {
  const written = fields.map((field) => {
    if (field === null) return '';
    const text = field.toString('latin1');
    return text !== '' && /^[a-z0-9\x80-\xff]*$/.test(text)
      ? text
      : `"${text.replace(/["\\]/g, (sign) => sign + sign)}"`;
  });
  return Buffer.from(`(${written.join(',')})`, 'latin1');
}

describe('a record as PostgreSQL writes it', () => {
  it.each([
    ['(1,"a ""b""",,"")', ['1', 'a "b"', null, '']],
    ['("a,b","(c)","\\\\d")', ['a,b', '(c)', '\\d']],
    ['()', [null]],
  ])('%s is read', (record, fields) => {
    const read = fieldsOf(Buffer.from(record)).map((field) => field?.toString() ?? null);
    expect(read).toEqual(fields);
  });

  it('is read whatever bytes its fields have', () => {
    const bytes = fc
      .array(fc.constantFrom(0x22, 0x5c, 0x2c, 0x28, 0x29, 0x20, 0x61, 0x80, 0xff), {
        maxLength: 8,
      })
      .map((list) => Buffer.from(list));
    fc.assert(
      fc.property(fc.array(fc.option(bytes), { minLength: 1, maxLength: 5 }), (fields) => {
        expect(fieldsOf(recordOf(fields))).toEqual(fields);
      }),
    );
  });
});
