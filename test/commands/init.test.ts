import { readFile, stat } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { keysWithoutExample, settingsText } from '../../src/commands/init/settings-text.ts';
import { withoutPassword } from '../../src/commands/init/without-password.ts';
import { type Ask, initCommand } from '../../src/commands/init.ts';
import { settingsSchema } from '../../src/config/settings-schema.ts';
import type { Flags } from '../../src/config.ts';
import { resolveWritten } from '../config/resolve-with.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';

const SOURCE = 'mysql://reader:pa:ss@db.example.com/mattermost';

describe('mm2slack init', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });

  const init = async (flags: Flags, ask?: Ask, env = {}) => {
    const file = folder.join('mm2slack.yaml');
    const report = await initCommand(flags, env, { file, isForced: false, ask });
    return { report, text: await readFile(file, 'utf8'), file };
  };

  it('sets what is known and leaves the password out, saying where it belongs', async () => {
    const { text, report, file } = await init({ source: SOURCE, files: '/srv/data' });
    expect(resolveWritten({ yaml: text })).toMatchObject({
      source: { user: 'reader', host: 'db.example.com', database: 'mattermost' },
      files: { directory: '/srv/data' },
    });
    expect(text).not.toContain('pa:ss');
    expect(report.warnings).toEqual([
      'the password was left out: put it into MM2SLACK_SOURCE_PASSWORD',
    ]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('asks for what it cannot find out, and for nothing else', async () => {
    const questions: string[] = [];
    const ask: Ask = async (question) => {
      questions.push(question);
      return question.startsWith('Database') ? 'postgres://r@db/mm' : '';
    };
    const { report } = await init({}, ask);
    expect(questions).toHaveLength(2);
    expect(report.set).toEqual(['source.url']);
  });

  it.each([
    ['a flag', { source: SOURCE, files: '/srv' }, {}],
    ["Mattermost's config.json", { mattermostConfig: '/opt/mattermost/config/config.json' }, {}],
  ])('does not ask when %s says it', async (_name, flags, env) => {
    const ask: Ask = () => Promise.reject(new Error('asked'));
    await init(flags, ask, env);
  });

  it('does not replace a file that is there', async () => {
    await init({ source: SOURCE });
    await expect(init({ source: SOURCE })).rejects.toThrow('mm2slack.yaml');
  });
});

describe('the settings that it writes', () => {
  it('name every key, each with a value to begin from', () => {
    expect(keysWithoutExample()).toEqual([]);
  });

  it('load as they are, and with every comment taken away', () => {
    const text = settingsText({});
    expect(resolveWritten({ flags: { source: SOURCE }, yaml: text })).toEqual(
      resolveWritten({ flags: { source: SOURCE } }),
    );
    const all = text.replace(/^( *)# (\w+: )/gm, '$1$2');
    expect(settingsSchema.parse(parse(all))).toMatchObject({
      source: { url: 'mysql://mm2slack@db.example.com:3306/mattermost', postsPerPage: 1000 },
      channels: { rename: [{ from: '^ch-(.*)$', to: 'project-$1' }] },
      latex: { inline: false },
    });
  });
});

describe('an address without its password', () => {
  it.each([
    [SOURCE, 'mysql://reader@db.example.com/mattermost'],
    ['postgres://a:p@ss/w@host:5432/db', 'postgres://a@host:5432/db'],
    ['postgres://host/db', 'postgres://host/db'],
    [
      'mm:secret@tcp(db:3306)/mattermost?charset=utf8mb4',
      'mm@tcp(db:3306)/mattermost?charset=utf8mb4',
    ],
    ["host=db user=mm password='se\\'cret' dbname=x", 'host=db user=mm dbname=x'],
  ])('%s is %s', (address, expected) => {
    expect(withoutPassword(address)).toBe(expected);
  });
});
