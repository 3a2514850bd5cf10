import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeAuthority } from '../support/network/certificates.ts';
import { startProxy, type TestProxy } from '../support/network/proxy-server.ts';
import { startTlsFront, type TlsFront } from '../support/network/tls-front.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { BUCKET, S3_SECRET, type S3Server, startS3Server } from '../support/servers/s3-server.ts';
import { BOT_TOKEN, type SlackServer, startSlackServer } from '../support/slack/slack-server.ts';

const report = z.looseObject({
  checks: z.array(
    z.looseObject({
      id: z.string(),
      state: z.string(),
      says: z.string(),
      advice: z.array(z.string()),
    }),
  ),
});

const PASSWORD = 'p@ss%word';
const ACCOUNT = `ann:${encodeURIComponent(PASSWORD)}@`;

describe('the network of a company', () => {
  const authority = makeAuthority('Example Company');
  let folder: ScratchFolder;
  let slack: SlackServer;
  let bucket: S3Server;
  let slackFront: TlsFront;
  let bucketFront: TlsFront;
  let proxy: TestProxy;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    await writeFile(folder.join('ca.pem'), authority.cert);
    await writeFile(
      folder.join('own-ca.yaml'),
      `network:\n  caFile: ${JSON.stringify(folder.join('ca.pem'))}\n`,
    );
    await writeFile(folder.join('no-ca.yaml'), 'lang: en\n');
    slack = await startSlackServer();
    bucket = await startS3Server('');
    const portOf = (url: string): number => Number(new URL(url).port);
    slackFront = await startTlsFront(portOf(slack.apiUrl), authority.issue('127.0.0.1'));
    bucketFront = await startTlsFront(portOf(bucket.endpoint), authority.issue('127.0.0.1'));
    proxy = await startProxy({ account: `ann:${PASSWORD}` });
  });
  afterAll(async () => {
    await Promise.all([proxy, slackFront, bucketFront, slack, bucket].map((one) => one.stop()));
    await folder.remove();
  });

  /** Doctor's lines by check; the database is not there, so that which files belong into the bucket is unknown. */
  async function doctor(config: string, env: Readonly<Record<string, string>>) {
    const before = proxy.seen.length;
    const args = [
      'doctor',
      '--json',
      '--config',
      folder.join(config),
      '--work',
      folder.join('work'),
    ];
    const places = ['--source', 'mysql://mm@127.0.0.1:1/mattermost', '--files', `s3://${BUCKET}`];
    const run = await runCli([...args, ...places], {
      env: {
        SLACK_TOKEN: BOT_TOKEN,
        SLACK_API_URL: `${slackFront.url}/api/`,
        AWS_ENDPOINT_URL_S3: bucketFront.url,
        AWS_ACCESS_KEY_ID: 'S3RVER',
        AWS_SECRET_ACCESS_KEY: S3_SECRET,
        HTTPS_PROXY: proxy.url.replace('://', `://${ACCOUNT}`),
        ...env,
      },
    });
    expect(run.stdout + run.stderr).not.toMatch(/p@ss|p%40ss/);
    const { checks } = report.parse(JSON.parse(run.stdout));
    const of = (id: string) => checks.filter((check) => check.id === id);
    return {
      seen: [...new Set(proxy.seen.slice(before))],
      states: { slack: of('slack')[0]?.state, files: of('files')[0]?.state },
      lines: (id: string) => of(id).map(({ says }) => says),
    };
  }
  const hostOf = (url: string): string => new URL(url).host;

  it('is gone through by Slack and S3, and doctor says how', async () => {
    const { seen, states, lines } = await doctor('own-ca.yaml', {});
    expect(states).toEqual({ slack: 'ok', files: 'warning' });
    const hosts = [hostOf(slackFront.url), hostOf(bucketFront.url)];
    expect(seen.sort()).toEqual(hosts.map((host) => `CONNECT ${host}`).sort());
    expect(lines('network')).toEqual([
      `Slack (${hosts[0]}) through the proxy ${proxy.url}, which HTTPS_PROXY names`,
      `S3 (${hosts[1]}) through the proxy ${proxy.url}, which HTTPS_PROXY names`,
    ]);
    expect(lines('authority')).toEqual([
      expect.stringMatching(/^CN=Example Company of .*ca\.pem \(network\.caFile\) is trusted/),
    ]);
  });

  it('tells its password to nobody, though DEBUG has libraries print what they send', async () => {
    const { states } = await doctor('own-ca.yaml', { DEBUG: '*' });
    expect(states).toEqual({ slack: 'ok', files: 'warning' });
  });

  it('is left out for hosts of NO_PROXY, and NODE_EXTRA_CA_CERTS will do', async () => {
    const env = { NO_PROXY: '127.0.0.0/8', NODE_EXTRA_CA_CERTS: folder.join('ca.pem') };
    const { seen, states, lines } = await doctor('no-ca.yaml', env);
    expect(states).toEqual({ slack: 'ok', files: 'warning' });
    expect(seen).toEqual([]);
    expect(lines('network').join('\n')).toMatch(/NO_PROXY excepts it/);
    expect(lines('authority').join('\n')).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('is told as the fault when the authority or the login is missing', async () => {
    const unknown = await doctor('no-ca.yaml', {});
    expect(unknown.states).toEqual({ slack: 'failure', files: 'failure' });
    for (const id of ['slack', 'files']) {
      expect(unknown.lines(id).join('\n')).toContain('network.caFile or NODE_EXTRA_CA_CERTS');
    }
    const login = await doctor('own-ca.yaml', {
      HTTPS_PROXY: proxy.url.replace('://', `://ann:${encodeURIComponent('p@ss')}@`),
    });
    expect(login.states).toEqual({ slack: 'failure', files: 'failure' });
    for (const id of ['slack', 'files']) expect(login.lines(id).join('\n')).toContain('407');
  });
});
