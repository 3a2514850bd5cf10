/** `2023-04-03 01:30:00 UTC`; an empty text when no calendar holds the time. */
export function utcSeconds(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime())
    ? ''
    : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export const utcMs = (ms: number): string => utcSeconds(ms / 1000);

/** `1.4 MB`, decimal as Slack counts. */
export function sizeText(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(sizeBytes) / 3), units.length);
  return `${(sizeBytes / 1000 ** power).toFixed(1)} ${units[power - 1]}`;
}
