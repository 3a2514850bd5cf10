import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { storedFiles } from '../../fixtures/workspace/files.ts';
import { readZipEntries } from '../support/archive/zip-entries.ts';
import { A_PRIVATE_KEY, SECRETS } from '../support/builders/secrets.ts';
import {
  type MattermostWriter,
  mattermostWriter,
} from '../support/mattermost/mattermost-writer.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

const DEV = channelIdOf('devTokyo');
const LEADERSHIP = channelIdOf('leadershipTokyo');
const PUBLIC_SECRETS = Object.entries(SECRETS).filter(([kind]) => kind !== 'private-key');
const IN_FILE = `ghp_${'Zz9'.repeat(12)}`;
const IN_ATTACHMENT = `xoxp-${'9'.repeat(12)}-${'qW7'.repeat(8)}`;
const IN_TOPIC = `AKIA${'TOPIC234567ABCDE'}`;
const IN_PRIVATE = `npm_${'Pp1'.repeat(12)}`;
/** The example of AWS's documentation, which the rules alone would pass over. */
const PLANTED = 'AKIAIOSFODNN7EXAMPLE';
const IN_DELETED = `AKIA${'GONE234567ABCDEF'}`;
/** Whoever has half of one has enough; of the private key, a line. */
const TELLING = [
  ...PUBLIC_SECRETS.map(([, secret]) => secret.slice(-12)),
  ...[PLANTED, IN_FILE, IN_ATTACHMENT, IN_TOPIC, IN_PRIVATE, IN_DELETED].map((secret) =>
    secret.slice(-12),
  ),
  ...A_PRIVATE_KEY.split('\n').slice(1, 4),
].filter((part) => !part.includes('example'));

const leaks = (text: string): readonly string[] => TELLING.filter((part) => text.includes(part));

