import { readFile, stat } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { initCommand } from '../../../../src/commands/init/init.ts';
import type { LookAtSource } from '../../../../src/commands/init/look-at-source.ts';
import { EXAMPLE_VALUES, settingsText } from '../../../../src/commands/init/settings-text.ts';
import type { Ask } from '../../../../src/commands/run/ask.ts';
import { DEFAULTS } from '../../../../src/config/defaults.ts';
import type { Flags } from '../../../../src/config/flags.ts';
import type { FileContent } from '../../../../src/config/read-file.ts';
import { settingKeys, settingsSchema } from '../../../../src/config/schema.ts';
import { parseSettings } from '../../../../src/config/settings-file.ts';
import { notice } from '../../../../src/errors/notices.ts';
import { settings as ja } from '../../../../src/texts/ja/settings.ts';
import { databaseOf } from '../../../support/database-of.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { CONFIG_JSON, resolveWritten } from '../../config/resolve-with.ts';

const SOURCE = 'mysql://reader:pa:ss@db.example.com/mattermost';
const PASSWORD_REMARK = notice('password-left-out');
const NOTHING = { known: {}, saidByServer: {} };
const SERVER = {
  SqlSettings: { DriverName: 'postgres', DataSource: 'postgres://mm:pg-pass@pg.example.com/mm' },
  FileSettings: { DriverName: 'local', Directory: './data/' },
  ServiceSettings: { SiteURL: 'https://chat.example.com', EnableLatex: true },
};

const NO_FAULT: LookAtSource = async () => ({ checks: [], teams: [] });

interface Around {
  readonly look?: LookAtSource;
  readonly ask?: Ask;
  readonly env?: Readonly<Record<string, string>>;
  readonly server?: unknown;
}

