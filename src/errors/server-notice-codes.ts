/** What the server is, where it keeps its things, and how Slack and S3 are reached. */
export const SERVER_NOTICES = {
  'release-feature': ['feature'],
  'release-later': ['feature', 'patch'],
  'release-range': ['from', 'to'],
  'release-newer': ['newest', 'asOf'],
  'release-by-migration': ['release', 'migration'],
  'release-contradicted': ['key', 'told', 'found'],
  'release-hint': [],
  'mattermost-version-unusable': ['key', 'text'],
} as const;
