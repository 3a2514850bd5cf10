import { describe, expect, it } from 'vitest';
import type { Env } from '../../../src/config/flags.ts';
import { type NetworkSettings, proxyFor, routesOf } from '../../../src/config/network.ts';
import { resolveUsableParts } from '../../../src/config/usable-parts.ts';
import { lineTexts } from '../../../src/reports/notices.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n';
const FILES: Readonly<Record<string, string>> = {
  'mm2slack.yaml': 'source:\n  url: mysql://mm@db/mattermost\n',
  'own.yaml': 'source:\n  url: mysql://mm@db/mattermost\nnetwork:\n  caFile: own.pem\n',
  'own.pem': `own ${PEM}`,
  'extra.pem': `extra ${PEM}`,
  'empty.pem': '',
};

function partsOf(env: Env, flags: Readonly<Record<string, string>> = {}) {
  return resolveUsableParts(flags, { SLACK_TOKEN: 'xoxb-1', ...env }, (path) => {
    const text = FILES[path];
    if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
    return { text, isPrivate: true };
  });
}

function networkOf(env: Env, flags: Readonly<Record<string, string>> = {}): NetworkSettings {
  const { slack, complaints } = partsOf(env, flags);
  expect(complaints).toEqual([]);
  if (slack === undefined) throw new Error('no access to Slack');
  return slack.network;
}

const complaintsOf = (env: Env, flags = {}): readonly string[] =>
  lineTexts(partsOf(env, flags).complaints, 'en');

const SLACK = 'https://slack.com/api/auth.test';
const wayTo = (address: string, env: Env): string =>
  proxyFor(networkOf(env), address)?.shown ?? 'direct';

describe('the token', () => {
  it.each(['xoxb-1\r\n2', 'xoxb-1 2', 'xoxb-☃', 'xoxb-1\u0007'])(
    'is refused before it is sent when it holds what no header can (%j), and not shown',
    (token) => {
      const complaints = complaintsOf({ SLACK_TOKEN: token });
      expect(complaints).toEqual([expect.stringContaining('SLACK_TOKEN')]);
      expect(complaints.join()).not.toContain('xoxb');
    },
  );

  it('may have blanks around it', () => {
    expect(complaintsOf({ SLACK_TOKEN: ' xoxb-1\n' })).toEqual([]);
  });
});

