import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseMattermostConfig } from '../../../src/config/mattermost.ts';
import { DIRECT } from '../../../src/config/network.ts';
import { lineTexts } from '../../../src/reports/notices.ts';
import { databaseOf } from '../../support/database-of.ts';
import { AN_ADDRESS, CONFIG_JSON, resolveWritten } from './resolve-with.ts';

const DSN = 'mmuser:mostest@tcp(db:3306)/mattermost?charset=utf8mb4,utf8&readTimeout=30s';
const FLAGS = { mattermostConfig: CONFIG_JSON };

const serverConfig = (over: Readonly<Record<string, unknown>> = {}) => ({
  ServiceSettings: {
    SiteURL: 'https://chat.example.com/',
    EnableLatex: false,
    EnableInlineLatex: true,
  },
  SqlSettings: {
    DriverName: 'mysql',
    DataSource: DSN,
    DataSourceReplicas: [],
    AtRestEncryptKey: 'key-of-the-server',
  },
  FileSettings: { DriverName: 'local', Directory: './data/', AmazonS3SecretAccessKey: 'aws-key' },
  EmailSettings: { SMTPPassword: 'mail-password' },
  ...over,
});

describe("Mattermost's config.json", () => {
  it('gives database, files, site and LaTeX', () => {
    const config = resolveWritten({ flags: FLAGS, json: serverConfig() });
    expect(config).toMatchObject({
      source: { engine: 'mysql', host: 'db', user: 'mmuser', database: 'mattermost' },
      siteUrl: 'https://chat.example.com',
      latex: { block: false, inline: true },
    });
    expect(databaseOf(config).password.reveal()).toBe('mostest');
  });

  it('says for an inventory which plugins run, how people sign in and what is deleted by age', () => {
    const json = serverConfig({
      PluginSettings: {
        PluginStates: {
          playbooks: { Enable: true },
          calls: { Enable: false },
          github: { Enable: true },
        },
      },
      SamlSettings: { Enable: true, IdpUrl: 'https://idp.example.com' },
      DataRetentionSettings: { EnableMessageDeletion: true, MessageRetentionDays: 365 },
    });
    expect(resolveWritten({ flags: FLAGS, json }).serverSettings).toMatchObject({
      plugins: ['github', 'playbooks'],
      hasSingleSignOn: true,
      retentionDays: 365,
    });
    expect(resolveWritten({ flags: FLAGS, json: serverConfig() }).serverSettings).toMatchObject({
      plugins: [],
      hasSingleSignOn: false,
      retentionDays: undefined,
    });
    const odd = serverConfig({ PluginSettings: 5, SamlSettings: [], DataRetentionSettings: 'no' });
    expect(resolveWritten({ flags: FLAGS, json: odd }).serverSettings?.plugins).toEqual([]);
  });

  it.each([
    ['ServiceSettings', { SiteURL: 'https://chat.example.com' }, 'tls', true],
    ['ServiceSettings', { SiteURL: 'http://chat.example.com' }, 'tls', false],
    ['ServiceSettings', { SiteURL: 'http://chat', ConnectionSecurity: 'TLS' }, 'tls', true],
    ['ServiceSettings', { SiteURL: '' }, 'tls', undefined],
    ['RateLimitSettings', { Enable: true }, 'rate-limiting', true],
    ['RateLimitSettings', { Enable: false }, 'rate-limiting', false],
    ['RateLimitSettings', {}, 'rate-limiting', undefined],
    ['ServiceSettings', { EnforceMultifactorAuthentication: true }, 'mfa', true],
    ['ServiceSettings', { EnableMultifactorAuthentication: true }, 'mfa', undefined],
    ['TeamSettings', { EnableOpenServer: true }, 'closed-registration', false],
    ['TeamSettings', { EnableOpenServer: false }, 'closed-registration', true],
    [
      'TeamSettings',
      { EnableOpenServer: true, EnableUserCreation: false },
      'closed-registration',
      true,
    ],
    ['FileSettings', { EnablePublicLink: true }, 'private-files', false],
    ['FileSettings', { EnablePublicLink: false }, 'private-files', true],
    ['EmailSettings', { RequireEmailVerification: true }, 'email-verification', true],
    ['EmailSettings', { RequireEmailVerification: 'yes' }, 'email-verification', undefined],
    ['PluginSettings', { EnableUploads: true }, 'no-plugin-uploads', false],
    ['PluginSettings', { EnableUploads: false }, 'no-plugin-uploads', true],
  ] as const)('says for an inventory of %s %j that %s is %s', (section, keys, item, state) => {
    const json = serverConfig({ [section]: keys });
    expect(resolveWritten({ flags: FLAGS, json }).serverSettings?.security[item]).toBe(state);
  });

  it('has its relative folders in the folder above config/, where the server runs', () => {
    const { files } = resolveWritten({ flags: FLAGS, json: serverConfig() });
    expect(files).toEqual({ kind: 'local', directory: '/opt/mattermost/data' });
  });

  it('may write & as \\u0026', () => {
    const json = JSON.stringify(
      serverConfig({
        SqlSettings: { DataSource: 'postgres://u:p@h/d?sslmode=require&search_path=chat' },
      }),
    ).replaceAll('&', '\\u0026');
    expect(json).toContain('\\u0026');
    const { source } = resolveWritten({ flags: FLAGS, json });
    expect(source).toMatchObject({ tls: 'skip-verify', schema: 'chat' });
  });

  it('may start with a byte order mark', () => {
    const json = `\uFEFF${JSON.stringify(serverConfig())}`;
    expect(databaseOf(resolveWritten({ flags: FLAGS, json })).host).toBe('db');
  });

  it('gives the first replica, which an export should read', () => {
    const SqlSettings = {
      DriverName: 'mysql',
      DataSource: DSN,
      DataSourceReplicas: ['', 'mmuser:mostest@tcp(replica:3306)/mattermost'],
    };
    const source = databaseOf(
      resolveWritten({ flags: FLAGS, json: serverConfig({ SqlSettings }) }),
    );
    expect(source.host).toBe('replica');
  });

  it('may hold a Go DSN without protocol, which only the driver name tells', () => {
    const SqlSettings = { DriverName: 'mysql', DataSource: 'mm:secret@/mattermost' };
    const source = databaseOf(
      resolveWritten({ flags: FLAGS, json: serverConfig({ SqlSettings }) }),
    );
    expect(source).toMatchObject({ host: '127.0.0.1', user: 'mm', database: 'mattermost' });
  });

  it('keeps nothing that was not asked for', () => {
    const place = parseMattermostConfig(CONFIG_JSON, JSON.stringify(serverConfig()));
    for (const other of ['key-of-the-server', 'aws-key', 'mail-password']) {
      expect(inspect(place, { depth: null })).not.toContain(other);
    }
  });

  it('gives the bucket of files in S3, with its address and keys', () => {
    const FileSettings = {
      DriverName: 'amazons3',
      Directory: './data/',
      AmazonS3Bucket: 'chat',
      AmazonS3PathPrefix: '/mm/',
      AmazonS3Endpoint: 'minio.example.com:9000',
      AmazonS3SSL: false,
      AmazonS3AccessKeyId: 'AKIA',
      AmazonS3SecretAccessKey: 'aws-key',
      AmazonS3SSE: true,
    };
    const { files } = resolveWritten({ flags: FLAGS, json: serverConfig({ FileSettings }) });
    expect(files).toMatchObject({
      kind: 's3',
      bucket: 'chat',
      prefix: 'mm',
      region: undefined,
      endpoint: 'http://minio.example.com:9000',
      isPathStyle: true,
    });
    expect(files.kind === 's3' && files.credentials?.secretAccessKey.reveal()).toBe('aws-key');
    expect(inspect(files, { depth: null })).not.toContain('aws-key');
  });

  it("takes Amazon's own address as none, and no keys as the machine's role", () => {
    const FileSettings = {
      DriverName: 'amazons3',
      AmazonS3Bucket: 'chat',
      AmazonS3Region: 'ap-northeast-1',
      AmazonS3Endpoint: 's3.amazonaws.com',
      AmazonS3AccessKeyId: '',
    };
    const { files } = resolveWritten({ flags: FLAGS, json: serverConfig({ FileSettings }) });
    expect(files).toEqual({
      kind: 's3',
      bucket: 'chat',
      prefix: '',
      region: 'ap-northeast-1',
      endpoint: undefined,
      isPathStyle: false,
      credentials: undefined,
      network: DIRECT,
    });
  });

  it('lends its address and keys to an s3:// address of the same bucket, and to no other', () => {
    const json = serverConfig({
      FileSettings: {
        DriverName: 'amazons3',
        AmazonS3Bucket: 'chat',
        AmazonS3Region: 'eu-west-1',
        AmazonS3AccessKeyId: 'AKIA',
        AmazonS3SecretAccessKey: 'aws-key',
      },
    });
    const own = resolveWritten({ flags: { ...FLAGS, files: 's3://chat/copy/' }, json }).files;
    expect(own).toMatchObject({ bucket: 'chat', prefix: 'copy', region: 'eu-west-1' });
    expect(own).toHaveProperty('credentials.accessKeyId', 'AKIA');
    const other = resolveWritten({
      flags: { ...FLAGS, files: 's3://other' },
      json,
      yaml: 'files: { region: us-west-2, endpoint: "https://s3.example.com/", pathStyle: false }',
    }).files;
    expect(other).toEqual({
      kind: 's3',
      bucket: 'other',
      prefix: '',
      region: 'us-west-2',
      endpoint: 'https://s3.example.com',
      isPathStyle: false,
      credentials: undefined,
      network: DIRECT,
    });
  });

  it('with files in another cloud leaves them out and says so', () => {
    const FileSettings = { DriverName: 'azureblob', Directory: './data/' };
    const config = resolveWritten({ flags: FLAGS, json: serverConfig({ FileSettings }) });
    expect(config.files).toEqual({ kind: 'none' });
    expect(lineTexts(config.warnings, 'en')).toEqual([
      "Mattermost keeps its files in 'azureblob', which is not supported: the files are not checked (give --files with a copy)",
    ]);
  });

  it('with files in S3 is silent when a copy is given, by flag or in mm2slack.yaml', () => {
    const FileSettings = { DriverName: 'amazons3', AmazonS3Bucket: 'chat', Directory: './data/' };
    const json = serverConfig({ FileSettings });
    const byFlag = resolveWritten({ flags: { ...FLAGS, files: '/copy' }, json });
    const yaml = `mattermostConfig: ${CONFIG_JSON}\nfiles: /copy`;
    const byFile = resolveWritten({ flags: { source: AN_ADDRESS }, json, yaml });
    for (const config of [byFlag, byFile]) {
      expect(config.files).toEqual({ kind: 'local', directory: '/copy' });
      expect(config.warnings).toEqual([]);
    }
  });
});

