import { type NoticeValue, notice } from '../../errors/notices.ts';
import { RELEASES_AS_OF } from './migrations.ts';
import { featureText, isOneFeature, parseSpan, type ReleaseText } from './spans.ts';

/** A release for a person, `8.1, patch release unknown`; '' for nothing known, a server's own words as they are. */
export function releaseWords(version: ReleaseText): NoticeValue {
  const span = parseSpan(version);
  if (span === undefined) return version;
  if (version.startsWith('>')) {
    return notice('release-newer', { newest: version.slice(1), asOf: RELEASES_AS_OF });
  }
  const { from, to } = span;
  if (version.endsWith('+')) {
    return notice('release-later', { feature: featureText(from), patch: version.slice(0, -1) });
  }
  if (to !== undefined && !isOneFeature(span)) {
    const [first = '', last = ''] = version.split('-');
    return notice('release-range', { from: first, to: last });
  }
  return from.patch === undefined ? notice('release-feature', { feature: version }) : version;
}
