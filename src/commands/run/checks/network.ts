import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Authorities, type NetworkSettings, proxyFor } from '../../../config/network.ts';
import { bucketAddress } from '../../../config/s3-files.ts';
import type { UsableParts } from '../../../config/usable-parts.ts';
import { notice } from '../../../errors/notices.ts';
import { type Check, failure, ok, problemIn, warning } from './check.ts';

/** A server that a run reaches. */
interface Reached {
  readonly what: string;
  readonly address: string;
  readonly network: NetworkSettings;
}

/** Says through which proxy, and with which authorities, Slack and S3 are reached; nothing where neither is used. */
export async function checkNetwork(
  { slack, files }: Pick<UsableParts, 'slack' | 'files'>,
  todayMs: number,
): Promise<readonly Check[]> {
  const reached: Reached[] = [];
  if (slack?.token !== undefined) {
    const { network, apiUrl } = slack;
    reached.push({ what: 'Slack', address: apiUrl ?? 'https://slack.com/api/', network });
    if (apiUrl === undefined) {
      reached.push({ what: 'Slack', address: 'https://files.slack.com/', network });
    }
  }
  if (files?.kind === 's3') {
    reached.push({ what: 'S3', address: bucketAddress(files), network: files.network });
  }
  const [first] = reached;
  if (first === undefined) return [];
  return [...reached.map(wayCheck), ...(await authorityChecks(first.network, todayMs))];
}

function wayCheck({ what, address, network }: Reached): Check {
  const { host, protocol } = new URL(address);
  const proxy = proxyFor(network, address);
  if (proxy !== undefined) {
    const { shown, from } = proxy;
    return ok('network', notice('network-by-proxy', { what, host, proxy: shown, from }));
  }
  const hasProxy = (protocol === 'http:' ? network.httpProxy : network.httpsProxy) !== undefined;
  return ok('network', notice(hasProxy ? 'network-excepted' : 'network-direct', { what, host }));
}

async function authorityChecks(
  { authorities, nodeCaFile, trustsAll }: NetworkSettings,
  todayMs: number,
): Promise<readonly Check[]> {
  const nodes =
    nodeCaFile === '' || authorities.some(({ path }) => path === nodeCaFile)
      ? []
      : [await nodeAuthorities(nodeCaFile)];
  const checks = [...authorities, ...nodes].map((one) =>
    'id' in one ? one : authorityCheck(one, todayMs),
  );
  return trustsAll ? [...checks, warning('authority', notice('authority-unchecked'))] : checks;
}

/** The file that Node reads when it starts; it goes on without one that it cannot read. */
async function nodeAuthorities(path: string): Promise<Authorities | Check> {
  const key = 'NODE_EXTRA_CA_CERTS';
  try {
    return { key, path, pem: await readFile(path, 'utf8') };
  } catch (error) {
    const says = notice('authority-unreadable', { key, path, problem: problemIn(error) });
    return failure('authority', says);
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function authorityCheck({ key, path, pem }: Authorities, todayMs: number): Check {
  const unusable = failure('authority', notice('authorities-unusable', { key, path }));
  const found = pem.match(CERTIFICATE) ?? [];
  const certificates = found.flatMap((text) => certificateOf(text) ?? []);
  const [first] = certificates;
  if (first === undefined || certificates.length < found.length) return unusable;
  const ended = certificates.filter(({ validTo }) => Date.parse(validTo) < todayMs);
  const names = certificates.map(({ subject }) => subject.replaceAll('\n', ', '));
  const until = new Date(Math.min(...certificates.map(({ validTo }) => Date.parse(validTo))));
  const values = { key, path, names: names.join('; '), until: until.toISOString().slice(0, 10) };
  return ended.length > 0
    ? warning('authority', notice('authority-ended', values))
    : ok('authority', notice('authority-used', values));
}

function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