describe('mm2slack init', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });

  const init = async (flags: Flags, { ask, env = {}, server, look = NO_FAULT }: Around = {}) => {
    const file = folder.join('mm2slack.yaml');
    const readServer = (path: string): FileContent => {
      if (path === CONFIG_JSON && server !== undefined) {
        return { text: JSON.stringify(server), isPrivate: true };
      }
      throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
    };
    const asking = ask === undefined ? undefined : { ask, look, say: () => undefined };
    const options = { file, isForced: false, lang: 'en' as const, asking, readFile: readServer };
    const { report } = await initCommand(flags, env, options);
    return { report, text: await readFile(file, 'utf8'), file };
  };

  it('sets what is known and leaves the password out, saying where it belongs', async () => {
    const { text, report, file } = await init({ source: SOURCE, files: '/srv/data' });
    expect(resolveWritten({ yaml: text })).toMatchObject({
      source: { user: 'reader', host: 'db.example.com', database: 'mattermost' },
      files: { directory: '/srv/data' },
    });
    expect(text).not.toContain('pa:ss');
    expect(report.warnings).toEqual([PASSWORD_REMARK]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('sets every flag that a settings file can hold', async () => {
    const flags = {
      source: SOURCE,
      work: './elsewhere',
      include: 'public,private',
      channels: 'tokyo/sales, yes, 0123',
      excludeChannels: 'spam: #1',
      teams: 'tokyo',
      from: '2024-01-31',
      to: '2025-01-31T09:00:00+09:00',
      lang: 'ja',
    };
    const { text } = await init(flags);
    expect({ ...resolveWritten({ yaml: text }), warnings: [] }).toEqual(
      resolveWritten({ flags: { ...flags, source: 'mysql://reader@db.example.com/mattermost' } }),
    );
  });

  it("sets what Mattermost's variables say, but no password", async () => {
    const { text, report } = await init(
      {},
      {
        env: {
          MM_SQLSETTINGS_DRIVERNAME: 'mysql',
          MM_SQLSETTINGS_DATASOURCE: 'mm:env-pass@tcp(db:3306)/mattermost?charset=utf8mb4',
          MM_SERVICESETTINGS_SITEURL: 'https://chat.example.com/',
          MM_SERVICESETTINGS_ENABLEINLINELATEX: 'true',
        },
      },
    );
    expect(report.set).toEqual(['source.url', 'source.siteUrl', 'latex.inline']);
    expect(report.warnings).toEqual([PASSWORD_REMARK]);
    expect(text).not.toContain('env-pass');
    expect(resolveWritten({ yaml: text })).toMatchObject({
      source: { engine: 'mysql', user: 'mm', host: 'db' },
      siteUrl: 'https://chat.example.com',
      latex: { inline: true },
    });
  });

  it("names Mattermost's config.json and shows what that says, so that its password still counts", async () => {
    const { text, report } = await init({ mattermostConfig: CONFIG_JSON }, { server: SERVER });
    expect(report).toMatchObject({ set: ['mattermostConfig'], warnings: [] });
    expect(text).not.toContain('pg-pass');
    expect(text).toContain(
      '  # url: postgres://mm@pg.example.com:5432/mm # as mattermostConfig says',
    );
    expect(text).toContain('# store: /opt/mattermost/data # as mattermostConfig says');
    const config = resolveWritten({ yaml: text, json: SERVER });
    expect(databaseOf(config).password.reveal()).toBe('pg-pass');
    expect(config.files).toEqual({ kind: 'local', directory: '/opt/mattermost/data' });
  });

  it('lets a flag win over config.json', async () => {
    const flags = { mattermostConfig: CONFIG_JSON, source: SOURCE };
    const { text } = await init(flags, { server: SERVER });
    expect(databaseOf(resolveWritten({ yaml: text, json: SERVER })).host).toBe('db.example.com');
  });

  it('leaves lines to fill in when nobody knows and nobody is there to ask', async () => {
    const { report, text } = await init({});
    expect(report).toMatchObject({ set: [], warnings: [] });
    expect(text).toContain('  # url: ');
  });

  it('does not replace a file that is there', async () => {
    await init({ source: SOURCE });
    await expect(init({ source: SOURCE })).rejects.toFailWith('mm2slack.yaml');
  });

  it.each<[string, Flags]>([
    ['a flag that no run would take', { source: SOURCE, from: 'yesterday' }],
    ['a database that is none', { source: 'oracle://db/x' }],
    ['a config.json that is not there', { mattermostConfig: '/nowhere/config.json' }],
  ])('writes nothing for %s', async (_name, flags) => {
    await expect(init(flags)).rejects.toFailWith(/expected/);
    await expect(stat(folder.join('mm2slack.yaml'))).rejects.toFailWith('ENOENT');
  });
});

describe.each(['en', 'ja'] as const)('the settings that it writes, in %s', (lang) => {
  it('have no Markdown link, which leads nowhere in a file of settings', () => {
    expect(settingsText(NOTHING, lang)).not.toMatch(/\]\(/);
  });

  it('load as they are, and with every comment taken away', () => {
    const text = settingsText(NOTHING, lang);
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

  it('keep any value as it was, on a line of its own', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (files) => {
        const text = settingsText({ known: { 'files.store': files }, saidByServer: {} }, lang);
        expect(parseSettings('mm2slack.yaml', text)).toEqual({ files: { store: files } });
        const shown = settingsText({ known: {}, saidByServer: { 'files.store': files } }, lang);
        expect(parseSettings('mm2slack.yaml', shown)).toEqual({});
      }),
    );
  });
});

describe('the words for the settings', () => {
  const keys = settingKeys();

  it('stand there for every key, with a value to begin from', () => {
    const withValue = new Set([...Object.keys(EXAMPLE_VALUES), ...Object.keys(DEFAULTS)]);
    expect([...withValue].sort()).toEqual([...keys].sort());
  });

  it('stand there for every key in Japanese', () => {
    expect(Object.keys(ja).sort()).toEqual([...keys].sort());
    expect(settingsText(NOTHING, 'ja')).toContain('# 作業ディレクトリ (既定 ./mm2slack-work)');
  });
});
