import { readFile, stat } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { initCommand } from '../../../../src/commands/init/init.ts';
import type { LookAtSource } from '../../../../src/commands/init/look-at-source.ts';
import type { Ask } from '../../../../src/commands/run/ask.ts';
import { failure, ok } from '../../../../src/commands/run/checks/check.ts';
import { GITLAB_CONFIG } from '../../../../src/config/gitlab.ts';
import type { FileContent } from '../../../../src/config/read-file.ts';
import { InterruptedError } from '../../../../src/errors/errors.ts';
import { notice } from '../../../../src/errors/notices.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

/** What is asked, in its order, by a word of the question. */
const STEPS = ['Database', 'Password', 'Folder', 'Language', 'Teams to migrate', 'direct'] as const;

const SERVER = JSON.stringify({
  SqlSettings: { DriverName: 'postgres', DataSource: 'postgres://mm:pg-pass@pg.example.com/mm' },
  FileSettings: { DriverName: 'local', Directory: '/opt/mattermost/data/' },
});
const TEAMS = [
  { name: 'tokyo', displayName: '東京' },
  { name: 'osaka', displayName: '大阪' },
];
const WORKS: LookAtSource = async () => ({
  checks: [ok('database', notice('database-ok', { database: 'mm' }))],
  teams: TEAMS,
});

interface Around {
  readonly answers?: readonly string[];
  readonly look?: LookAtSource;
  readonly env?: Readonly<Record<string, string>>;
  /** Contents by path; `false` for a file that may not be read. */
  readonly files?: Readonly<Record<string, string | false>>;
}

