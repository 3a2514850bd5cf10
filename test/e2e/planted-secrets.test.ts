import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { fastSlack } from '../support/program/fast-slack.ts';
import { runCli } from '../support/program/run-cli.ts';
import { shapesOf, writtenBytes } from '../support/program/written-bytes.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { importArchive } from '../support/slack/import-archive.ts';
import { BOT_TOKEN, type SlackServer, startSlackServer } from '../support/slack/slack-server.ts';

/*
 * Every secret that the program is given or could read is another one. Every command runs, and none of them stands
 * in a byte that was printed or written.
 */

const secret = (name: string): string => `planted${name}9d4c1f7be35a`;
const PEOPLE = ['yamada', 'suzuki', 'sato', 'emma'];

const SECRETS = {
  'the database password': secret('DbPassword'),
  'the Slack token': BOT_TOKEN,
  'the key of links': secret('LinkKeyOfThirtyTwoLetters'),
  'the key of the bucket': secret('BucketKey'),
  "the mail server's password": secret('SmtpPassword'),
  'the key of data at rest': secret('AtRestKey'),
  'the salt of public links': secret('PublicLinkSalt'),
  'a secret of single sign-on': secret('GitLabSecret'),
  'an incoming webhook': 'plantedhook1111111111111aa',
  'a deleted incoming webhook': 'plantedhook2222222222222bb',
  "an outgoing webhook's token": 'plantedtoken111111111111aa',
  "a slash command's token": 'plantedtoken222222222222bb',
  'the secret of an OAuth app': secret('OAuthSecret'),
  "a person's password hash": secret('PasswordHash'),
  'the secret of a second factor': secret('MfaSecret'),
  'what a person signs in with': secret('AuthData'),
  'the token of a session': 'plantedtoken333333333333cc',
  'an access token': 'plantedtoken444444444444dd',
} as const;

type Planted = keyof typeof SECRETS;

