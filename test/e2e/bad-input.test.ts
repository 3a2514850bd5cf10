import { readdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { problemsOf, runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';

/*
 * Bad input gets one clear line on stderr, exit code 2, and leaves nothing behind. The messages are an
 * interface: they stand here in full.
 */

describe.each(['mysql', 'postgres'] as const)('bad input, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    database = await createDatabase(engine, 'bad_input');
    await loadWorkspace(engine, '8.1', database.run);
  });
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });
  afterAll(() => database.drop());

  const zip = async (
    flags: Readonly<Record<string, string>>,
    limits: { readonly maxFileKilobytes?: number } = {},
  ) => {
    const all = {
      source: database.readerUrl,
      out: folder.join('out.zip'),
      work: folder.join('work'),
      ...flags,
    };
    const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
    const run = await runCli(['zip', ...args], limits);
    return { ...run, left: await readdir(folder.path, { recursive: true }) };
  };

  const expectRefusal = (run: Awaited<ReturnType<typeof zip>>, message: RegExp): void => {
    expect(problemsOf(run)).toMatch(message);
    expect(problemsOf(run).split('\n')).toHaveLength(1);
    expect(run.stdout).toBe('');
    expect(run.exitCode).toBe(2);
    expect(run.left).toEqual([]);
  };

  const withPart = (part: 'password' | 'pathname' | 'port', value: string): string => {
    const url = new URL(database.readerUrl);
    url[part] = value;
    return url.href;
  };

  it('names the account when the password is wrong, and never shows the password', async () => {
    const run = await zip({ source: withPart('password', 'wrong-secret-42') });
    expectRefusal(run, /^mm2slack: \S+ refuses user 'reader_\w+': wrong user name or password/);
    expect(run.stderr).not.toContain('wrong-secret-42');
  });

  it('shows no password in its last words, wherever else the same text stands', async () => {
    const { password } = new URL(database.readerUrl);
    const run = await zip({ out: folder.join(password, 'out.zip') });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('/***/out.zip');
    expect(run.stderr).not.toContain(password);
  });

  it('says that nothing answers at an address', async () => {
    expectRefusal(
      await zip({ source: withPart('port', '1') }),
      /^mm2slack: cannot reach the database at \S+:1: nothing answers there \(check host, port and firewall\)$/,
    );
  });

  it('says that a host does not exist', async () => {
    const url = new URL(database.readerUrl);
    url.hostname = 'no-such-host.invalid';
    expectRefusal(
      await zip({ source: url.href }),
      /^mm2slack: cannot reach the database at no-such/,
    );
  });

  it('says that there is no such database', async () => {
    expectRefusal(
      await zip({ source: withPart('pathname', '/nosuchdatabase') }),
      /^mm2slack: (\S+ has no database 'nosuchdatabase'|user 'reader_\w+' may not use database 'nosuchdatabase')/,
    );
  });

  it('tells a database that is not Mattermost', async () => {
    const empty = await createDatabase(engine, 'not_mattermost');
    await empty.run('CREATE TABLE wp_posts (id INT)');
    expectRefusal(
      await zip({ source: empty.readerUrl }),
      /^mm2slack: this is not a Mattermost database: it has no tables Users, Channels and Posts/,
    );
    await empty.drop();
  });

  it('names the table that the account may not read', async () => {
    const other = await createDatabase(engine, 'no_select');
    await loadWorkspace(engine, '8.1', other.run);
    await forbidReactions(other);
    expectRefusal(
      await zip({ source: other.readerUrl }),
      /^mm2slack: user 'reader_\w+' has no SELECT on (table )+reactions: GRANT SELECT ON/i,
    );
    await other.drop();
  });

  it('tells a wrong --include value and what it may be', async () => {
    expectRefusal(
      await zip({ include: 'public,privat' }),
      /^mm2slack: include: 'privat', expected some of public, private, direct, group \(did you mean private\?\)$/,
    );
  });

  it('says that the files folder does not exist', async () => {
    expectRefusal(
      await zip({ files: folder.join('nowhere') }),
      /^mm2slack: the files folder \S+nowhere does not exist or cannot be read$/,
    );
  });

  it('says that the output folder does not exist', async () => {
    expectRefusal(
      await zip({ out: folder.join('nowhere', 'out.zip') }),
      /^mm2slack: cannot write \S+out\.zip: the folder \S+nowhere does not exist$/,
    );
  });

  it('does not replace an archive without --force', async () => {
    await writeFile(folder.join('out.zip'), 'precious');
    const run = await zip({});
    expect(problemsOf(run)).toMatch(
      /^mm2slack: \S+out\.zip exists already: give --force to replace it$/,
    );
    expect(run.exitCode).toBe(2);
    expect(run.left).toEqual(['out.zip']);
  });

  it('leaves nothing half-written when a page of saved posts cannot grow any further', async () => {
    const work = folder.join('work');
    const run = await runCli(['plan', '--source', database.readerUrl, '--work', work], {
      maxFileKilobytes: 8,
    });
    expect(problemsOf(run)).toMatch(/^mm2slack: no space left for \S+saved-posts\S+: /);
    const left = await readdir(work, { recursive: true });
    expect(left.filter((name) => /\.part$|^plan/.test(name))).toEqual([]);
  });

  it('leaves nothing half-written when the archive cannot grow any further', async () => {
    const run = await zip({}, { maxFileKilobytes: 8 });
    expectRefusal(
      run,
      /^mm2slack: no space left for \S+: free some space or choose another folder$/,
    );
  });
});

/** MySQL has no exception from a grant on a whole database: every other table is granted by name. */
async function forbidReactions(database: TestDatabase): Promise<void> {
  if (database.engine === 'postgres') {
    await database.run(`REVOKE SELECT ON reactions FROM ${database.readerName}`);
    return;
  }
  const name = new URL(database.url).pathname.slice(1);
  await database.run(`REVOKE SELECT ON ${name}.* FROM ${database.readerName}@'%'`);
  for (const row of await database.run('SHOW TABLES')) {
    const [table] = Object.values(row);
    if (table === 'Reactions') continue;
    await database.run(`GRANT SELECT ON ${name}.${table} TO ${database.readerName}@'%'`);
  }
}
