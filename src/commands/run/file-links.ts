import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Delivery, FilesConfig } from '../../config/files.ts';
import { type Line, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { safeName } from '../../mapping/text.ts';
import type { MakeLink } from './look-up-files.ts';
import type { LinksOf } from './source.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Longest life of a presigned link (docs.aws.amazon.com/AmazonS3/latest/userguide/ShareObjectPreSignedURL.html). */
const PRESIGNED_DAYS = 7;

/** Settings for links to files. */
export interface LinkSettings {
  readonly delivery: Delivery;
  readonly files: FilesConfig;
}

/**
 * Makes links to files: of `mm2slack serve-files` when its address is set, else of the store. UsageError when neither
 * is possible.
 */
export function fileLinks({ delivery }: Pick<LinkSettings, 'delivery'>, todayMs: number): LinksOf {
  return (store) => {
    const { linkBaseUrl: baseUrl, linkDays } = delivery;
    if (baseUrl !== undefined) {
      const key = delivery.linkKey?.reveal();
      if (key === undefined) {
        throw new UsageError(notice('link-key-missing'));
      }
      const expiresAtSeconds = (dayOf(todayMs) + (linkDays + 1) * DAY_MS) / 1000;
      return async (file) => signedLink({ baseUrl, key, expiresAtSeconds }, file);
    }
    const presign = store?.presign;
    if (presign === undefined) {
      throw new UsageError(notice('links-impossible'));
    }
    const days = Math.min(linkDays, PRESIGNED_DAYS);
    const wishes = { sinceMs: todayMs - (todayMs % HOUR_MS), lifeSeconds: (days * DAY_MS) / 1000 };
    const makeLink: MakeLink = ({ path, name, mimeType }) =>
      presign(path, { name, mimeType: mimeType || 'application/octet-stream', ...wishes });
    return makeLink;
  };
}

/** Start of the UTC day, so that archives of one day have the same links. */
const dayOf = (ms: number): number => ms - (ms % DAY_MS);

/** Returns warnings about links: unconfirmed support, and the life of presigned links. */
export function linkWarnings({ delivery, files }: LinkSettings): readonly Line[] {
  if (delivery.deliver !== 'link') return [];
  const unconfirmed = notice('links-unconfirmed');
  if (delivery.linkBaseUrl !== undefined) return [unconfirmed];
  const isByRole = files.kind === 's3' && files.credentials === undefined;
  const days = PRESIGNED_DAYS;
  return [
    unconfirmed,
    isByRole
      ? notice('links-short-lived-by-role', { days })
      : notice('links-short-lived', { days }),
  ];
}

/** The file that a link gives access to, and its name. */
export interface LinkedFile {
  readonly id: string;
  /** Path in the file store; the store refuses a path that leaves it. */
  readonly path: string;
  readonly name: string;
  readonly mimeType: string;
}

/** Result of reading a link; `wrong` for one that was not signed with this key. */
export type ReadLink = LinkedFile | 'expired' | 'wrong';

const payloadShape = z.tuple([z.string(), z.string(), z.string(), z.string()]);

/**
 * Makes an address that `mm2slack serve-files` answers until it expires: `<base>/f/<payload>/<name>`. It cannot be made
 * or guessed without the key; the name at its end is for readers.
 */
export function signedLink(
  { baseUrl, key, expiresAtSeconds }: { baseUrl: string; key: string; expiresAtSeconds: number },
  { id, path, name, mimeType }: LinkedFile,
): string {
  const payload = Buffer.from(JSON.stringify([id, path, name, mimeType])).toString('base64url');
  const shown = encodeURIComponent(safeName(name));
  const signature = signatureOf(key, payload, expiresAtSeconds);
  return `${baseUrl}/f/${payload}/${shown}?expires=${expiresAtSeconds}&signature=${signature}`;
}

/**
 * Returns Mattermost's id of the file of a signed address, without a check of the signature; undefined for any other
 * address.
 */
export function linkedFileId(address: string): string | undefined {
  const [, payload] = /\/f\/([\w-]+)\/[^/?]*\?[^?#]*signature=/.exec(address) ?? [];
  if (payload === undefined) return undefined;
  try {
    const text = Buffer.from(payload, 'base64url').toString('utf8');
    return payloadShape.safeParse(JSON.parse(text)).data?.[0];
  } catch {
    return undefined;
  }
}

/** Reads a signed address; the signature is checked before its content is used. */
export function readLink(address: string, key: string, todayMs: number): ReadLink {
  const [, payload = '', query = ''] = /\/f\/([\w-]+)\/[^/?]*\?([^?#]*)$/.exec(address) ?? [];
  const asked = new URLSearchParams(query);
  const expires = asked.get('expires') ?? '';
  const given = Buffer.from(asked.get('signature') ?? '', 'utf8');
  if (!/^\d{1,12}$/.test(expires)) return 'wrong';
  const right = Buffer.from(signatureOf(key, payload, Number(expires)), 'utf8');
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 'wrong';
  if (Number(expires) * 1000 < todayMs) return 'expired';
  const [id, path, name, mimeType] = payloadShape.parse(
    JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
  );
  return { id, path, name, mimeType };
}

function signatureOf(key: string, payload: string, expiresAtSeconds: number): string {
  return createHmac('sha256', key).update(`${expiresAtSeconds}\n${payload}`).digest('base64url');
}