describe('mm2slack init at a terminal', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });

  const init = async (flags = {}, around: Around = {}) => {
    const { answers = [], look = WORKS, env = {}, files = {} } = around;
    const left = [...answers];
    const asked: string[] = [];
    const hidden: string[] = [];
    const said: string[] = [];
    const ask: Ask = async (question, { isHidden = false } = {}) => {
      asked.push(question);
      if (isHidden) hidden.push(question);
      return left.shift() ?? '';
    };
    const read = (path: string): FileContent => {
      const text = files[path];
      if (typeof text === 'string') return { text, isPrivate: true };
      const code = text === false ? 'EACCES' : path === '/srv/data' ? 'EISDIR' : 'ENOENT';
      throw Object.assign(new Error(path), { code });
    };
    const file = folder.join('mm2slack.yaml');
    const done = await initCommand(flags, env, {
      file,
      isForced: false,
      lang: 'en',
      asking: { ask, look, say: (line) => said.push(line) },
      readFile: read,
    });
    return { ...done, text: await readFile(file, 'utf8'), asked, hidden, said, left };
  };

  it('asks for one thing after the other, and writes the answers', async () => {
    const answers = ['mysql://reader@db/mm', 'typed-pass', '/srv/data', 'ja', 'tokyo', ''];
    const { text, asked, hidden, report, env } = await init({}, { answers });
    expect(asked).toHaveLength(5);
    for (const [at, step] of STEPS.slice(0, 4).entries()) expect(asked[at]).toMatch(stepIn(step));
    // From the language on, in that language.
    expect(asked[4]).toContain('移行するチーム');
    expect(hidden).toEqual([expect.stringContaining('Password')]);
    expect(report.set).toEqual(['source.url', 'files.store', 'teams', 'lang']);
    expect(text).toContain('store: /srv/data');
    expect(text).toMatch(/^lang: ja$/m);
    expect(text).toMatch(/^teams: tokyo$/m);
    expect(text).toContain('# データベース');
    expect(text).not.toContain('typed-pass');
    expect(env['MM2SLACK_SOURCE_PASSWORD']).toBe('typed-pass');
    expect(report.warnings).toEqual([notice('password-left-out')]);
  });

  it('takes what is offered where nothing is answered, and always ends', async () => {
    const { report, asked } = await init();
    expect(report.set).toEqual(['lang']);
    expect(asked.length).toBeLessThan(STEPS.length);
  });

  it.each([
    ['y', 'include: public,private,direct,group'],
    ['はい', 'include: public,private,direct,group'],
    ['n', '# include: public, private'],
    ['', '# include: public, private'],
  ])('includes direct messages only when the answer is yes: %j', async (answer, line) => {
    const answers = ['mysql://reader:p@db/mm', '', '', '', answer];
    expect((await init({}, { answers })).text).toContain(line);
  });

  it('asks nothing of direct messages where teams are chosen, and says why', async () => {
    const answers = ['mysql://reader:p@db/mm', '', '', 'tokyo, 大阪'];
    const { text, said, asked } = await init({}, { answers });
    expect(text).toMatch(/^teams: tokyo,大阪$/m);
    expect(said.join()).toContain('belong to no team');
    expect(asked.join()).not.toMatch(/direct/);
  });

  it.each([
    ['a flag', { source: 'mysql://r:p@db/mm' }, {}],
    ["Mattermost's variables", {}, { MM_SQLSETTINGS_DATASOURCE: 'postgres://mm:p@pg/mm' }],
  ])('does not ask for a database that %s names', async (_name, flags, env) => {
    expect((await init(flags, { env })).asked.join('\n')).not.toMatch(/Database|Password/);
  });

  it('asks nothing that flags say', async () => {
    const flags = { source: 'mysql://r:p@db/mm', files: '/srv/data', lang: 'en', teams: 'tokyo' };
    expect((await init(flags)).asked).toEqual([]);
  });

  it('asks for no password that the environment has', async () => {
    const env = { MM2SLACK_SOURCE_PASSWORD: 'of-the-environment' };
    const { hidden, report } = await init({ source: 'mysql://r@db/mm' }, { env });
    expect(hidden).toEqual([]);
    expect(report.warnings).toEqual([]);
  });

  it('tries the database, and asks for it again with the reason and the statements that mend it', async () => {
    const tried: unknown[] = [];
    const look: LookAtSource = async (flags, env, isTyped) => {
      tried.push([flags.source, env['MM2SLACK_SOURCE_PASSWORD'], isTyped]);
      return tried.length === 1
        ? { checks: [failure('database', 'no such host', 'GRANT SELECT …')], teams: [] }
        : await WORKS(flags, env, isTyped);
    };
    const answers = ['mysql://r@wrong/mm', 'one', 'mysql://r@right/mm', 'two'];
    const { asked, text } = await init({}, { answers, look });
    expect(tried).toEqual([
      ['mysql://r@wrong/mm', 'one', true],
      ['mysql://r@right/mm', 'two', true],
    ]);
    expect(asked[2]).toMatch(/FAILURE +database +no such host\n +GRANT SELECT …\nDatabase again/);
    expect(text).toContain('mysql://r@right');
  });

  it('keeps an address that cannot be reached from here, when that is the answer', async () => {
    const look: LookAtSource = async () => ({ checks: [failure('database', 'away')], teams: [] });
    const { text } = await init({}, { answers: ['mysql://r:p@far/mm', ''], look });
    expect(text).toContain('url: mysql://r@far');
  });

  it.each([
    ['db.example.com', /no address/],
    ['oracle://db/x', /expected/],
  ])('asks again for an address that is none: %s', async (address, reason) => {
    const { asked } = await init({}, { answers: [address, 'mysql://r:p@db/mm'] });
    expect(asked[1]).toMatch(reason);
    expect(asked[1]).toMatch(stepIn('Database'));
  });

  it.each([
    ['a folder that is not there', '/nowhere', 'no such folder'],
    ['a place that is none', 'ftp://store/x', 'ftp'],
  ])('asks again for %s', async (_name, store, reason) => {
    const flags = { source: 'mysql://r:p@db/mm' };
    const { asked, text } = await init(flags, { answers: [store, '/srv/data'] });
    expect(asked[1]).toContain(reason);
    expect(text).toContain('store: /srv/data');
  });

  it('asks again for a team that is not there, naming the one that was meant', async () => {
    const flags = { source: 'mysql://r:p@db/mm', files: '/srv/data', lang: 'en' };
    const { asked, text } = await init(flags, { answers: ['tokio', 'tokyo'] });
    expect(asked[0]).toContain('tokyo, osaka');
    expect(asked[1]).toContain("There is no team 'tokio'. Did you mean tokyo?");
    expect(text).toMatch(/^teams: tokyo$/m);
  });

  it.each([0, 1, 2, 3, 4, 5])('writes nothing after Ctrl-C at question %i', async (at) => {
    let count = 0;
    const ask: Ask = async () => {
      if (count === at) throw new InterruptedError();
      count += 1;
      return count === 1 ? 'mysql://r@db/mm' : '';
    };
    const file = folder.join('mm2slack.yaml');
    const asking = { ask, look: WORKS, say: () => undefined };
    const options = { file, isForced: false, lang: 'en' as const, asking };
    await expect(initCommand({}, {}, options)).rejects.toThrow(InterruptedError);
    await expect(stat(file)).rejects.toFailWith('ENOENT');
  });

  describe("with Mattermost's config.json in a usual place", () => {
    const PLACES = ['/opt/mattermost/config/config.json', '/mattermost/config/config.json'];

    it.each(PLACES)('offers it: %s', async (path) => {
      const { asked, text, hidden } = await init({}, { answers: ['y'], files: { [path]: SERVER } });
      expect(asked[0]).toContain(`${path} is there`);
      expect(asked[1]).toContain('[/opt/mattermost/data]');
      expect(text).toContain(`mattermostConfig: ${path}`);
      expect(hidden).toEqual([]);
      expect(text).not.toContain('pg-pass');
    });

    it("offers GitLab's", async () => {
      const { text } = await init({}, { answers: ['y'], files: { [GITLAB_CONFIG]: SERVER } });
      expect(text).toContain(`mattermostConfig: ${GITLAB_CONFIG}`);
    });

    it('asks for an address where it is not wanted', async () => {
      const answers = ['n', 'mysql://r:p@db/mm'];
      const { text } = await init({}, { answers, files: { [PLACES[0] ?? '']: SERVER } });
      expect(text).toContain('# mattermostConfig:');
      expect(text).toContain('url: mysql://r@db');
    });

    it('says how to read one that may not be read', async () => {
      const { said } = await init({}, { files: { [PLACES[0] ?? '']: false } });
      expect(said.join()).toContain('sudo');
    });

    it('leaves alone a file of that name that is of another program', async () => {
      const files = { 'config/config.json': '{"port": 80}' };
      expect((await init({}, { files })).asked[0]).toMatch(stepIn('Database'));
    });
  });
});

const stepIn = (step: string): RegExp => new RegExp(`^${step}|\\n${step}`);
