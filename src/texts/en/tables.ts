import type { Fate, Place } from '../../mapping/database/places.ts';
import type { TablePart } from '../../model/database-rows.ts';

/** What becomes of every table of the source. `{name}` is replaced by a value. */
export const tables = {
  heading: 'The whole database',
  lead: 'Every table of the source and what becomes of it. A figure with ≈ is an estimate of the database; one with ≥ was not counted to its end.',
  partsHeading: 'What people will miss',
  partsLead: 'Content of these tables that is a thing of its own to people.',
  columns: {
    table: 'Table',
    rows: 'Rows',
    place: 'Place',
    fate: 'What becomes of it',
    part: 'What',
  },
  unknownColumns: 'Columns without a place: {columns}',
  unknownTables: 'Tables that mm2slack does not know: {tables}',
  columnsWithoutPlace: 'Columns that mm2slack does not know: {columns}',
  sum: 'Tables of the source: {count} ({places}); `--json` and the reports list each',
  stays: 'Not moved: {parts}',
  partLeft: 'Not moved: {part}.',
  notReadable: 'not readable',
  places: {
    moved: 'moved',
    kept: 'kept as a file',
    'left-behind': 'left behind',
    technical: 'technical',
    unknown: 'unknown',
  } satisfies Record<Place, string>,
  fates: {
    'as-messages': 'becomes messages; deleted posts and edit history stay, as the account counts',
    'as-people': 'becomes people: names, addresses, positions and time zones',
    'as-bots': 'names the authors of messages; the bots must be built again (inventory)',
    'as-team-names': 'tells channels of several teams apart by name; Slack has no teams',
    'as-channels': 'becomes channels and conversations',
    'as-members': 'becomes the members of channels',
    'as-files': 'becomes files, or names of files, as the settings say',
    'as-reactions': 'becomes reactions',
    'as-emoji': 'becomes custom emoji through the API; a ZIP cannot carry them',
    'as-status':
      'becomes the status of the profile in an archive while it is valid; of the other properties nothing moves',
    'as-message-text': 'becomes a line in the message: priority and acknowledgements',
    'as-last-activity': 'tells who is active, in the inventory',
    'as-integrations':
      'listed in the inventory with the manifest of the app to build; Slack needs new apps',
    'bookmarks-message':
      'a pinned list in the last message of each migrated channel of the ZIP; plan writes bookmarks.csv too',
    'bookmarks-file':
      'plan writes bookmarks.csv; a ZIP cannot carry bookmarks, replay and sync add those of links through the API',
    'channel-admins-file':
      'plan writes channel-admins.csv: no import sets channel managers, set them by hand',
    'favourites-file':
      'plan writes favourites.csv: nothing can set them for people, who star their channels again',
    'groups-file':
      'plan writes groups.csv; a ZIP cannot carry groups, replay makes those that can be mentioned where the Slack plan has user groups',
    'saved-posts-files':
      'plan writes a page for each person into saved-posts: no import can save posts for people in Slack',
    'personal-settings': "each person's own choice: set it again in Slack",
    'no-counterpart': 'Slack has no counterpart that can be imported',
    'set-by-hand': 'Slack has it, but no import and no API of the app sets it: set it by hand',
    unsent: 'never sent: people copy what they still need before the move',
    'server-settings': "settings of the server: decide them again in Slack's administration",
    'membership-history':
      'who was a member when, and membership of teams: Slack has no place for it',
    audit: 'record for audits: keep the database or an export of it as long as you must',
    'shared-servers': 'links to other Mattermost servers: Slack Connect is set up anew',
    'boards-files':
      'plan writes a page and a JSON file for each board into boards/; Slack imports no boards',
    'playbooks-files':
      'plan writes a page and a JSON file for each playbook and run into playbooks/; Slack imports no playbooks',
    'as-call-posts':
      "becomes a file of the post that Calls made of it, in the call's channel, as the settings for files say",
    playbooks: 'settings and personal choices of Playbooks: Slack has no counterpart',
    boards:
      'earlier versions and deletions of boards, and personal choices: keep the database as long as you need them',
    calls: 'record of calls; their posts, recordings and transcripts move as posts and files',
    plugin: 'data of plugins, in forms of their own',
    'read-once': 'content that is shown once and then deleted: it never leaves the server',
    credentials: 'credentials and sign-in: never read',
    sessions: 'sessions and what people have seen of notices',
    jobs: 'work of the server',
    cache: 'computed from other tables',
    schema: 'versions of the schema',
    'unknown-table': 'mm2slack does not know this table: ask its plugin whether it holds content',
  } satisfies Record<Fate, string>,
  parts: {
    bookmarks: 'bookmarks of channels',
    'saved-posts': 'saved posts',
    favourites: 'favourite channels',
    'sidebar-categories': 'categories in the sidebar',
    'channel-admins': 'channel administrators',
    'team-admins': 'team administrators',
    'custom-status': 'custom statuses',
    'profile-attributes': 'values of custom profile attributes',
    'scheduled-posts': 'scheduled posts',
    drafts: 'drafts',
    reminders: 'reminders of posts',
    'channel-banners': 'channel banners',
    'thread-follows': 'followed threads',
    'notification-settings': 'notification settings of people',
    'muted-channels': 'muted channels',
    'user-groups': 'user groups',
    'retention-policies': 'retention policies',
    boards: 'boards',
    'board-cards': 'cards of boards',
    playbooks: 'playbooks',
    'playbook-runs': 'runs of playbooks',
    'playbook-attributes': 'attributes of runs of playbooks',
    'playbook-conditions': 'conditions of playbooks',
    calls: 'calls',
    'call-recordings': 'recordings of calls',
    'call-transcripts': 'transcripts of calls',
  } satisfies Record<TablePart, string>,
};
