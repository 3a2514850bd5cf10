import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSourceUrl } from '../../../src/config/database-url.ts';
import { ConfigError } from '../../../src/errors/errors.ts';
import { sentenceOf } from '../../support/matchers.ts';

const parse = (text: string) => {
  const { password, ...rest } = parseSourceUrl('source', text);
  return { ...rest, password: password.reveal() };
};

const POSTGRES_DEFAULT =
  'postgres://mmuser:mostest@localhost/mattermost_test?sslmode=disable&connect_timeout=10&binary_parameters=yes';

describe('a database URL', () => {
  it('is read as Mattermost writes it for PostgreSQL', () => {
    expect(parse(POSTGRES_DEFAULT)).toEqual({
      engine: 'postgres',
      host: 'localhost',
      port: 5432,
      socketPath: undefined,
      user: 'mmuser',
      password: 'mostest',
      database: 'mattermost_test',
      schema: undefined,
      caFile: undefined,
      tls: 'off',
      connectTimeoutMs: 10_000,
    });
  });

  it.each([
    ['mysql://u@h/d', 'mysql', 3306],
    ['mariadb://u@h/d', 'mysql', 3306],
    ['MySQL://u@h/d', 'mysql', 3306],
    ['postgres://u@h/d', 'postgres', 5432],
    ['postgresql://u@h/d', 'postgres', 5432],
  ])('%s names the engine %s on port %i', (url, engine, port) => {
    expect(parse(url)).toMatchObject({ engine, port, host: 'h', user: 'u', database: 'd' });
  });

  it('decodes percent-encoded parts, and leaves a plus sign alone', () => {
    expect(parse('mysql://m%40m:p%40s%2Fs%3A+%25@h/d%20b')).toMatchObject({
      user: 'm@m',
      password: 'p@s/s:+%',
      database: 'd b',
    });
  });

  it('takes an @ in a password that somebody did not encode', () => {
    expect(parse('mysql://mm:p@ss@h/d')).toMatchObject({ password: 'p@ss', host: 'h' });
  });

  it.each([
    ['postgres:///d?host=/run/postgresql&user=mm', '/run/postgresql', 'mm'],
    ['postgres://mm@%2Frun%2Fpostgresql/d', '/run/postgresql', 'mm'],
    ['mysql://mm@localhost/d?socket=/run/mysqld.sock', '/run/mysqld.sock', 'mm'],
  ])('%s names a socket', (url, socketPath, user) => {
    expect(parse(url)).toMatchObject({ socketPath, user, database: 'd' });
  });

  it('names an IPv6 host in brackets', () => {
    expect(parse('postgres://u@[::1]:5433/d')).toMatchObject({ host: '::1', port: 5433 });
  });

  it.each([
    ['postgres://u@h/d', undefined],
    ['postgres://u@h/d?sslmode=require', 'skip-verify'],
    ['postgres://u@h/d?sslmode=verify-ca', 'on'],
    ['postgres://u@h/d?sslmode=verify-full', 'on'],
    ['postgres://u@h/d?sslmode=prefer', 'off'],
    ['mysql://u@h/d?ssl-mode=REQUIRED', 'skip-verify'],
    ['mysql://u@h/d?ssl-mode=VERIFY_IDENTITY', 'on'],
    ['mysql://u@h/d?tls=true', 'on'],
  ])('%s says TLS %s', (url, tls) => {
    expect(parse(url).tls).toBe(tls);
  });

  it('names the schema and the certificate authority', () => {
    const url = 'postgres://u@h/d?search_path=chat&sslmode=verify-ca&sslrootcert=/etc/ca.pem';
    expect(parse(url)).toMatchObject({ schema: 'chat', caFile: '/etc/ca.pem' });
  });

  it.each(['0', '-3', 'soon', ''])(
    'with connect_timeout=%s leaves the time limit open',
    (value) => {
      expect(parse(`postgres://u@h/d?connect_timeout=${value}`).connectTimeoutMs).toBeUndefined();
    },
  );

  it('gives back whatever account and database were encoded', () => {
    const text = fc.string({ unit: 'grapheme' });
    const filled = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(
        fc.constantFrom('mysql', 'mariadb', 'postgres', 'postgresql'),
        text,
        text,
        filled,
        fc.integer({ min: 1, max: 65_535 }),
        (scheme, user, password, database, port) => {
          const account = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
          const url = `${scheme}://${account}@db.example.com:${port}/${encodeURIComponent(database)}`;
          expect(parse(url)).toMatchObject({
            user,
            password,
            host: 'db.example.com',
            port,
            database,
          });
        },
      ),
    );
  });

  it('fails with a complaint that shows no part of a password with raw special characters', () => {
    const piece = fc.constantFrom('/', '?', '#', ':', '[', '%', '@', ' ', '://', 'tcp(');
    const password = fc
      .array(fc.tuple(piece, fc.constant('Zq9w')), { minLength: 1, maxLength: 4 })
      .map((pieces) => `Zq9w${pieces.flat().join('')}`);
    fc.assert(
      fc.property(password, fc.constantFrom('mysql', 'postgres', ''), (raw, scheme) => {
        const text = `${scheme}://mm:${raw}@db.example.com:3306/mattermost`;
        try {
          parseSourceUrl('source', scheme === '' ? text.slice('://'.length) : text);
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          expect(sentenceOf(error)).not.toContain('Zq9w');
          expect(String(error.cause)).not.toContain('Zq9w');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('never mistakes a piece of a password for the host, the port or the database', () => {
    const piece = fc.constantFrom('/', '?', '#', '[', ' ', '12', 'Zq9w');
    const password = fc.array(piece, { minLength: 1, maxLength: 6 }).map((all) => all.join(''));
    fc.assert(
      fc.property(password, fc.constantFrom('mysql', 'postgres'), (raw, scheme) => {
        let parsed: ReturnType<typeof parse> | undefined;
        try {
          parsed = parse(`${scheme}://mm:${raw}@db.example.com/mattermost`);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
          return;
        }
        expect(parsed).toMatchObject({ host: 'db.example.com', database: 'mattermost' });
        expect(parsed.password).toBe(raw);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("libpq's keyword form", () => {
  it('is read with quotes and backslashes', () => {
    const dsn = String.raw`host=db.example.com port=5433 user='mm user' password='it\'s \\ here' dbname=mm sslmode=require`;
    expect(parse(dsn)).toMatchObject({
      engine: 'postgres',
      host: 'db.example.com',
      port: 5433,
      user: 'mm user',
      password: String.raw`it's \ here`,
      database: 'mm',
      tls: 'skip-verify',
    });
  });

  it('may have a password that looks like an address', () => {
    expect(parse("host=h password='a://b@tcp(c)/d' dbname=mm").password).toBe('a://b@tcp(c)/d');
  });

  it('takes a path as the folder of the socket', () => {
    expect(parse('host=/run/postgresql dbname=mm')).toMatchObject({
      socketPath: '/run/postgresql',
      port: 5432,
    });
  });

  it('gives back whatever values were quoted', () => {
    const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string({ minLength: 1 }), (user, password, name) => {
        const dsn = `user=${quote(user)} password = ${quote(password)} dbname=${quote(name)}`;
        expect(parse(dsn)).toMatchObject({ user, password, database: name });
      }),
    );
  });
});
