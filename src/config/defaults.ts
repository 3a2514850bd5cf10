/** The settings file that is read when none is named. */
export const SETTINGS_FILE = 'mm2slack.yaml';

/**
 * Values of the settings that nothing else names, by their key in mm2slack.yaml: docs/configuration.md, the file that
 * init writes and the resolution of settings all read them here. Times are in milliseconds.
 */
export const DEFAULTS = {
  'source.connectTimeoutMs': 10_000,
  'source.statementTimeoutMs': 600_000,
  'source.postsPerPage': 1000,
  'files.deliver': 'api',
  'files.linkDays': 7,
  work: './mm2slack-work',
  include: 'public, private',
  'channels.names': 'display',
  'channels.archived': 'keep',
  systemMessages: 'keep',
  redactSecrets: false,
  'plan.newPeople': 'by-rule',
  'plan.newChannels': 'by-rule',
  'replay.time': 'context',
  'replay.reactions': 'summary',
  'replay.direct': 'private-channel',
  'sync.overlapMs': 600_000,
  'sync.compareEveryMs': 3_600_000,
  'slack.settleMs': 60_000,
  'slack.retryAfterMs': 30_000,
  'slack.canvases': false,
  'zip.bookmarks': 'none',
  'csv.quoting': 'backslash',
  'latex.block': true,
  'latex.inline': false,
  'inventory.seatPrice': 1050,
  'inventory.currency': 'JPY',
  'inventory.runningRate': 1,
} as const;

const BY_KEY: ReadonlyMap<string, string | number | boolean> = new Map(Object.entries(DEFAULTS));

/** The default of a setting as text; '' for one that has none. */
export const defaultText = (key: string): string => String(BY_KEY.get(key) ?? '');
