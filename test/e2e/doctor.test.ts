import { access, chmod, mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { notEmpty } from '../support/not-empty.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { BOT_TOKEN, type SlackServer, startSlackServer } from '../support/slack/slack-server.ts';
import { refusing } from '../support/slack/stubs.ts';

const report = z.looseObject({
  command: z.literal('doctor'),
  manifest: z.string(),
  checks: z.array(
    z.looseObject({
      id: z.string(),
      state: z.string(),
      says: z.string(),
      advice: z.array(z.string()),
    }),
  ),
});

describe.each(['mysql', 'postgres'] as const)('mm2slack doctor, on %s', (engine) => {
  let database: TestDatabase;
  /** Empty, and of another account. */
  let other: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    database = await createDatabase(engine, 'doctor');
    await loadWorkspace(engine, '8.1', database.run);
    other = await createDatabase(engine, 'doctor_other');
  });
  afterAll(async () => {
    await other.drop();
    await database.drop();
  });
  beforeEach(async () => {
    folder = await makeScratchFolder();
    await mkdir(folder.join('files'));
    await writeFileStore(folder.join('files'));
    return () => folder.remove();
  });

  async function doctor(
    flags: Readonly<Record<string, string>> = {},
    env: Readonly<Record<string, string>> = {},
  ) {
    const all = {
      source: database.readerUrl,
      files: folder.join('files'),
      work: folder.join('work'),
      ...flags,
    };
    const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
    const run = await runCli(['doctor', '--json', ...args], { env });
    const { checks, manifest } = report.parse(JSON.parse(run.stdout));
    const states = Object.fromEntries(checks.map(({ id, state }) => [id, state]));
    const says = (id: string): string =>
      checks
        .filter((check) => check.id === id)
        .map((check) => [check.says, ...check.advice].join('\n'))
        .join('\n');
    return { exitCode: run.exitCode, states, says, manifest, text: run.stdout + run.stderr };
  }

  it('finds nothing wrong with a reader of a whole database and its files', async () => {
    const { exitCode, states, says } = await doctor();
    expect(exitCode).toBe(0);
    expect(states).toMatchObject({
      database: 'ok',
      configuration: 'ok',
      schema: 'ok',
      rights: 'ok',
      charset: 'ok',
      snapshot: 'ok',
      work: 'ok',
      disk: 'ok',
      slack: 'skipped',
    });
    expect(states['files']).not.toBe('failure');
    expect(says('files')).toMatch(/sample files/);
    expect(says('schema')).toMatch(/^Mattermost 8\.1\.\d+ on \S+/);
  });

  it('gives one JSON object with checks of one shape, and one line a check without --json', async () => {
    const args = ['doctor', '--source', database.readerUrl, '--work', folder.join('work')];
    const json = await runCli([...args, '--json']);
    expect(Object.keys(JSON.parse(json.stdout)).sort()).toEqual([
      'account',
      'checks',
      'command',
      'losses',
      'manifest',
      'next',
      'warnings',
    ]);
    const { checks } = report.parse(JSON.parse(json.stdout));
    const text = await runCli(args);
    const lines = text.stdout
      .split('\n\n', 1)
      .join()
      .split('\n')
      .filter((line) => /^\S/.test(line));
    expect(lines.map((line) => line.split(/ +/).slice(0, 2))).toEqual(
      checks.map(({ id, state }) => [state === 'failure' ? 'FAILURE' : state, id]),
    );
  });

  it('warns of an account that can write, and gives the statements for one that cannot', async () => {
    const { exitCode, states, says } = await doctor({ source: database.url });
    expect(exitCode).toBe(0);
    expect(states['rights']).toBe('warning');
    expect(says('rights')).toMatch(/INSERT|ALL PRIVILEGES/);
    const name = new URL(database.url).pathname.slice(1);
    expect(says('rights')).toContain(
      engine === 'mysql'
        ? `GRANT SELECT ON \`${name}\`.* TO 'mm2slack'@'%';`
        : 'GRANT SELECT ON ALL TABLES IN SCHEMA "public" TO mm2slack;',
    );
  });

  it('fails for a folder that is not there, or not the right one', async () => {
    const missing = await doctor({ files: folder.join('nowhere') });
    expect(missing).toMatchObject({ exitCode: 1, states: { files: 'failure' } });
    await mkdir(folder.join('empty'));
    const wrong = await doctor({ files: folder.join('empty') });
    expect(wrong).toMatchObject({ exitCode: 1, states: { files: 'failure' } });
    expect(wrong.says('files')).toContain('is this the data folder of Mattermost');
  });

  it('fails in one line when the database does not answer, and still looks at the rest', async () => {
    const url = new URL(database.readerUrl);
    url.port = '1';
    const { exitCode, states, says } = await doctor({ source: url.href });
    expect(exitCode).toBe(1);
    expect(states).toMatchObject({ database: 'failure', work: 'ok', node: expect.any(String) });
    expect(says('database')).toContain('nothing answers there');
  });

  it('fails when a table may not be read, naming it and the statements that help', async () => {
    const reader = engine === 'mysql' ? `${database.readerName}@'%'` : database.readerName;
    const all = engine === 'mysql' ? await mysqlTables() : [];
    if (engine === 'mysql') {
      const name = new URL(database.url).pathname.slice(1);
      await database.run(`REVOKE SELECT ON ${name}.* FROM ${reader}`);
      for (const table of all) await database.run(`GRANT SELECT ON \`${table}\` TO ${reader}`);
    } else await database.run(`REVOKE SELECT ON posts FROM ${reader}`);
    try {
      const { exitCode, states, says } = await doctor();
      expect(exitCode).toBe(1);
      expect(states['schema']).toBe('failure');
      expect(says('schema')).toMatch(/no SELECT on (?:table )?posts[\s\S]*GRANT SELECT/i);
    } finally {
      const name = new URL(database.url).pathname.slice(1);
      await database.run(
        engine === 'mysql'
          ? `GRANT SELECT ON ${name}.* TO ${reader}`
          : `GRANT SELECT ON posts TO ${reader}`,
      );
    }
  });

  it('still looks at rights and character sets when a table may not be read', async () => {
    const stranger = new URL(database.readerUrl);
    stranger.pathname = new URL(other.url).pathname;
    const { states } = await doctor({ source: stranger.href });
    if (engine === 'mysql') expect(states['database']).toBe('failure');
    else expect(states).toMatchObject({ schema: 'failure', rights: 'ok', charset: 'ok' });
  });

  async function mysqlTables(): Promise<readonly string[]> {
    const rows = await database.run(
      "SELECT TABLE_NAME AS name FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'Posts'",
    );
    return rows.map(({ name }) => String(name));
  }

  it('names what is not there in a database that is not Mattermost', async () => {
    const { exitCode, states, says } = await doctor({ source: other.readerUrl });
    expect(exitCode).toBe(1);
    expect(states).toMatchObject({ database: 'ok', schema: 'failure', snapshot: 'ok' });
    expect(says('schema')).toContain('this is not a Mattermost database');
    expect(says('schema')).not.toContain('GRANT');
  });

  it('names the files that are not as the database says, and where others are well warns alone', async () => {
    const rows = await database.run(
      'SELECT Path AS path FROM FileInfo WHERE DeleteAt = 0 ORDER BY Id',
    );
    const paths: string[] = [];
    for (const { path } of rows) {
      const file = folder.join('files', String(path));
      if (
        await access(file).then(
          () => true,
          () => false,
        )
      )
        paths.push(file);
    }
    const [first = ''] = paths;
    await writeFile(first, 'cut');
    const { exitCode, states, says } = await doctor();
    expect(exitCode).toBe(0);
    expect(states['files']).toBe('warning');
    expect(says('files')).toMatch(/: 3 bytes, expected \d+/);
  });

  if (!enginesFor('postgres').includes(engine)) return;

  describe('whatever the database', () => {
    describe('with settings that cannot be used', () => {
      it('ends with 2 and looks at everything that can be looked at', async () => {
        const { exitCode, states, says } = await doctor({
          from: 'yesterday',
          'exclude-channels': ',',
        });
        expect(exitCode).toBe(2);
        expect(states).toMatchObject({ configuration: 'failure', schema: 'ok', work: 'ok' });
        expect(says('configuration')).toContain("from: 'yesterday'");
      });

      it('asks no database when the file may have asked for TLS', async () => {
        await writeFile(folder.join('broken.yaml'), 'source:\n  tsl: on\n', { mode: 0o600 });
        const { exitCode, states, says } = await doctor({ config: folder.join('broken.yaml') });
        expect(exitCode).toBe(2);
        expect(states).toMatchObject({ database: 'skipped', work: 'ok', slack: 'skipped' });
        expect(says('configuration')).toContain('broken.yaml:2');
      });

      it('shows no password of theirs', async () => {
        const { text } = await doctor({ source: 'mysql://mm:s3cret-pass@db:port/mm' });
        expect(text).not.toContain('s3cret-pass');
      });
    });

    it('looks for the folder of the archive', async () => {
      const there = await doctor({ out: folder.join('out.zip') });
      expect(there.states).toMatchObject({ out: 'ok', 'disk-out': 'ok' });
      const missing = await doctor({ out: folder.join('nowhere/out.zip') });
      expect(missing).toMatchObject({ exitCode: 1, states: { out: 'failure' } });
      const device = await doctor({ out: '/dev/null' });
      expect(device).toMatchObject({ exitCode: 1, states: { out: 'failure' } });
    });

    it('warns of a work directory that others may read', async () => {
      await mkdir(folder.join('work'));
      await chmod(folder.join('work'), 0o755);
      const { exitCode, states, says } = await doctor();
      expect(exitCode).toBe(0);
      expect(states['work']).toBe('warning');
      expect(says('work')).toContain('chmod 700');
    });

    it('wants a token when the run is to reach Slack', async () => {
      const { exitCode, states, manifest } = await doctor({ target: 'slack' });
      expect(exitCode).toBe(1);
      expect(states['slack']).toBe('failure');
      expect(manifest).toContain('- chat:write');
    });

    it('says what is wrong with a file that stands where the work directory should be', async () => {
      await writeFile(folder.join('work'), '');
      const { exitCode, states } = await doctor({ work: folder.join('work/inside') });
      expect(exitCode).toBe(1);
      expect(states['work']).toBe('failure');
    });

    describe('with a token', () => {
      let slack: SlackServer;
      beforeEach(async () => {
        slack = await startSlackServer();
        return () => slack.stop();
      });
      const env = () => ({ SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl });

      it('asks Slack who it is and compares clocks', async () => {
        const { states, says } = await doctor({}, env());
        expect(states).toMatchObject({ slack: 'ok', history: 'ok', clock: 'ok' });
        expect(says('slack')).toContain('Example');
      });

      it('names each scope that is missing, and gives a manifest that has them', async () => {
        slack.intercept(({ method }) =>
          method === 'auth.test'
            ? {
                headers: { 'x-oauth-scopes': 'users:read,channels:read' },
                body: { ok: true, team: 'Example', team_id: 'T1', user_id: 'U1' },
              }
            : undefined,
        );
        const { exitCode, states, says, manifest } = await doctor({}, env());
        expect(exitCode).toBe(0);
        for (const command of notEmpty([
          'plan',
          'adopt',
          'verify',
          'replay',
          'sync',
          'files',
          'undo',
        ]))
          expect([command, states[`scopes-${command}`]]).toEqual([command, 'warning']);
        expect(says('scopes-plan')).toContain('users:read.email: ');
        expect(manifest).toContain('      - chat:write # posts messages');
      });

      it('fails for a revoked token, and prints no token', async () => {
        slack.intercept(refusing('auth.test', 'token_revoked'));
        const { exitCode, states, says, text } = await doctor({}, env());
        expect(exitCode).toBe(1);
        expect(states['slack']).toBe('failure');
        expect(says('slack')).toContain('was revoked');
        expect(text).not.toContain(BOT_TOKEN);
      });
    });
  });
});

