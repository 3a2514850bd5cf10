/**
 * What is wrong with an e-mail address to which no invitation could be delivered; the first fault of an address
 * counts. A notice `address-<fault>` says it in the language of the run, and a reason of that name why a person is not
 * invited.
 */
export const ADDRESS_FAULTS = [
  'blank-inside',
  'no-at',
  'two-ats',
  'bad-name',
  'no-dot',
  'bad-domain',
  'reserved-domain',
] as const;
export type AddressFault = (typeof ADDRESS_FAULTS)[number];

/** Blanks and invisible characters: U+FFFD is what reading has made of an unreadable one. */
const INVISIBLE = String.raw`[\s\p{Cc}\p{Cf}\p{Cs}\uFFFD]`;
const PADDING = new RegExp(`^${INVISIBLE}+|${INVISIBLE}+$`, 'gu');
const BLANK_INSIDE = new RegExp(INVISIBLE, 'u');

/** Lengths of RFC 5321, section 4.5.3.1, and of RFC 1035, section 2.3.4. */
const ADDRESS_CHARACTERS = 254;
const NAME_CHARACTERS = 64;
const LABEL_CHARACTERS = 63;

/** A part of a name before the @ (RFC 5322, dot-atom), with the letters of other languages (RFC 6531). */
const NAME_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+$/u;
const LABEL = /^[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?$/u;

/**
 * Ends of domains that no public mail server answers for: RFC 6761 (invalid, localhost), RFC 6762 (local), RFC 8375
 * (home.arpa), ICANN's resolution of 2024-07-29 (internal), and the name of a machine without one (localdomain).
 */
const RESERVED_DOMAIN = /(?:^|\.)(?:invalid|localhost|localdomain|local|internal|home\.arpa)$/i;

/** Removes blanks and invisible characters around an address. */
export const trimAddress = (email: string): string => email.replace(PADDING, '');

/** Returns why no invitation could be delivered to an address; undefined for a good one, and for none. */
export function addressFault(email: string): AddressFault | undefined {
  const address = trimAddress(email);
  if (address === '') return undefined;
  if (BLANK_INSIDE.test(address)) return 'blank-inside';
  const [name = '', domain, ...others] = address.split('@');
  if (domain === undefined) return 'no-at';
  if (others.length > 0) return 'two-ats';
  if (!isName(name)) return 'bad-name';
  if (RESERVED_DOMAIN.test(domain)) return domain.includes('.') ? 'reserved-domain' : 'no-dot';
  if (!domain.includes('.')) return 'no-dot';
  return isDomain(domain) && address.length <= ADDRESS_CHARACTERS ? undefined : 'bad-domain';
}

/** Returns an address without the blanks around it; '' for one to which nothing could be delivered. */
export const deliverableAddress = (email: string): string =>
  addressFault(email) === undefined ? trimAddress(email) : '';

const isName = (name: string): boolean =>
  name.length <= NAME_CHARACTERS && name.split('.').every((part) => NAME_PART.test(part));

/** The last label has a letter: addresses of machines are no domains. */
function isDomain(domain: string): boolean {
  const labels = domain.split('.');
  const isLast = (label: string): boolean => /\p{L}/u.test(label) && label.length > 1;
  return (
    labels.every((label) => label.length <= LABEL_CHARACTERS && LABEL.test(label)) &&
    isLast(labels.at(-1) ?? '')
  );
}
