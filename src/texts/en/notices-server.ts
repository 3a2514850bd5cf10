import type { SERVER_NOTICES } from '../../errors/server-notice-codes.ts';

/** What the server is, where it keeps its things, and how Slack and S3 are reached. */
export const serverNotices: Readonly<Record<keyof typeof SERVER_NOTICES, string>> = {
  'release-feature': '{feature}, patch release unknown',
  'release-later': '{feature}, patch release {patch} or later',
  'release-range': '{from} to {to}, exact release unknown',
  'release-newer': 'newer than {newest}, the newest release known on {asOf}',
  'release-by-migration': '{release} (database migration {migration})',
  'release-contradicted':
    "{key} says '{told}', but the database is of Mattermost {found}; the reports follow the database",
  'release-hint':
    'source.mattermostVersion can say the release, as System Console > About Mattermost shows it',
  'mattermost-version-unusable': "{key}: '{text}', expected a release such as 8.1.2 or '8.1'",
};
