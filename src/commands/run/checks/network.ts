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

/** Certificates of a file that are named one by one; a system's own bundle has some 140. */
const MAX_NAMED = 3;

function authorityCheck({ key, path, pem }: Authorities, todayMs: number): Check {
  const unusable = failure('authority', notice('authorities-unusable', { key, path }));
  const found = pem.match(CERTIFICATE) ?? [];
  const certificates = found.flatMap((text) => certificateOf(text) ?? []);
  if (certificates.length === 0 || certificates.length < found.length) return unusable;
  const ended = certificates.filter((one) => endOf(one) < todayMs);
  const count = certificates.length;
  if (ended.length > 0) {
    const values = { key, path, ...namedOf(ended), ended: ended.length, count };
    const isFew = ended.length <= MAX_NAMED;
    return warning('authority', notice(isFew ? 'authority-ended' : 'authorities-ended', values));
  }
  const values = { key, path, ...namedOf(certificates), count };
  return ok(
    'authority',
    notice(count <= MAX_NAMED ? 'authority-used' : 'authorities-used', values),
  );
}

const endOf = ({ validTo }: X509Certificate): number => Date.parse(validTo);

/** Their names, the first few, and the day on which the first of them ends. */
function namedOf(certificates: readonly X509Certificate[]) {
  const names = certificates
    .slice(0, MAX_NAMED)
    .map(({ subject }) => subject.replaceAll('\n', ', '));
  const untilMs = certificates.reduce((least, one) => Math.min(least, endOf(one)), Infinity);
  return { names: names.join('; '), until: new Date(untilMs).toISOString().slice(0, 10) };
}

function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
