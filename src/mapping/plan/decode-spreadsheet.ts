import { UsageError } from '../../errors.ts';

const BYTE_ORDER_MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/**
 * The text of a file that a spreadsheet saved: by its byte order mark, else UTF-8, else CP932, which Excel
 * writes in Japan (the Encoding Standard's shift_jis is that code page). UsageError when it is none of them.
 */
export function decodeSpreadsheet(bytes: Uint8Array, fileName: string): string {
  for (const [mark, encoding] of BYTE_ORDER_MARKS) {
    if (mark.every((byte, index) => bytes[index] === byte)) {
      return decoded(bytes, encoding) ?? refuse(fileName);
    }
  }
  return decoded(bytes, 'utf-8') ?? decoded(bytes, 'shift_jis') ?? refuse(fileName);
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function refuse(fileName: string): never {
  throw new UsageError(`${fileName}: neither UTF-8 nor CP932; save it as "CSV UTF-8"`);
}
