import { userInfo } from 'node:os';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

/** Rules of a server of ours may be changed; those of a server that somebody names may not. */
const isOurs = process.env['MM2SLACK_TEST_POSTGRES_URL'] === undefined;

describe.skipIf(!isOurs)("PostgreSQL's socket with peer authentication, as GitLab has it", () => {
  let admin: TestDatabase;
  let client: Client;
  let folder: string;
  const rules = new Map<string, string>();

  const query = async (sql: string): Promise<string> => {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return String(rows[0]?.[0] ?? '');
  };
  /** Puts lines before those that are there, and remembers these. */
  const prepend = async (setting: 'hba_file' | 'ident_file', line: string): Promise<void> => {
    const path = await query(`SHOW ${setting}`);
    const text = rules.get(path) ?? (await query(`SELECT pg_read_file('${path}')`));
    rules.set(path, text);
    await write(path, `${line}\n${text}`);
  };
  /** Comments are left out: COPY would change tabs and backslashes. */
  const write = async (path: string, text: string): Promise<void> => {
    const lines = text.split('\n').filter((line) => /^[a-z]/.test(line));
    const values = lines.map((line) => `('${line.replace(/\s+/g, ' ')}')`).join(', ');
    const nothing = lines.length === 0 ? "SELECT '# none'" : `VALUES ${values}`;
    await client.query(`COPY (${nothing}) TO '${path}'`);
  };

  beforeAll(async () => {
    admin = await createDatabase('postgres', 'peer');
    await loadWorkspace('postgres', '8.1', admin.run);
    client = new Client({ connectionString: admin.url });
    await client.connect();
    folder = (await query('SHOW unix_socket_directories')).split(',')[0] ?? '';
    const database = addressOf(admin.url).database;
    const reader = addressOf(admin.readerUrl).user;
    await prepend('hba_file', `local ${database} all peer map=mm2slack_test`);
    await prepend('ident_file', `mm2slack_test ${userInfo().username} ${reader}`);
    await client.query('SELECT pg_reload_conf()');
  });
  afterAll(async () => {
    for (const [path, text] of rules) await write(path, text);
    await client.query('SELECT pg_reload_conf()');
    await client.end();
    await admin.drop();
  });

  const urlOf = (user: string): string => {
    const { port, database } = addressOf(admin.url);
    return `postgres://${user}@/${database}?host=${encodeURIComponent(folder)}&port=${port}`;
  };

  it('lets in the Linux user that is mapped, without a password', async () => {
    const { user } = addressOf(admin.readerUrl);
    const { port, database } = addressOf(admin.url);
    const keywords = `user=${user} host=${folder} port=${port} dbname=${database}`;
    for (const url of [urlOf(user), keywords]) {
      const opened = await openDatabase(addressOf(url));
      const [row] = await opened.query('SELECT current_user, COUNT(*) FROM Posts');
      expect(row?.[0]).toBe(user);
      expect(Number(row?.[1])).toBeGreaterThan(100);
      await opened.close();
    }
  });

  it('refuses another one, and says who may come in', async () => {
    await expect(openDatabase(addressOf(urlOf('somebody')))).rejects.toFailWith(
      /refuses user 'somebody': it asks the system who connects \(peer\)/,
    );
    await expect(openDatabase(addressOf(urlOf('gitlab_mattermost')))).rejects.toFailWith(
      /sudo -u mattermost mm2slack/,
    );
  });
});
