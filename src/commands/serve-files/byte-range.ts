import type { ByteRange } from '../../exporters/file-store.ts';

/**
 * The part of a file that a Range header asks for (RFC 9110, 14.2): `whole` without one or for one that may be
 * passed over, such as several parts at once; `none` when no byte of it is there.
 */
export function byteRange(
  header: string | undefined,
  sizeBytes: number,
): ByteRange | 'whole' | 'none' {
  const [, from = '', to = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  const last = sizeBytes - 1;
  if (from === '') {
    const length = Number(to);
    if (length === 0 || sizeBytes === 0) return 'none';
    return { startByte: Math.max(0, sizeBytes - length), endByte: last };
  }
  const startByte = Number(from);
  if (to !== '' && Number(to) < startByte) return 'whole';
  if (startByte > last) return 'none';
  return { startByte, endByte: to === '' ? last : Math.min(Number(to), last) };
}
