import { ConfigError } from '../errors.ts';

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
/** RFC 1035 and 1123: labels of 1 to 63, 253 in all; a top level of letters, or in Punycode. */
const DOMAIN = new RegExp(
  `^(?=.{4,253}$)(?:${LABEL}\\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,58}[a-z0-9])$`,
);

/** A domain name for e-mail addresses, in lower case; ConfigError when it is none. */
export function parseDomain(key: string, text: string): string {
  const domain = text.toLowerCase();
  if (DOMAIN.test(domain)) return domain;
  throw new ConfigError([`${key}: '${text}', expected a domain such as test.example.com`]);
}