describe('mm2slack doctor, on the storage and the roles of MySQL', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase('mysql', 'doctor_mysql');
    await loadWorkspace('mysql', '8.1', database.run);
    return () => database.drop();
  });

  async function checked(): Promise<ReadonlyMap<string, { state: string; says: string }>> {
    const run = await runCli(['doctor', '--json', '--source', database.readerUrl]);
    const { checks } = report.parse(JSON.parse(run.stdout));
    return new Map(checks.map((check) => [check.id, check]));
  }

  it('warns of a table in latin1, naming its columns', async () => {
    await database.run('ALTER TABLE Reactions CONVERT TO CHARACTER SET latin1');
    const charset = (await checked()).get('charset');
    expect(charset?.state).toBe('warning');
    expect(charset?.says).toContain('Reactions.EmojiName (latin1)');
    expect(charset?.says).not.toContain('Posts.Message');
  });

  it('fails for a table without snapshots, and not for one that nobody reads', async () => {
    await database.run('CREATE TABLE plugin_notes (id INT) ENGINE=MyISAM');
    expect((await checked()).get('snapshot')?.state).toBe('ok');
    await database.run('ALTER TABLE Reactions ENGINE=MyISAM');
    const snapshot = (await checked()).get('snapshot');
    expect(snapshot?.state).toBe('failure');
    expect(snapshot?.says).toContain('Reactions (MyISAM)');
  });

  it('finds rights that come through a role or a wildcard', async () => {
    const name = new URL(database.url).pathname.slice(1);
    await database.run(`GRANT UPDATE ON \`${name.slice(0, -3)}%\`.* TO ${database.readerName}@'%'`);
    expect((await checked()).get('rights')).toMatchObject({ state: 'warning' });
    await database.run(
      `REVOKE UPDATE ON \`${name.slice(0, -3)}%\`.* FROM ${database.readerName}@'%'`,
    );
    expect((await checked()).get('rights')).toMatchObject({ state: 'ok' });
    const role = `role_${name.slice(-12)}`;
    await database.run(`CREATE ROLE ${role}`);
    try {
      await database.run(`GRANT DELETE ON ${name}.* TO ${role}`);
      await database.run(`GRANT ${role} TO ${database.readerName}@'%'`);
      await database.run(`SET DEFAULT ROLE ${role} FOR ${database.readerName}@'%'`);
      const rights = (await checked()).get('rights');
      expect(rights?.state).toBe('warning');
      expect(rights?.says).toContain('DELETE');
    } finally {
      await database.run(`DROP ROLE ${role}`);
    }
  });
});