describe('the secrets', () => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let slack: SlackServer;
  /** Command lines and what they printed. */
  const printed = new Map<string, string>();

  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase('mysql', 'secrets');
    await loadWorkspace('mysql', '8.1', database.run);
    for (const sql of plantingSql(database.readerName)) await database.run(sql);
    for (const name of ['files', 'in', 'out']) await mkdir(folder.join(name));
    await writeFileStore(folder.join('files'));
    await writeFile(folder.join('in/config.json'), JSON.stringify(mattermostConfig(database)));
    await writeFile(
      folder.join('in/mm2slack.yaml'),
      `mattermostConfig: in/config.json\nchannels: { names: ascii }\n${fastSlack()}`,
      { mode: 0o600 },
    );
    slack = await startSlackServer({
      users: PEOPLE.map((name) => ({ name, email: `${name}@example.co.jp` })),
    });
  });
  afterAll(async () => {
    await slack.stop();
    await database.drop();
    await folder.remove();
  });

  it('stand in nothing that a command prints or writes', { timeout: 300_000 }, async () => {
    const all = '--include public,private';
    const ok = [0];
    await run(ok.concat(1), 'doctor');
    await run(ok, `inventory ${all} --with-text`);
    await run(ok, `plan ${all} --target slack --with-text`);
    await run(ok, 'preview --html out/preview.html');
    await run(ok, 'zip --out out/bulk.zip --plan out/work/plan.json');
    await run(ok, 'zip --out out/kept.zip --force', 'deliver: bundle', 'out/kept');
    await run(ok, `verify ${all} --zip out/bulk.zip`);
    await importArchive(slack, folder.join('out/bulk.zip'));
    await run(ok, `adopt --yes ${all}`);
    await run(ok, `files ${all}`);
    await run(ok, `sync ${all} --until-synced`);
    await run([1], `verify ${all}`);
    await run(ok, 'undo --yes');
    await run(ok, 'replay --include public,private,direct,group', '', 'out/replay');
    await run(ok, 'undo --yes', '', 'out/replay');
    // What goes wrong is told, and tells no more than what goes right.
    await database.run(`ALTER USER ${database.readerName}@'%' IDENTIFIED BY 'another'`);
    await run([2], `plan ${all}`);
    expect(printed.size).toBe(15);

    const found: string[] = [];
    const look = (where: string, bytes: Buffer): void => {
      for (const [name, value] of Object.entries(SECRETS)) {
        if (shapesOf(value).some((shape) => bytes.includes(shape))) found.push(`${name}: ${where}`);
      }
    };
    for (const [command, text] of printed) look(command, Buffer.from(text));
    let files = 0;
    for await (const { name, bytes, mode } of writtenBytes(folder.join('out'))) {
      files++;
      look(name, bytes);
      if ((mode & 0o077) !== 0) found.push(`others may read ${name}`);
    }
    expect(files).toBeGreaterThan(40);
    expect(found).toEqual([]);
  });

  it('would be found: each is there to be read', async () => {
    const rows =
      await database.run(`SELECT CONCAT_WS(' ', u.Password, u.MfaSecret, u.AuthData) AS text FROM Users u
      WHERE u.Username = 'yamada' UNION SELECT Id FROM IncomingWebhooks UNION SELECT Token FROM OutgoingWebhooks
      UNION SELECT Token FROM Commands UNION SELECT ClientSecret FROM OAuthApps UNION SELECT Token FROM Sessions
      UNION SELECT Token FROM UserAccessTokens`);
    const inputs = JSON.stringify([rows, mattermostConfig(database), environment()]);
    const missing = Object.entries(SECRETS).filter(([, value]) => !inputs.includes(value));
    expect(missing).toEqual([]);
    expect(shapesOf('a"b').every((shape) => Buffer.from(`x${shape}y`).includes(shape))).toBe(true);
  });

  const environment = (): Readonly<Record<string, string>> => ({
    SLACK_TOKEN: SECRETS['the Slack token'],
    SLACK_API_URL: slack.apiUrl,
    MM2SLACK_LINK_KEY: SECRETS['the key of links'],
    AWS_SECRET_ACCESS_KEY: SECRETS['the key of the bucket'],
  });

  async function run(
    exits: readonly number[],
    line: string,
    files = '',
    work = 'out/work',
  ): Promise<void> {
    const config = folder.join('in/mm2slack.yaml');
    const flags = ['--config', files === '' ? config : await withFiles(config, files)];
    const [command = '', ...rest] = line.split(' ');
    const args = [command, ...flags, '--work', work, ...rest];
    const ended = await runCli(args, { cwd: folder.path, env: environment() });
    const said = `exit ${ended.exitCode}\n${ended.stdout}\n${ended.stderr}`;
    printed.set(`${printed.size} ${line}`, said);
    expect(exits, `${line}: ${said}`).toContain(ended.exitCode);
  }

  async function withFiles(config: string, setting: string): Promise<string> {
    const own = folder.join('in/own.yaml');
    const settings = `mattermostConfig: in/config.json\nfiles: { ${setting} }\n${fastSlack()}`;
    await writeFile(own, settings, { mode: 0o600 });
    return config === own ? config : own;
  }

  function mattermostConfig(mysql: TestDatabase): object {
    const { host, pathname } = new URL(mysql.url);
    const planted = (name: Planted): string => SECRETS[name];
    return {
      ServiceSettings: { SiteURL: 'https://chat.example.co.jp' },
      SqlSettings: {
        DriverName: 'mysql',
        DataSource: `${mysql.readerName}:${planted('the database password')}@tcp(${host})${pathname}`,
        AtRestEncryptKey: planted('the key of data at rest'),
      },
      EmailSettings: { SMTPPassword: planted("the mail server's password") },
      FileSettings: {
        DriverName: 'local',
        Directory: folder.join('files'),
        AmazonS3SecretAccessKey: planted('the key of the bucket'),
        PublicLinkSalt: planted('the salt of public links'),
      },
      GitLabSettings: { Secret: planted('a secret of single sign-on') },
    };
  }
});

function plantingSql(reader: string): readonly string[] {
  const own = (name: Planted): string => `'${SECRETS[name]}'`;
  const oneWebhook = (name: Planted, deleted: string): string =>
    `UPDATE IncomingWebhooks SET Id = ${own(name)} WHERE DeleteAt ${deleted} 0`;
  return [
    `ALTER USER ${reader}@'%' IDENTIFIED BY ${own('the database password')}`,
    `UPDATE Users SET Password = ${own("a person's password hash")}, AuthService = 'gitlab',
      AuthData = ${own('what a person signs in with')}, MfaSecret = ${own('the secret of a second factor')}
      WHERE Username = 'yamada'`,
    oneWebhook('an incoming webhook', '='),
    oneWebhook('a deleted incoming webhook', '>'),
    `UPDATE OutgoingWebhooks SET Token = ${own("an outgoing webhook's token")}`,
    `UPDATE Commands SET Token = ${own("a slash command's token")}`,
    `UPDATE OAuthApps SET ClientSecret = ${own('the secret of an OAuth app')}`,
    'CREATE TABLE Sessions (Id varchar(26) PRIMARY KEY, Token varchar(26), UserId varchar(26))',
    `INSERT INTO Sessions VALUES ('s', ${own('the token of a session')}, 'u')`,
    'CREATE TABLE UserAccessTokens (Id varchar(26) PRIMARY KEY, Token varchar(26))',
    `INSERT INTO UserAccessTokens VALUES ('t', ${own('an access token')})`,
  ];
}
