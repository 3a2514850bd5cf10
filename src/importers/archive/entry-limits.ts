/* Limits of unpacked entries: real exports stay far below, a broken or hostile one may claim any size. */

export const MAX_LIST_BYTES = 256 * 1024 * 1024;
export const MAX_DAY_BYTES = 512 * 1024 * 1024;
