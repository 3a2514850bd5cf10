import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { mattermostWriter } from '../support/mattermost/mattermost-writer.ts';
import { notEmpty } from '../support/not-empty.ts';
import { fastSlack } from '../support/program/fast-slack.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { importArchive } from '../support/slack/import-archive.ts';
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

describe.each(enginesFor('mysql'))('the runbook, followed on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let slack: SlackServer;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'runbook');
    await loadWorkspace(engine, '8.1', database.run);
    await mkdir(folder.join('files'));
    await writeFileStore(folder.join('files'));
    const places = `source: { url: '${database.readerUrl}' }\nfiles: ./files\n`;
    // The trial server takes no names in Japanese, as real workspaces do.
    const rest = `channels: { names: ascii }\n`;
    await writeFile(folder.join('mm2slack.yaml'), `${places}${rest}${fastSlack()}`);
    slack = await startSlackServer({
      users: PEOPLE.map((name) => ({ name, email: `${name}@example.co.jp` })),
    });
  });
  afterAll(async () => {
    await slack.stop();
    await database.drop();
    await folder.remove();
  });

  it('does what it says, command by command', { timeout: 300_000 }, async () => {
    const took: string[] = [];
    for (const step of notEmpty(await stepsOf('runbook.md'))) {
      if (step === IMPORT) {
        // As the runbook says: people without an account become deactivated accounts.
        await importArchive(slack, folder.join('bulk.zip'), { withoutAccount: 'deactivated' });
        await mattermostWriter(database).post(channelIdOf('devTokyo'), 'written since the import');
        continue;
      }
      const [program, ...args] = step.split(' ');
      expect(program).toBe('mm2slack');
      const beganAt = performance.now();
      const run = await runCli(args, {
        cwd: folder.path,
        env: { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl, COLUMNS: '' },
      });
      took.push(`${step}: ${((performance.now() - beganAt) / 1000).toFixed(1)} s`);
      const said = `${step}\n${run.stdout}\n${run.stderr}`;
      expect(run.exitCode, said).toBe(0);
      expect(tooWide(run.stdout + run.stderr), said).toEqual([]);
      expect(run.stdout, said).toMatch(/^Next: mm2slack /m);
      if (args.includes('--until-synced')) expect(run.stdout).toContain('in sync, lag 0');
    }
    process.stdout.write(`${took.join('\n')}\n`);
    // The plan wrote the page without links; the commands after the import know the places.
    const page = await readFile(folder.join('mm2slack-work', 'saved-posts', 'suzuki.html'), 'utf8');
    expect(page).toMatch(/href="https?:\/\/[^"]+\/archives\/C[A-Z0-9]+\/p\d{16}"/);
  });
});
