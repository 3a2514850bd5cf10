import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGoMysqlDsn, parseSourceUrl } from '../../../src/config/database-url.ts';
import { ConfigError } from '../../../src/errors/errors.ts';
import { sentenceOf } from '../../support/matchers.ts';

const parse = (dsn: string) => {
  const { password, ...rest } = parseGoMysqlDsn('source', dsn);
  return { ...rest, password: password.reveal() };
};

const MATTERMOST_DEFAULT =
  'mmuser:mostest@tcp(localhost:3306)/mattermost_test?charset=utf8mb4,utf8&readTimeout=30s&writeTimeout=30s';

describe("Go's MySQL DSN", () => {
  it('is read as Mattermost writes it', () => {
    expect(parse(MATTERMOST_DEFAULT)).toEqual({
      engine: 'mysql',
      host: 'localhost',
      port: 3306,
      socketPath: undefined,
      user: 'mmuser',
      password: 'mostest',
      database: 'mattermost_test',
      schema: undefined,
      caFile: undefined,
      tls: undefined,
      connectTimeoutMs: undefined,
    });
  });

  it('may have mysql:// in front', () => {
    expect(parse(`mysql://${MATTERMOST_DEFAULT}`)).toEqual(parse(MATTERMOST_DEFAULT));
    expect(parseSourceUrl('source', `mysql://${MATTERMOST_DEFAULT}`).user).toBe('mmuser');
  });

  it('keeps a password with @, / and : whole, and does not decode it', () => {
    expect(parse('mm:p@ss/w:rd%41@tcp(db)/mm')).toMatchObject({
      user: 'mm',
      password: 'p@ss/w:rd%41',
      host: 'db',
      port: 3306,
    });
  });

  it.each(['a@/b?c', 'a@tcp(b)/c?d', '@', ':/', 'x@unix(y)/z'])(
    'is not deceived by the password %s, which looks like the rest of an address',
    (password) => {
      expect(parse(`mm:${password}@tcp(db)/mm`)).toMatchObject({ password, host: 'db' });
    },
  );

  it('names a socket', () => {
    expect(parse('mm:secret@unix(/run/mysqld/mysqld.sock)/mm')).toMatchObject({
      socketPath: '/run/mysqld/mysqld.sock',
      database: 'mm',
    });
  });

  it('names an IPv6 host in brackets', () => {
    expect(parse('mm:secret@tcp([2001:db8::1]:3307)/mm')).toMatchObject({
      host: '2001:db8::1',
      port: 3307,
    });
  });

  it.each([
    ['mm@tcp(db)/mm', { user: 'mm', password: '' }],
    ['mm:secret@/mm', { host: '127.0.0.1', port: 3306 }],
    ['mm:secret@tcp/mm', { host: '127.0.0.1', port: 3306 }],
    ['mm:secret@unix/mm', { socketPath: '/tmp/mysql.sock' }],
    ['tcp(db)/mm', { host: 'db', user: '' }],
    ['mm@tcp(db)/a%20b', { database: 'a b' }],
  ])('takes %s as the driver does', (dsn, expected) => {
    expect(parse(dsn)).toMatchObject(expected);
  });

  it.each([
    ['true', 'on'],
    ['false', 'off'],
    ['skip-verify', 'skip-verify'],
    ['preferred', 'off'],
  ])('takes tls=%s for %s', (word, tls) => {
    expect(parse(`mm:secret@tcp(db)/mm?tls=${word}`).tls).toBe(tls);
  });

  it('gives back whatever account, host and database were written', () => {
    const confusing = fc.constantFrom('@', '/', '?', ':', '(', ')', '@tcp(', ')/', '@/', 'a', '%');
    const host = fc.stringMatching(/^[a-z][a-z0-9.-]{0,20}$/);
    // A user mysql whose password starts with // would be the prefix.
    const user = fc
      .string({ minLength: 1 })
      .filter((text) => !text.includes(':') && !text.startsWith('mysql'));
    const database = fc.stringMatching(/^[A-Za-z0-9_$-]{1,20}$/);
    fc.assert(
      fc.property(
        user,
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: confusing, maxLength: 12 })),
        host,
        fc.integer({ min: 1, max: 65_535 }),
        database,
        fc.constantFrom('', '?', '?charset=utf8mb4,utf8&collation=utf8mb4_general_ci'),
        (name, password, hostName, port, databaseName, query) => {
          const dsn = `${name}:${password}@tcp(${hostName}:${port})/${databaseName}${query}`;
          expect(parse(dsn)).toMatchObject({
            user: name,
            password,
            host: hostName,
            port,
            database: databaseName,
          });
        },
      ),
    );
  });

  it('fails with a complaint that shows no part of the password, whatever is cut off', () => {
    const dsn = 'mm:Tr0ub4dor@tcp(db.example.com:3306)/mattermost?tls=true';
    for (let start = 0; start < dsn.length; start += 1) {
      for (let end = start + 1; end <= dsn.length; end += 1) {
        expectQuiet(dsn.slice(start, end), 'Tr0ub4dor');
      }
    }
  });
});

function expectQuiet(dsn: string, password: string): void {
  try {
    parseGoMysqlDsn('source', dsn);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (let length = 3; length <= password.length; length += 1) {
      for (let at = 0; at + length <= password.length; at += 1) {
        expect(sentenceOf(error)).not.toContain(password.slice(at, at + length));
      }
    }
  }
}
