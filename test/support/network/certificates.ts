import { createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

/** A certificate in PEM and its key. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

/** A private authority, and a certificate that it issued. */
export interface TestAuthority extends Certified {
  issue(host: string): Certified;
}

type Der = Buffer;

/** A value of ASN.1 in DER: tag, length, content (ITU-T X.690). */
function der(tag: number, ...parts: readonly Der[]): Der {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

const sequence = (...parts: readonly Der[]): Der => der(0x30, ...parts);
const oid = (hex: string): Der => der(0x06, Buffer.from(hex, 'hex'));
const octets = (content: Der): Der => der(0x04, content);
const bits = (content: Der): Der => der(0x03, Buffer.from([0]), content);
const utcTime = (ms: number): Der =>
  der(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));

const COMMON_NAME = oid('550403');
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const nameOf = (text: string): Der =>
  sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(text)))));

const TRUE = Buffer.from([0x01, 0x01, 0xff]);
const BASIC_CONSTRAINTS = oid('551d13');
const ALTERNATIVE_NAME = oid('551d11');

/** A name, or an address of IPv4. */
function alternativeName(host: string): Der {
  const isAddress = /^\d+(?:\.\d+){3}$/.test(host);
  const name = isAddress
    ? der(0x87, Buffer.from(host.split('.').map(Number)))
    : der(0x82, Buffer.from(host));
  return sequence(ALTERNATIVE_NAME, octets(sequence(name)));
}

interface Wanted {
  readonly subject: string;
  readonly issuer: string;
  readonly extension: Der;
}

const DAY_MS = 86_400_000;

function sign({ subject, issuer, extension }: Wanted, publicKey: KeyObject, by: KeyObject): string {
  const now = Date.now();
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    nameOf(issuer),
    sequence(utcTime(now - DAY_MS), utcTime(now + 30 * DAY_MS)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
  const signature = createSign('SHA256').update(body).sign(by);
  const base64 = sequence(body, ECDSA_SHA256, bits(signature)).toString('base64');
  const lines = base64.replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

const makeKeys = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Makes a private authority as companies have them (RFC 5280). */
export function makeAuthority(name: string): TestAuthority {
  const own = makeKeys();
  const extension = sequence(BASIC_CONSTRAINTS, TRUE, octets(sequence(TRUE)));
  return {
    cert: sign({ subject: name, issuer: name, extension }, own.publicKey, own.privateKey),
    key: pem(own.privateKey),
    issue(host) {
      const keys = makeKeys();
      const wanted = { subject: host, issuer: name, extension: alternativeName(host) };
      return { cert: sign(wanted, keys.publicKey, own.privateKey), key: pem(keys.privateKey) };
    },
  };
}
