/** What can be wrong with the rows of a server, each with what a migration does about it. */
export const HEALTH_CODES = [
  'posts_without_channel',
  'posts_of_unknown_people',
  'replies_without_root',
  'replies_before_root',
  'impossible_times',
  'future_times',
  'changed_before_made',
  'broken_props',
  'broken_characters',
  'reactions_without_post',
  'files_without_post',
  'files_missing',
  'channels_without_members',
  'members_without_account',
  'same_email',
  'no_email',
  'mixed_encodings',
] as const;
export type HealthCode = (typeof HEALTH_CODES)[number];

/** One thing that was looked for. */
export interface HealthFinding {
  readonly code: HealthCode;
  /** Undefined when it could not be looked for: the schema lacks a table, or no file store is named. */
  readonly count: number | undefined;
  /** Mattermost's ids, a few; of people their usernames. */
  readonly samples: readonly string[];
}