describe.each(enginesFor('mysql'))('credentials, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  let people: MattermostWriter;
  let root: string;
  beforeAll(async () => {
    database = await createDatabase(engine, 'secrets');
    await loadWorkspace(engine, '8.1', database.run);
    world = await makeReplayWorld(database);
    people = mattermostWriter(database);
    root = await people.post(DEV, 'not yet');
    await people.edit(root, `root: ${SECRETS['aws-access-key']}(old)`);
    await people.post(DEV, `reply ${SECRETS['aws-access-key']}`, root);
    for (const [kind, secret] of PUBLIC_SECRETS) await people.post(DEV, `${kind}\n**${secret}**`);
    await people.post(DEV, `\`\`\`\n${A_PRIVATE_KEY}\n\`\`\``);
    const attached = await people.post(DEV, 'see below');
    const props = {
      attachments: [{ title: 'Deploy', fields: [{ title: 't', value: IN_ATTACHMENT }] }],
    };
    await database.run(
      `UPDATE Posts SET Props = '${JSON.stringify(props)}' WHERE Id = '${attached}'`,
    );
    await people.post(LEADERSHIP, `鍵は${IN_PRIVATE}です`);
    await people.post(DEV, `AWS key ${PLANTED} は消します`);
    await people.remove(await people.post(DEV, `${IN_DELETED} は消します`));
    await people.setTopic(DEV, `key ${IN_TOPIC}`);
    await writeFile(join(world.folder.join('files'), reportPath()), `token=${IN_FILE}\n`);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  /** A text file of the fixtures that a live post has. */
  const reportPath = (): string =>
    storedFiles().find(({ path }) => path.includes('report'))?.path ?? '';

  /** Every file of the work directory and below, in one text. */
  const workTexts = async (): Promise<string> => {
    const work = world.folder.join('work');
    const names = await readdir(work, { recursive: true });
    const texts = await Promise.all(
      names.map(async (name) =>
        (await stat(join(work, name))).isFile() ? readFile(join(work, name), 'latin1') : '',
      ),
    );
    return texts.join('\n');
  };

  it('are listed by the inventory, masked, and nothing that it writes holds one', async () => {
    const run = await world.everything('inventory', '--json');
    expect(run.stderr).toBe('');
    const { secretScan, written } = JSON.parse(run.stdout);
    // Each of its kind once more in a reply, in an attachment, a topic, a private channel and a file.
    expect(secretScan).toMatchObject({ found: PUBLIC_SECRETS.length + 8, inDeleted: 1 });
    expect(secretScan.files).toBeGreaterThan(0);
    expect(secretScan.tookMs).toBeGreaterThan(0);
    expect(secretScan.kinds).toContainEqual({ kind: 'aws-access-key', found: 5 });
    expect(written).toContain(world.folder.join('work', 'secrets.csv'));
    const path = world.folder.join('work', 'secrets.csv');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const listed = await readFile(path, 'utf8');
    expect(listed).toMatch(/^\ufeffkind,/);
    const lines = listed.trim().split('\r\n');
    expect(lines).toHaveLength(1 + secretScan.found + 1);
    expect(lines.filter((line) => line.includes('AKIA… (20 characters)'))).toHaveLength(6);
    expect(lines.filter((line) => line.endsWith('"no, deleted"'))).toHaveLength(1);
    expect(lines.some((line) => line.includes(',attachment,'))).toBe(true);
    expect(lines.some((line) => line.includes('file report & <notes>'))).toBe(true);
    expect(lines.some((line) => line.includes('(private)'))).toBe(true);
    expect(lines.join()).not.toMatch(/leadership/i);
    expect(leaks(await workTexts())).toEqual([]);
    expect(leaks(run.stdout)).toEqual([]);
  });

  it('are found in threads as without them', async () => {
    const path = world.folder.join('work', 'secrets.csv');
    const alone = await readFile(path, 'utf8');
    const run = await world.everything('inventory', '--json', '--workers', '2');
    expect(run.exitCode).toBe(0);
    expect(await readFile(path, 'utf8')).toBe(alone);
  });

  it('are looked for only where the run is told to look', async () => {
    const off = await world.everything('inventory', '--json', '--no-secret-scan');
    expect(JSON.parse(off.stdout).secretScan).toBeUndefined();
    const some = await world.everything('inventory', '--json', '--channels', 'tokyo/leadership');
    expect(JSON.parse(some.stdout).secretScan).toMatchObject({ found: 1, inDeleted: 0 });
    const none = await world.everything('inventory', '--json', '--to', '2000-01-01');
    expect(JSON.parse(none.stdout).secretScan).toMatchObject({ posts: 0 });
    const said = await world.everything('inventory', '--full', '--lang', 'ja');
    expect(said.stdout).toContain('投稿に含まれる認証情報');
    expect(said.stderr).toMatch(/認証情報の検索: \d+ 件の投稿と \d+ 個のテキストファイルを/);
  });

  it('stay out of an archive, whose losses are those of the plan, and verify agrees', async () => {
    const plan = await world.everything('plan', '--redact-secrets', '--json');
    const zip = await world.everything(
      ...['zip', '--out', world.folder.join('clean.zip'), '--redact-secrets', '--json'],
    );
    expect(zip.stderr).toBe('');
    const texts = await entriesOf(world.folder.join('clean.zip'));
    expect(leaks(texts)).toEqual([]);
    expect(texts).toContain('[redacted: AWS access key] (old)');
    expect(texts).toContain('AWS key [redacted: AWS access key] は消します');
    expect(texts).toContain('[redacted: private key]');
    expect(texts).toContain('(it holds a credential)');
    expect(leaks(await workTexts())).toEqual([]);
    const losses = countsOf(zip.stdout);
    expect(losses).toMatchObject({
      secret_redacted: PUBLIC_SECRETS.length + 7,
      file_holds_secret: 1,
    });
    expect(countsOf(plan.stdout)).toEqual(losses);
    const verify = await world.everything(
      ...['verify', '--zip', world.folder.join('clean.zip'), '--redact-secrets', '--json'],
    );
    expect(JSON.parse(verify.stdout).differences).toEqual([]);
    expect(verify.exitCode).toBe(0);
    const untold = await world.everything('verify', '--zip', world.folder.join('clean.zip'));
    expect(untold.exitCode).toBe(2);
    expect(untold.stderr).toContain('clean.zip was made with --redact-secrets');
    expect(leaks(await workTexts())).toEqual([]);
  });

  it('stay out of the differences of archives that were split, too', async () => {
    const work = ['--work', world.folder.join('split-work')];
    const out = world.folder.join('split.zip');
    const zip = await world.everything(
      ...['zip', '--out', out, '--split-by', 'visibility', '--redact-secrets', ...work],
    );
    expect(zip.exitCode).toBe(0);
    const parts = ['public', 'private'].map((part) => world.folder.join(`split-${part}.zip`));
    const untold = await world.everything('verify', '--zip', ...parts, ...work);
    expect(untold.stderr).toContain('split-public.zip was made with --redact-secrets');
    expect(untold.exitCode).toBe(2);
    const told = await world.everything('verify', '--zip', ...parts, '--redact-secrets', ...work);
    expect(told.exitCode).toBe(0);
  });

  it('are done to as the plan says, and no flag brings in what a plan kept out', async () => {
    const planned = await world.everything(
      ...['zip', '--out', world.folder.join('planned.zip'), '--json'],
      ...['--plan', world.folder.join('work', 'plan.json')],
    );
    expect(planned.exitCode).toBe(0);
    expect(leaks(await entriesOf(world.folder.join('planned.zip')))).toEqual([]);
  });

  it('move as they are when nobody says otherwise', async () => {
    const out = world.folder.join('whole.zip');
    const other = world.folder.join('other');
    await mkdir(other);
    const zip = await world.everything('zip', '--out', out, '--work', other, '--json');
    expect(zip.exitCode).toBe(0);
    expect(leaks(await entriesOf(out)).length).toBeGreaterThan(PUBLIC_SECRETS.length);
    expect(countsOf(zip.stdout)).not.toHaveProperty('secret_redacted');
  });

  it('reach no call of a replay, come back with no sync, and verify agrees', async () => {
    const some = ['--channels', 'tokyo/dev,tokyo/leadership', '--json'];
    const replay = await world.replay('--redact-secrets', ...some);
    expect(replay.stderr).toBe('');
    expect(countsOf(replay.stdout)).toMatchObject({ file_holds_secret: 1 });
    const bare = await world.sync(...some);
    expect(bare.exitCode).toBe(2);
    expect(bare.stderr).toContain('was filled with --redact-secrets');
    await people.edit(root, `now ${SECRETS['github-token']}`);
    const sync = await world.sync('--redact-secrets', ...some);
    expect(sync.stderr).toBe('');
    expect(JSON.parse(sync.stdout)).toMatchObject({ updated: 1, created: 0, deleted: 0 });
    const again = await world.sync('--redact-secrets', ...some);
    expect(JSON.parse(again.stdout)).toMatchObject({ updated: 0, created: 0, deleted: 0 });
    const calls = JSON.stringify(world.slack.calls);
    expect(calls).toContain('[redacted: GitHub token]');
    expect(leaks(calls)).toEqual([]);
    expect(leaks(await workTexts())).toEqual([]);
    const verify = await world.everything('verify', '--redact-secrets', ...some);
    expect(JSON.parse(verify.stdout).differences).toEqual([]);
    expect(leaks(await workTexts())).toEqual([]);
  });
});

async function entriesOf(path: string): Promise<string> {
  const { entries, close } = await readZipEntries(path);
  const texts = await Promise.all([...entries.values()].map(async (entry) => entry.read()));
  close();
  return texts.map(String).join('\n');
}

/** How many losses of each code a report tells. */
function countsOf(stdout: string): Readonly<Record<string, number>> {
  const { losses } = JSON.parse(stdout);
  return Object.fromEntries(
    losses.map(({ code, count }: { code: string; count: number }) => [code, count]),
  );
}
