import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
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
  let folder: ScratchFolder;
  beforeAll(async () => {
    database = await createDatabase(engine, 'doctor');
    await loadWorkspace(engine, '8.1', database.run);
  });
  afterAll(() => database.drop());
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
      schema: 'ok',
      rights: 'ok',
      snapshot: 'ok',
      work: 'ok',
      disk: 'ok',
      slack: 'skipped',
    });
    expect(says('files')).toMatch(/sample files/);
  });

  it('warns of an account that can write, and gives the statements for one that cannot', async () => {
    const { exitCode, states, says } = await doctor({ source: database.url });
    expect(exitCode).toBe(0);
    expect(states['rights']).toBe('warning');
    expect(says('rights')).toMatch(/INSERT/);
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

  async function mysqlTables(): Promise<readonly string[]> {
    const rows = await database.run(
      "SELECT TABLE_NAME AS name FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'Posts'",
    );
    return rows.map(({ name }) => String(name));
  }

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
      expect(states).toMatchObject({ slack: 'ok', clock: 'ok' });
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
      expect(states).toMatchObject({ 'scopes-plan': 'warning', 'scopes-replay': 'warning' });
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