describe('the proxy for an address', () => {
  it.each<[string, Env, string]>([
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128'],
    ['https_proxy first', { HTTPS_PROXY: 'http://a', https_proxy: 'http://b' }, 'http://b'],
    ['ALL_PROXY as well', { ALL_PROXY: 'http://proxy:3128' }, 'http://proxy:3128'],
    ['not HTTP_PROXY', { HTTP_PROXY: 'http://proxy:3128' }, 'direct'],
    ['a host without a scheme', { HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128'],
    ['a proxy that speaks TLS', { HTTPS_PROXY: 'https://proxy:3129/' }, 'https://proxy:3129'],
    ['nothing when the variable is empty', { HTTPS_PROXY: '', ALL_PROXY: ' ' }, 'direct'],
  ])('is that of %s', (_, env, way) => {
    expect(wayTo(SLACK, env)).toBe(way);
  });

  it('is that of HTTP_PROXY for plain HTTP alone', () => {
    const env = { HTTP_PROXY: 'http://plain:1', HTTPS_PROXY: 'http://tls:2' };
    expect(wayTo('http://minio.lan:9000/', env)).toBe('http://plain:1');
    expect(wayTo(SLACK, env)).toBe('http://tls:2');
  });

  it.each([
    ['slack.com', SLACK],
    ['.slack.com', 'https://files.slack.com/upload/v1/a'],
    ['*.slack.com', 'https://files.slack.com/upload/v1/a'],
    ['slack.com', 'https://files.slack.com/upload/v1/a'],
    ['other.lan, SLACK.COM', SLACK],
    ['other.lan slack.com', SLACK],
    ['slack.com:443', SLACK],
    ['*', SLACK],
    ['10.0.0.0/8', 'https://10.1.2.3:9000/'],
    ['10.1.2.3', 'https://10.1.2.3:9000/'],
    ['[fd00::1]:9000', 'https://[fd00::1]:9000/'],
    ['fd00::1', 'https://[fd00::1]:9000/'],
    ['fd00::/8', 'https://[fd00::1]:9000/'],
    ['localhost', 'https://localhost:9000/'],
  ])('is none where NO_PROXY is %s, for %s', (noProxy, address) => {
    expect(wayTo(address, { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: noProxy })).toBe('direct');
    expect(wayTo(address, { HTTPS_PROXY: 'http://proxy:3128', no_proxy: noProxy })).toBe('direct');
  });

  it.each([
    ['lack.com', SLACK],
    ['slack.com:80', SLACK],
    ['slack.com.', 'https://notslack.com/'],
    ['10.0.0.0/8', 'https://11.1.2.3/'],
    ['10.0.0.0/99', 'https://10.1.2.3/'],
    ['0.1', 'https://10.0.0.1/'],
    ['. , :', SLACK],
    ['', SLACK],
  ])('stays where NO_PROXY is %s, for %s', (noProxy, address) => {
    expect(wayTo(address, { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: noProxy })).toBe(
      'http://proxy:3128',
    );
  });

  it.each([
    ['http://ann:s3cret@proxy:3128', 'http://ann:s3cret@proxy:3128'],
    ['http://ann:p@ss%word@proxy:3128', 'http://ann:p%40ss%25word@proxy:3128'],
    ['http://ann:%70%40@proxy:3128', 'http://ann:p%40@proxy:3128'],
    ['ann:s3cret@proxy:3128', 'http://ann:s3cret@proxy:3128'],
  ])('keeps user and password to itself: %s', (text, url) => {
    const network = networkOf({ HTTPS_PROXY: text });
    expect(routesOf(network)(SLACK).proxyUrl).toBe(url);
    expect(JSON.stringify(network)).not.toMatch(/s3cret|ss%word|p%40/);
    expect(proxyFor(network, SLACK)?.shown).toBe('http://proxy:3128');
  });

  it('is complained of without its password when it cannot be used, where it is needed', () => {
    for (const text of ['socks5://ann:s3cret@proxy:1080', 'http://ann:s3cret@proxy:99999']) {
      const [complaint, ...others] = complaintsOf({ HTTPS_PROXY: text });
      expect(complaint).toContain('HTTPS_PROXY');
      expect(complaint).toContain('http://proxy.example.com:3128');
      expect(complaint).not.toContain('s3cret');
      expect(others).toEqual([]);
      expect(complaintsOf({ HTTPS_PROXY: text, SLACK_TOKEN: '' })).toEqual([]);
    }
  });

  it('is that of the bucket too, and is complained of once', () => {
    const files = { files: 's3://bucket/a' };
    const { files: store } = partsOf({ HTTPS_PROXY: 'http://proxy:3128' }, files);
    expect(store).toMatchObject({ network: { httpsProxy: { shown: 'http://proxy:3128' } } });
    expect(complaintsOf({ HTTPS_PROXY: 'socks5://proxy' }, files)).toHaveLength(1);
  });
});

describe("a company's own authority", () => {
  it('is added to the one of NODE_EXTRA_CA_CERTS, which Node would forget', () => {
    const network = networkOf({ NODE_EXTRA_CA_CERTS: 'extra.pem' }, { config: 'own.yaml' });
    const { authorities } = routesOf(network)(SLACK);
    expect(authorities).toEqual([FILES['own.pem'], FILES['extra.pem']]);
  });

  it("is left to Node where the variable alone names it, and a file that is not there is Node's affair", () => {
    expect(networkOf({ NODE_EXTRA_CA_CERTS: 'extra.pem' }).authorities).toEqual([]);
    const missing = networkOf({ NODE_EXTRA_CA_CERTS: 'gone.pem' }, { config: 'own.yaml' });
    expect(missing.authorities).toHaveLength(1);
  });

  it('is complained of when its file is not there or holds no certificate', () => {
    const withFile = (caFile: string): readonly string[] => {
      const yaml = `source:\n  url: mysql://mm@db/mattermost\nnetwork:\n  caFile: ${caFile}\n`;
      const parts = resolveUsableParts({}, { SLACK_TOKEN: 'xoxb-1' }, (path) => {
        const text = path === 'mm2slack.yaml' ? yaml : FILES[path];
        if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
        return { text, isPrivate: true };
      });
      return lineTexts(parts.complaints, 'en');
    };
    expect(withFile('gone.pem')).toEqual([expect.stringContaining('network.caFile')]);
    expect(withFile('empty.pem')).toEqual([expect.stringContaining('no certificate in PEM')]);
  });
});
