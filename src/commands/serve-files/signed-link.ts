import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { safeName } from '../../mapping/bundled-name.ts';

/** What a link gives: nothing but this file, under this name. */
export interface LinkedFile {
  readonly id: string;
  /** In the file store; the store itself refuses one that leads out of it. */
  readonly path: string;
  readonly name: string;
  readonly mimeType: string;
}

/** Wrong: not made with this key, or changed since. */
export type ReadLink = LinkedFile | 'expired' | 'wrong';

const payloadShape = z.tuple([z.string(), z.string(), z.string(), z.string()]);

/**
 * An address that `mm2slack serve-files` answers until it expires: `<base>/f/<payload>/<name>`. Nobody without the
 * key can make one, so nobody can guess one; the name at its end is there to be read.
 */
export function signedLink(
  { baseUrl, key, expiresAtS }: { baseUrl: string; key: string; expiresAtS: number },
  { id, path, name, mimeType }: LinkedFile,
): string {
  const payload = Buffer.from(JSON.stringify([id, path, name, mimeType])).toString('base64url');
  const shown = encodeURIComponent(safeName(name));
  const signature = signatureOf(key, payload, expiresAtS);
  return `${baseUrl}/f/${payload}/${shown}?expires=${expiresAtS}&signature=${signature}`;
}

/** Mattermost's id of the file that such an address names, whoever signed it; undefined for any other address. */
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

/** What an address asks for; the signature is looked at before anything that it signs is believed. */
export function readLink(address: string, key: string, nowMs: number): ReadLink {
  const [, payload = '', query = ''] = /\/f\/([\w-]+)\/[^/?]*\?([^?#]*)$/.exec(address) ?? [];
  const asked = new URLSearchParams(query);
  const expires = asked.get('expires') ?? '';
  const given = Buffer.from(asked.get('signature') ?? '', 'utf8');
  if (!/^\d{1,12}$/.test(expires)) return 'wrong';
  const right = Buffer.from(signatureOf(key, payload, Number(expires)), 'utf8');
  if (given.length !== right.length || !timingSafeEqual(given, right)) return 'wrong';
  if (Number(expires) * 1000 < nowMs) return 'expired';
  const [id, path, name, mimeType] = payloadShape.parse(
    JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
  );
  return { id, path, name, mimeType };
}

function signatureOf(key: string, payload: string, expiresAtS: number): string {
  return createHmac('sha256', key).update(`${expiresAtS}\n${payload}`).digest('base64url');
}
