import type { Config } from '../config.ts';
import type { Complaints } from './complaints.ts';
import { parseDomain } from './domain.ts';
import type { Flags } from './flags.ts';
import { oneOf } from './one-of.ts';
import { parseSize } from './parse-size.ts';
import type { Settings } from './settings-schema.ts';
import { parseWorkspaceUrl } from './workspace-url.ts';

type Shape = Pick<
  Config,
  | 'channelNames'
  | 'systemMessages'
  | 'redactSecrets'
  | 'splitBy'
  | 'splitBytes'
  | 'rehearsalDomain'
  | 'rewriteLinksTo'
  | 'lang'
>;

/** What can be uploaded through the browser (slack.com/help/articles/217872578, an older version of the page). */
const DEFAULT_SPLIT = '2GB';

/** How it is to look. Complaints are noted; the result may be asked for when there are none. */
export function resolveShape(
  flags: Flags,
  settings: () => Settings,
  complaints: Complaints,
): () => Shape {
  const systemMessages = complaints.of(() =>
    oneOf('system-messages', flags.systemMessages ?? settings().systemMessages ?? 'keep', [
      'keep',
      'drop',
    ]),
  );
  const splitBy = complaints.of(() =>
    oneOf('split-by', flags.splitBy ?? 'none', ['none', 'visibility', 'month', 'size']),
  );
  const splitBytes = complaints.of(() => parseSize('split-size', flags.splitSize ?? DEFAULT_SPLIT));
  const rehearsalDomain = complaints.of(() =>
    flags.rehearsal === undefined ? undefined : parseDomain('rehearsal', flags.rehearsal),
  );
  const rewriteLinksTo = complaints.of(() =>
    flags.rewritePermalinks === true
      ? parseWorkspaceUrl('target.workspaceUrl', settings().target?.workspaceUrl)
      : undefined,
  );
  const lang = complaints.of(() =>
    oneOf('lang', flags.lang ?? settings().lang ?? 'en', ['en', 'ja']),
  );
  return () => ({
    channelNames: settings().channels?.names ?? 'display',
    systemMessages: systemMessages(),
    redactSecrets: flags.redactSecrets ?? settings().redactSecrets ?? false,
    splitBy: splitBy(),
    splitBytes: splitBytes(),
    rehearsalDomain: rehearsalDomain(),
    rewriteLinksTo: rewriteLinksTo(),
    lang: lang(),
  });
}
