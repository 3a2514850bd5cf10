import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors/errors.ts';
import { decodeSpreadsheet } from '../../../src/mapping/csv.ts';

/** CP932, the codes of Windows: 髙 and 﨑 are IBM's extensions, which plain Shift JIS lacks. */
const CP932: Readonly<Record<string, readonly number[]>> = {
  山: [0x8e, 0x52],
  田: [0x93, 0x63],
  太: [0x91, 0xbe],
  郎: [0x98, 0x59],
  表: [0x95, 0x5c],
  髙: [0xfb, 0xfc],
  﨑: [0xfa, 0xb1],
  '①': [0x87, 0x40],
  '～': [0x81, 0x60],
  ｱ: [0xb1],
  a: [0x61],
  '\\': [0x5c],
  ',': [0x2c],
  '\n': [0x0a],
};

const inCp932 = (text: string): Uint8Array =>
  Uint8Array.from([...text].flatMap((character) => CP932[character] ?? []));

describe('decoding what a spreadsheet saved', () => {
  const text = 'username,full_name\r\nyamada,山田 太郎 𠮷\r\n';
  const utf16be = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, as Excel calls Unicode text', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 with the large byte first', utf16be],
  ])('reads %s', (_encoding, bytes) => {
    expect(decodeSpreadsheet(bytes, 'users.csv')).toBe(text);
  });

  it('reads CP932, as Excel saves CSV in Japan', () => {
    const name = '山田太郎,髙﨑①～ｱ,表\\a\n';
    expect(decodeSpreadsheet(inCp932(name), 'users.csv')).toBe(name);
  });

  it('reads any Japanese names in CP932 back as they were', () => {
    const names = fc.array(fc.constantFrom(...Object.keys(CP932)), { minLength: 1 });
    fc.assert(
      fc.property(names, (characters) => {
        // A Japanese name in front: a few bytes alone may be UTF-8 by chance.
        const name = `山田${characters.join('')}`;
        expect(decodeSpreadsheet(inCp932(name), 'users.csv')).toBe(name);
      }),
    );
  });

  it.each([
    ['bytes of no encoding', [0x61, 0x80, 0xff]],
    ['UTF-8 cut short behind its byte order mark', [0xef, 0xbb, 0xbf, 0xe5, 0xb1]],
    ['UTF-16 with half a character', [0xff, 0xfe, 0x61]],
  ])('refuses %s, naming the file', (_what, bytes) => {
    const read = () => decodeSpreadsheet(Uint8Array.from(bytes), 'users.csv');
    expect(read).toThrow(UsageError);
    expect(read).toFailWith(/^users\.csv: is neither UTF-8 nor CP932/);
  });
});
