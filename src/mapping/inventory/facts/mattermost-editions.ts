/** Where the limits of Mattermost's free editions are written (docs.mattermost.com, state of the day). */
export const EDITIONS_SOURCE = {
  subject: 'editions',
  asOf: '2026-08-22',
  maxAgeDays: 180,
  source: 'https://docs.mattermost.com/product-overview/editions-and-offerings.html',
} as const;

/** Team Edition refuses more registered people (docs.mattermost.com, error codes, ERROR_SAFETY_LIMITS_EXCEEDED). */
export const TEAM_EDITION_PEOPLE = 250;

/** Entry shows so many of the newest messages; older ones stay in the database and are not shown. */
export const ENTRY_MESSAGES = 10_000;
