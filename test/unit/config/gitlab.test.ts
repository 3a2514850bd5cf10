import { describe, expect, it } from 'vitest';
import { type Config, resolveConfig } from '../../../src/config/config.ts';
import type { Flags } from '../../../src/config/flags.ts';
import { ConfigError } from '../../../src/errors/errors.ts';
import { errorLines, lineTexts } from '../../../src/reports/notices.ts';
import { databaseOf } from '../../support/database-of.ts';

const ROOT = '/mnt/gitlab';
const CONFIG = `${ROOT}/var/opt/gitlab/mattermost/config.json`;
const ENVIRONMENT = `${ROOT}/opt/gitlab/etc/mattermost/env`;

/** Mattermost's defaults, which the package leaves in its config.json. */
const DEFAULTS = {
  SqlSettings: {
    DriverName: 'postgres',
    DataSource: 'postgres://mmuser:mostest@localhost/mattermost_test?sslmode=disable',
    DataSourceReplicas: [],
  },
  FileSettings: { DriverName: 'local', Directory: './data/' },
  ServiceSettings: { SiteURL: '' },
};
/** Those of versions whose default was MySQL. */
const OLD_DEFAULTS = {
  ...DEFAULTS,
  SqlSettings: {
    DriverName: 'mysql',
    DataSource: 'mmuser:mostest@tcp(dockerhost:3306)/mattermost_test?charset=utf8mb4,utf8',
  },
};
const PACKAGE = {
  MM_SQLSETTINGS_DRIVERNAME: 'postgres',
  MM_SQLSETTINGS_DATASOURCE:
    'user=gitlab_mattermost host=/var/opt/gitlab/postgresql port=5432 dbname=mattermost_production',
  MM_FILESETTINGS_DIRECTORY: '/var/opt/gitlab/mattermost/data',
  MM_SERVICESETTINGS_SITEURL: 'https://mattermost.example.com',
};

interface Machine {
  readonly json?: object;
  readonly env?: Readonly<Record<string, string>> | 'denied';
  readonly version?: string;
  readonly flags?: Flags;
}

function configOf({ json = DEFAULTS, env = {}, version, flags = {} }: Machine): Config {
  const files = new Map<string, string>([[CONFIG, JSON.stringify(json)]]);
  if (version !== undefined) files.set(`${ROOT}/var/opt/gitlab/mattermost/VERSION`, version);
  if (env !== 'denied') {
    for (const [name, value] of Object.entries(env)) files.set(`${ENVIRONMENT}/${name}`, value);
  }
  return resolveConfig({ mattermostConfig: CONFIG, ...flags }, {}, (path) => {
    const text = files.get(path);
    if (text !== undefined) return { text, isPrivate: true };
    const isDenied = env === 'denied' && path.startsWith(ENVIRONMENT);
    throw Object.assign(new Error(path), { code: isDenied ? 'EACCES' : 'ENOENT' });
  });
}

const SOCKET = {
  engine: 'postgres',
  socketPath: '/var/opt/gitlab/postgresql',
  port: 5432,
  user: 'gitlab_mattermost',
  database: 'mattermost_production',
};

describe("the config.json of GitLab's Mattermost", () => {
  it('is completed by the files that the package gives the server as variables', () => {
    const config = configOf({ env: PACKAGE, version: '10.11.13\n' });
    expect(config.source).toMatchObject(SOCKET);
    expect(databaseOf(config).password.reveal()).toBe('');
    expect(config.files).toEqual({ kind: 'local', directory: '/var/opt/gitlab/mattermost/data' });
    expect(config.siteUrl).toBe('https://mattermost.example.com');
    expect(config.mattermostVersion?.text).toBe('10.11.13');
    expect(config.warnings).toEqual([]);
  });

  it.each([
    ['an empty file, which unsets the variable', { ...PACKAGE, MM_SQLSETTINGS_DATASOURCE: '' }],
    ['lines after the first', { ...PACKAGE, MM_SQLSETTINGS_DRIVERNAME: 'postgres\nmysql' }],
    ['no files at all', {}],
  ])("leads to GitLab's usual places with %s", (_, env) => {
    for (const json of [DEFAULTS, OLD_DEFAULTS]) {
      const config = configOf({ json, env });
      expect(config.source).toMatchObject(SOCKET);
      expect(config.files).toMatchObject({ kind: 'local' });
    }
    expect(configOf({}).files).toEqual({
      kind: 'local',
      directory: `${ROOT}/var/opt/gitlab/mattermost/data`,
    });
  });

  it('leads there too where the files may not be read, and a warning says so', () => {
    const { source, warnings } = configOf({ env: 'denied' });
    expect(source).toMatchObject(SOCKET);
    expect(lineTexts(warnings, 'en')).toEqual([expect.stringContaining(ENVIRONMENT)]);
  });

  it("wins where it has its own values, as before GitLab 11.0, and keeps a bucket's settings", () => {
    const json = {
      SqlSettings: {
        DriverName: 'postgres',
        DataSource: 'postgres://mm:secret@db.example.com/chat',
      },
      FileSettings: { DriverName: 'amazons3', AmazonS3Bucket: 'chat', Directory: './data/' },
    };
    const { source, files } = configOf({ json });
    expect(source).toMatchObject({ host: 'db.example.com', database: 'chat', user: 'mm' });
    expect(files).toMatchObject({ kind: 's3', bucket: 'chat' });
    const inPackage = { ...DEFAULTS, FileSettings: json.FileSettings };
    expect(configOf({ json: inPackage }).files).toMatchObject({ kind: 's3', bucket: 'chat' });
  });

  it('loses to flags', () => {
    const flags = { source: 'postgres://reader@db/copy', files: '/srv/copy' };
    const { source, files } = configOf({ env: PACKAGE, flags });
    expect(source).toMatchObject({ host: 'db', database: 'copy' });
    expect(files).toEqual({ kind: 'local', directory: '/srv/copy' });
  });

  it.each(['about 10', '', '10.11'])('tells no release by a VERSION of %j', (version) => {
    expect(configOf({ version }).mattermostVersion).toBeUndefined();
  });
});

describe("GitLab's own settings", () => {
  it.each(['/etc/gitlab/gitlab.rb', 'gitlab.rb', '/etc/gitlab/gitlab-secrets.json'])(
    'are told, not read: %s',
    (mattermostConfig) => {
      const resolve = () =>
        resolveConfig({ mattermostConfig }, {}, (path) => {
          if (path === mattermostConfig) throw new Error('read');
          throw Object.assign(new Error(path), { code: 'ENOENT' });
        });
      expect(resolve).toThrow(ConfigError);
      try {
        resolve();
      } catch (error) {
        const lines = error instanceof ConfigError ? errorLines(error, 'en') : [];
        expect(lines).toContainEqual(
          expect.stringContaining('/var/opt/gitlab/mattermost/config.json'),
        );
        expect(lines).toHaveLength(1);
      }
    },
  );
});
