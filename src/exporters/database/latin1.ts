import { isUtf8 } from 'node:buffer';

/*
 * What MySQL calls latin1 is Windows-1252 with its five unassigned bytes as the control characters of the same number
 * (dev.mysql.com/doc, The Latin1 Character Set); PostgreSQL's LATIN1 is ISO 8859-1, in which all of 80 to 9F are control
 * characters. UTF-8 that was read as one of them is undone here, exactly: the bytes of the text, in one of the two, must
 * be UTF-8.
 */

/** The characters of bytes 80 to 9F in Windows-1252; U+0080 and so on where a byte has none. */
const WINDOWS_1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const FIRST_ODD_BYTE = 0x80;
const FIRST_PLAIN_BYTE = 0xa0;
const LAST_BYTE = 0xff;

const BYTE_OF: ReadonlyMap<number, number> = new Map(
  [...WINDOWS_1252].map((character, index) => [character.charCodeAt(0), FIRST_ODD_BYTE + index]),
);

/** ASCII apart, every text that was read so has one. */
const NOT_ASCII = /[^\0-\x7f]/;

/** True for a text that every encoding of a database writes with the same bytes. */
export const isAscii = (text: string): boolean => !NOT_ASCII.test(text);

/** The text whose UTF-8 was read as latin1; undefined when that cannot have been, as with ASCII. */
export function undoLatin1(text: string): string | undefined {
  if (isAscii(text)) return undefined;
  const bytes = bytesOf(text);
  return bytes !== undefined && isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

/** Undefined where a character is in neither, or some are only in the one and some only in the other. */
function bytesOf(text: string): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(text.length);
  let isWindows = false;
  let isIso = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < FIRST_ODD_BYTE || (code >= FIRST_PLAIN_BYTE && code <= LAST_BYTE)) {
      bytes[index] = code;
      continue;
    }
    const byte = BYTE_OF.get(code);
    if (byte === undefined) {
      if (code > LAST_BYTE) return undefined;
      isIso = true;
    } else if (byte !== code) isWindows = true;
    bytes[index] = byte ?? code;
  }
  return isWindows && isIso ? undefined : bytes;
}

/** How often in turn a text can be undone, up to a limit, and what it is then. */
export function undoRepeatedly(
  text: string,
  limit: number,
): { readonly rounds: number; readonly text: string } {
  let undone = text;
  for (let rounds = 0; rounds < limit; rounds += 1) {
    const next = undoLatin1(undone);
    if (next === undefined) return { rounds, text: undone };
    undone = next;
  }
  return { rounds: limit, text: undone };
}
