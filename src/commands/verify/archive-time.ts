import { headsOf } from './manifests.ts';

/**
 * Reads until which time of the source, in milliseconds, the archives together hold all changes. Undefined where the
 * manifest of one does not say so.
 */
export async function seenBy(
  zips: readonly string[],
  workDirectories: readonly string[],
): Promise<number | undefined> {
  const times: number[] = [];
  for (const zip of zips) {
    const [first] = await headsOf(zip, workDirectories);
    if (first?.seenToMs === undefined) return undefined;
    times.push(first.seenToMs);
  }
  return Math.max(...times);
}
