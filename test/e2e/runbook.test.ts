import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import type { Engine } from '../../src/model/model.ts';
import { mattermostWriter } from '../support/mattermost/mattermost-writer.ts';
import { notEmpty } from '../support/not-empty.ts';
import { fastSlack } from '../support/program/fast-slack.ts';
import { type CliRun, runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { importArchive } from '../support/slack/import-archive.ts';
import { askServer } from '../support/slack/read-back.ts';
import { BOT_TOKEN, type SlackServer, startSlackServer } from '../support/slack/slack-server.ts';
import { tooWide } from '../support/too-wide.ts';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const IMPORT = '<!-- the owner imports bulk.zip -->';
const PEOPLE = ['yamada', 'suzuki', 'sato', 'emma'];

/** The commands of a runbook in their order, and the place where the owner imports. */
async function stepsOf(file: string): Promise<readonly string[]> {
  const text = await readFile(`${DOCS}${file}`, 'utf8');
  const found = text.matchAll(/^```sh\n([\s\S]*?)^```|^<!-- the owner imports bulk\.zip -->$/gm);
  return [...found].flatMap(([whole, block]) => block?.trim().split('\n') ?? [whole]);
}

describe('the runbook', () => {
  it('has the same commands in both languages', async () => {
    const english = await stepsOf('runbook.md');
    expect(english.length).toBeGreaterThan(12);
    expect(await stepsOf('runbook.ja.md')).toEqual(english);
  });
});

/** A team's folder with a server, a file store and a workspace. */
interface RunbookWorld {
  readonly folder: ScratchFolder;
  readonly database: TestDatabase;
  readonly slack: SlackServer;
  /** Runs a command line as a runbook has it; it must end with 0, in lines that fit, and with what is next. */
  readonly follow: (line: string) => Promise<CliRun>;
  /** What the owner does: people without an account become deactivated accounts. */
  readonly importBulk: () => Promise<void>;
  readonly write: (text: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

async function makeRunbookWorld(engine: Engine): Promise<RunbookWorld> {
  const folder = await makeScratchFolder();
  const database = await createDatabase(engine, 'runbook');
  await loadWorkspace(engine, '8.1', database.run);
  await mkdir(folder.join('files'));
  await writeFileStore(folder.join('files'));
  const places = `source: { url: '${database.readerUrl}' }\nfiles: ./files\n`;
  // The trial server takes no names in Japanese, as real workspaces do.
  const rest = `channels: { names: ascii }\n`;
  await writeFile(folder.join('mm2slack.yaml'), `${places}${rest}${fastSlack()}`);
  const slack = await startSlackServer({
    users: PEOPLE.map((name) => ({ name, email: `${name}@example.co.jp` })),
  });
  return {
    folder,
    database,
    slack,
    async follow(line) {
      const [program, ...args] = line.split(' ');
      expect(program).toBe('mm2slack');
      const run = await runCli(args, {
        cwd: folder.path,
        env: { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl, COLUMNS: '' },
      });
      const said = `${line}\n${run.stdout}\n${run.stderr}`;
      expect(run.exitCode, said).toBe(0);
      expect(tooWide(run.stdout + run.stderr), said).toEqual([]);
      // `status` is the last command of all, and says what is left to people.
      if (args[0] !== 'status') expect(run.stdout, said).toMatch(/^Next: mm2slack /m);
      if (args.includes('--until-synced')) expect(run.stdout).toContain('in sync, lag 0');
      return run;
    },
    async importBulk() {
      await importArchive(slack, folder.join('bulk.zip'), { withoutAccount: 'deactivated' });
    },
    write: (text) => mattermostWriter(database).post(channelIdOf('devTokyo'), text),
    async stop() {
      await slack.stop();
      await database.drop();
      await folder.remove();
    },
  };
}

describe.each(enginesFor('mysql'))('the runbook, followed on %s', (engine) => {
  let world: RunbookWorld;
  beforeAll(async () => {
    world = await makeRunbookWorld(engine);
  });
  afterAll(() => world.stop());

  it('does what it says, command by command', { timeout: 300_000 }, async () => {
    for (const step of notEmpty(await stepsOf('runbook.md'))) {
      if (step === IMPORT) {
        await world.importBulk();
        await world.write('written since the import');
        continue;
      }
      // A look at the file store takes the place of no upload.
      if (step.startsWith('mm2slack files')) {
        const checked = await world.follow(`${step} --check`);
        expect(checked.stdout).toMatch(/^Next: mm2slack files /m);
      }
      const { stdout } = await world.follow(step);
      expect(stdout, 'the beginning, although the move goes on').not.toMatch(
        /^Next: mm2slack (?:init|doctor)/m,
      );
    }
    // The plan wrote the page without links; the commands after the import know the places.
    const page = await readFile(
      world.folder.join('mm2slack-work', 'saved-posts', 'suzuki.html'),
      'utf8',
    );
    expect(page).toMatch(/href="https?:\/\/[^"]+\/archives\/C[A-Z0-9]+\/p\d{16}"/);
  });
});

const PLAN = 'mm2slack-work/plan.json';

/** Every message of the workspace that has the text. */
async function messagesWith(slack: SlackServer, text: string): Promise<number> {
  const server = askServer(slack.apiUrl);
  const all = await Promise.all((await server.channels()).map(({ id }) => server.messages(id)));
  return all.flat().filter((message) => JSON.stringify(message).includes(text)).length;
}

/** A step as `runbook --json` has it. */
interface PrintedStep {
  readonly id: string;
  readonly commands: readonly string[];
  readonly measured: readonly { readonly command: string }[];
}

const ALL = 'public,private,direct,group';

/** Plans with direct messages, writes down that all agreed, and plans again by that list; the flags that name it. */
async function askEverybody({ follow, folder }: RunbookWorld): Promise<readonly string[]> {
  await follow(`mm2slack plan --quiet --include ${ALL}`);
  const list = await readFile(folder.join('mm2slack-work', 'dms.csv'), 'utf8');
  expect(list).toMatch(/,ask\r?$/m);
  await writeFile(folder.join('answers.csv'), list.replaceAll(/,ask(?=\r?$)/gm, ',yes'));
  await follow(`mm2slack plan --quiet --include ${ALL} --consent answers.csv`);
  return ['--consent', 'answers.csv'];
}

// The third way, an archive in advance, is the one of docs/runbook.md.
describe.each(['zip', 'replay'])('the runbook of a plan that recommends %s', (path) => {
  let world: RunbookWorld;
  beforeAll(async () => {
    world = await makeRunbookWorld(path === 'zip' ? 'postgres' : 'mysql');
  });
  afterAll(() => world.stop());

  it('ends with 0 at each of its steps, and undoes what the app posted', {
    timeout: 300_000,
  }, async () => {
    // One of the ways moves direct messages too, of those in which everybody agreed.
    const asked = path === 'replay' ? await askEverybody(world) : [];
    if (path !== 'replay') await world.follow('mm2slack plan --quiet');
    const plan = JSON.parse(await readFile(world.folder.join(PLAN), 'utf8'));
    plan.forecast.recommendation.path = path;
    await writeFile(world.folder.join('recommended.json'), JSON.stringify(plan));
    const printed = async (): Promise<readonly PrintedStep[]> => {
      const args = ['runbook', '--plan', 'recommended.json', ...asked, '--json'];
      const { stdout } = await runCli(args, { cwd: world.folder.path });
      return notEmpty<PrintedStep>(JSON.parse(stdout).steps);
    };
    const back: string[] = [];
    for (const { id, commands } of await printed()) {
      if (id === 'import') await world.importBulk();
      if (id === 'freeze') await world.write(`written before the freeze, ${path}`);
      if (id === 'back') back.push(...commands);
      else for (const command of commands) await world.follow(command);
    }
    expect(await messagesWith(world.slack, `written before the freeze, ${path}`)).toBe(1);
    const ended = await runCli(['status', '--json'], { cwd: world.folder.path });
    const { next, reached } = JSON.parse(ended.stdout);
    expect([next.step, next.command]).toEqual(['end', undefined]);
    const ownSteps = path === 'zip' ? ['zip', 'verify-zip', 'adopt', 'files'] : ['replay'];
    expect(reached).toEqual(expect.arrayContaining([...ownSteps, 'sync', 'verify', 'evidence']));
    for (const command of notEmpty(back)) await world.follow(command);
    // Every run left its time, but for those without a log.
    for (const { commands, measured } of await printed()) {
      const logged = commands.filter((line) => !/^mm2slack (?:evidence|status) /.test(line));
      expect(measured.map(({ command }) => command.split(' ')[0])).toEqual(
        logged.map((line) => line.split(' ')[1]),
      );
    }
    expect(await messagesWith(world.slack, `written before the freeze, ${path}`)).toBe(
      path === 'zip' ? 1 : 0,
    );
  });
});