describe("Mattermost's variables", () => {
  it('win over config.json, as for the server itself', () => {
    const config = resolveWritten({
      flags: FLAGS,
      json: serverConfig(),
      env: {
        MM_SQLSETTINGS_DRIVERNAME: 'postgres',
        MM_SQLSETTINGS_DATASOURCE: 'postgres://u:p@pg/d',
        MM_FILESETTINGS_DIRECTORY: './files',
        MM_SERVICESETTINGS_SITEURL: 'https://new.example.com',
      },
    });
    expect(config).toMatchObject({
      source: { engine: 'postgres', host: 'pg' },
      files: { kind: 'local', directory: '/opt/mattermost/files' },
      siteUrl: 'https://new.example.com',
    });
  });

  it('are enough without any file', () => {
    const { source } = resolveWritten({
      env: { MM_SQLSETTINGS_DRIVERNAME: 'mysql', MM_SQLSETTINGS_DATASOURCE: DSN },
    });
    expect(source).toMatchObject({ engine: 'mysql', host: 'db' });
  });

  it('name replicas with spaces between them', () => {
    const config = resolveWritten({
      env: {
        MM_SQLSETTINGS_DATASOURCE: 'u@tcp(primary)/d',
        MM_SQLSETTINGS_DATASOURCEREPLICAS: 'u@tcp(one)/d u@tcp(two)/d',
      },
    });
    expect(databaseOf(config).host).toBe('one');
  });

  it('can move the files to S3, whose local folder then counts no longer', () => {
    const config = resolveWritten({
      flags: { source: AN_ADDRESS, mattermostConfig: CONFIG_JSON },
      json: serverConfig(),
      env: { MM_FILESETTINGS_DRIVERNAME: 'amazons3', MM_FILESETTINGS_AMAZONS3BUCKET: 'chat' },
    });
    expect(config.files).toMatchObject({ kind: 's3', bucket: 'chat' });
    expect(config.warnings).toEqual([]);
  });

  it.each([
    ['true', true],
    ['T', true],
    ['1', true],
    ['false', false],
    ['0', false],
    ['perhaps', true],
  ])('read a flag of %s as Go does', (word, block) => {
    const { latex } = resolveWritten({
      flags: { source: AN_ADDRESS },
      env: { MM_SERVICESETTINGS_ENABLELATEX: word },
    });
    expect(latex.block).toBe(block);
  });
});
