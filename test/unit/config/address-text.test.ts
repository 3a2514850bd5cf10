import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressWithoutPassword,
  type ParsedAddress,
  Secret,
} from '../../../src/config/database-address.ts';
import { parseSourceUrl } from '../../../src/config/database-url.ts';

const name = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const path = fc.stringMatching(/^\/[a-z/._-]{1,20}$/);
const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined });

const mysqlAddress: fc.Arbitrary<ParsedAddress> = fc.record({
  engine: fc.constant('mysql' as const),
  host: fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6()),
  port: fc.integer({ min: 1, max: 65_535 }),
  socketPath: fc.constant(undefined),
  user: name,
  password: fc.constant(new Secret('')),
  database: name,
  schema: maybe(name),
  tls: maybe(fc.constantFrom('off', 'on', 'skip-verify')),
  caFile: maybe(path),
  connectTimeoutMs: maybe(fc.integer({ min: 1, max: 100 }).map((seconds) => seconds * 1000)),
});
const postgresAddress = mysqlAddress.map((address) => ({
  ...address,
  engine: 'postgres' as const,
}));

describe('a database address as text', () => {
  it('says the same when it is read again', () => {
    fc.assert(
      fc.property(fc.oneof(mysqlAddress, postgresAddress), (address) => {
        expect(parseSourceUrl('source', addressWithoutPassword(address))).toEqual(address);
      }),
    );
  });

  it.each([
    ['mysql://reader:pa:ss@db.example.com/mm', 'mysql://reader@db.example.com:3306/mm'],
    ['mysql://db/mm?socket=/run/my.sock', 'mysql://:3306/mm?socket=%2Frun%2Fmy.sock'],
    ['mm:pa@:s/s@tcp(db:3307)/mm?charset=utf8mb4', 'mysql://mm@db:3307/mm'],
    ['mm:secret@unix(/run/my.sock)/mm', 'mysql://mm@:3306/mm?socket=%2Frun%2Fmy.sock'],
    ['postgres://a:p%40ss@[::1]:5433/db', 'postgres://a@[::1]:5433/db'],
    ['postgres://h/db?user=a&password=secret', 'postgres://a@h:5432/db'],
    ['postgres://a:p@h/db?sslmode=require&options=x@y', 'postgres://a@h:5432/db?sslmode=require'],
    [
      "host=/run/postgresql user=mm password='se\\'cret' dbname=x",
      'postgres://mm@:5432/x?host=%2Frun%2Fpostgresql',
    ],
  ])('%s is %s', (address, expected) => {
    const parsed = parseSourceUrl('source', address);
    expect(addressWithoutPassword(parsed)).toBe(expected);
    const { password: _, ...again } = parseSourceUrl('source', expected);
    const { password: __, ...before } = parsed;
    expect({ ...again, host: '' }).toEqual({ ...before, host: '' });
  });
});
