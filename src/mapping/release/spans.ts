/**
 * What is known of a server's release, as a text of one of five forms, which is also what `plan.json`, `verify.json` and
 * `--json` hold: `8.1.2`; `8.1`, patch release unknown; `8.1.2+`, this patch release or a later one of 8.1; `11.3-11.4`,
 * one of these; `>11.10`, newer than the newest release that we know. '' for nothing. Servers' own words (`8.1.2-rc1`)
 * may be others.
 */
export type ReleaseText = string;

/** A release; the patch release is undefined where it is not known. */
export interface Release {
  readonly major: number;
  readonly minor: number;
  readonly patch: number | undefined;
}

/** The releases that a text leaves possible; `to` is undefined for all newer ones. */
export interface Span {
  readonly from: Release;
  readonly to: Release | undefined;
}

/** `8.1.2`, `8.1`; undefined for any other text. Builds behind it (`8.1.2-rc1`) are of the release. */
export function parseRelease(text: string): Release | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?:[-. ].*)?$/s.exec(text.trim());
  if (match === null) return undefined;
  const [, major = '', minor = '', patch] = match;
  return {
    major: Number(major),
    minor: Number(minor),
    patch: patch === undefined ? undefined : Number(patch),
  };
}

/** The span of a text of one of the five forms, or of a server's own words; undefined for any other. */
export function parseSpan(text: ReleaseText): Span | undefined {
  const [, newer, from = '', to] =
    /^(>)?(\d+\.\d+(?:\.\d+)?)(?:-(\d+\.\d+(?:\.\d+)?)|\+)?$/.exec(text) ?? [];
  const first = parseRelease(from);
  if (first === undefined) return oneRelease(parseRelease(text));
  if (newer !== undefined) return { from: { ...first, minor: first.minor + 1 }, to: undefined };
  if (text.endsWith('+')) return { from: first, to: { ...first, patch: undefined } };
  return { from: first, to: to === undefined ? first : parseRelease(to) };
}

const oneRelease = (release: Release | undefined): Span | undefined =>
  release === undefined ? undefined : { from: release, to: release };

/** Negative when `a` is older, by major and minor number. */
export const compareFeatures = (a: Release, b: Release): number =>
  a.major - b.major || a.minor - b.minor;

/** True for a release that the span leaves possible. */
export function isInSpan(release: Release, span: Span): boolean {
  const { from, to } = span;
  const { patch } = release;
  if (!hasFeature(span, release)) return false;
  if (patch === undefined) return true;
  if (compareFeatures(release, from) === 0 && patch < (from.patch ?? 0)) return false;
  return to?.patch === undefined || compareFeatures(release, to) < 0 || patch <= to.patch;
}

/** True when the span leaves some patch release of the same feature release possible. */
export const hasFeature = ({ from, to }: Span, release: Release): boolean =>
  compareFeatures(release, from) >= 0 && (to === undefined || compareFeatures(release, to) <= 0);

/** True when all releases of the span are of one feature release. */
export const isOneFeature = ({ from, to }: Span): boolean =>
  to !== undefined && compareFeatures(from, to) === 0;

/** `8.1`. */
export const featureText = ({ major, minor }: Release): string => `${major}.${minor}`;
