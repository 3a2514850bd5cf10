import { ConfigError } from '../errors.ts';

const UNITS: Readonly<Record<string, number>> = { '': 1, kb: 1e3, mb: 1e6, gb: 1e9 };

/** Bytes of `500MB`, `2GB` or a plain number; ConfigError for anything else. */
export function parseSize(key: string, text: string): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(kb|mb|gb|)$/i.exec(text.trim()) ?? [];
  const bytes = Math.floor(Number(digits) * (UNITS[unit.toLowerCase()] ?? 0));
  if (digits !== '' && bytes >= 1) return bytes;
  throw new ConfigError([`${key}: '${text}', expected a size such as 500MB or 2GB`]);
}
