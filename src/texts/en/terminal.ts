import type { FileState } from '../../mapping/file-states.ts';

/** What commands print to a terminal beside their tables. `{name}` is replaced by a value. */
export const terminal = {
  warning: 'warning: {warning}',
  fault: 'internal error, please report it',
  slackLosses: 'What Slack cannot hold (each post in {file}):',
  slackLossesShort: 'What Slack cannot hold:',
  pending: '{count} {count:change|changes} must be done by hand: pending-changes.csv',
  slackWaits: 'Slack asks to wait {time} before the next {method}; the run goes on by itself then',
  throttled: '  Slack asked to wait for {seconds} s',
  progress: {
    staging: 'reading {file}: {done} of {total}',
    posts: '{done} of {total} posts',
    perSecond: '{count} posts/s',
    perMinute: '{count} posts/min',
    left: '{time} left',
    seconds: '{seconds} s',
    minutes: '{minutes} min {seconds} s',
    hours: '{hours} h {minutes} min',
    calls: '{method} {count}/min',
    waited: 'Slack asked to wait {seconds} s',
  },
  zip: {
    emojiRenames: 'Custom emoji with a new name in Slack:',
    sincePlan: 'posts since the plan: {count}',
    bookmarkLists:
      'bookmarks: a pinned list at the end of {count} {count:conversation|conversations}',
    bytes: '{bytes} {bytes:byte|bytes}',
    done: '{messages} {messages:message|messages} in {conversations} {conversations:conversation|conversations}; how to import them: import-checklist.md in the work directory',
  },
  archive: {
    area: '{posts} {posts:post|posts}, {files} {files:file|files}, {reactions} {reactions:reaction|reactions}',
    neverShown: 'left out: {count} {count:post|posts} that one reader may see once or alone',
    tombstones:
      '{count} deleted {count:post|posts} {count:is|are} shown by {count:its|their} place alone, for {count:its|their} replies',
    deleted:
      '{count} deleted {count:post|posts} and {former} {former:text|texts} before edits are shown',
    hold: {
      title:
        'Legal hold of {people} {people:person|people} and {channels} {channels:channel|channels}:',
      rows: '{name}: {posts} {posts:post|posts}, {deleted} deleted {deleted:post|posts}, {formerTexts} earlier {formerTexts:text|texts}',
      met: 'all of them are in the archive',
      notMet:
        'NOT MET: {count} {count:post or text is|posts and texts are} not in the archive: {reasons}',
      reasons: {
        'read-once': 'to be read once or by one person: {rows}',
        'no-channel': 'of channels without a row: {rows}',
        'no-id': 'without an id: {rows}',
        'doubled-id': 'several rows with one id: {rows}',
        'impossible-time': 'with a time that is none: {rows}',
        differs: 'different in the archive: {rows}',
      },
    },
    difference: '{place}: {what}: {source} in the source, {site} in the archive',
    files: {
      changed: '{place}: other bytes than it was written with',
      missing: '{place}: is not there, or is no file',
      strange: '{place}: the archive was written without it',
      more: 'and {count} more {count:file|files}',
    },
    idsDiffer: '{place}: other posts than in the source',
    strange: '{place}: not in the source or not selected',
    what: {
      posts: 'posts',
      deleted: 'deleted posts',
      formerTexts: 'texts before edits',
      files: 'files',
      reactions: 'reactions',
      missingCopies: 'copies of files that are not there',
      results: 'results of the search',
      lookUps: 'posts that their ids lead to',
    },
    clean:
      '{out}: {posts} {posts:post|posts} in {channels} {channels:channel|channels}, as in the source',
    withoutBytes: '{count} {count:file|files} {count:is|are} named without {count:its|their} bytes',
    done: '{out}: {posts} {posts:post|posts} in {channels} {channels:channel|channels}; open index.html',
    packed:
      '{out}: {posts} {posts:post|posts} in {channels} {channels:channel|channels}; unpack it and open index.html',
  },
  replay: {
    dryRun:
      'would migrate {posts} {posts:post|posts} to {conversations} {conversations:conversation|conversations} of {workspace}; {messages} {messages:message|messages} {messages:is|are} already migrated',
    losses: 'What a replay cannot hold (each post in {file}):',
    done: '{messages} {messages:message|messages} in {conversations} {conversations:conversation|conversations} of {workspace}',
    method: 'method of Slack',
    calls: 'calls',
  },
  adopt: {
    dryRun: 'would link {channels} {channels:channel|channels} in {workspace}',
    channels: '{channels} {channels:channel|channels} of {workspace}',
    messages:
      '{adopted} {adopted:message|messages} found, {known} known before, {files} {files:file|files}',
    ambiguous: '{count} could not be told apart for certain: adopt-ambiguous.csv says what to do',
    notFound: '{count} {count:is|are} missing: adopt-ambiguous.csv says what to do',
    newer: '{count} {count:was|were} written after the import; sync migrates them',
    foreign:
      '{count} {count:message|messages} {count:was|were} written by other people and are not changed',
    /** What to do about a line of adopt-ambiguous.csv. */
    problems: {
      ambiguous:
        'compare the post with the candidates; sync changes none of them and sends nothing in their place, so make later edits and deletions of this post by hand',
      edited:
        'the post was edited since the import: compare it with the candidates and post the new text as a reply; sync changes none of them',
      'not-found':
        'look whether the import left the message out; sync does not send it, so post it by hand if it matters',
    },
  },
  sync: {
    inSync: 'in sync, lag 0',
    columns: {
      created: 'new',
      updated: 'changed',
      deleted: 'deleted',
      files: 'files',
      removed: 'removed',
      peopleRemoved: 'left',
      lag: 'lag',
    },
    lag: '{seconds} s',
  },
  repair: {
    item: 'would send again: {kind}, {link}',
    kinds: { message: 'message', file: 'file', reaction: 'reaction', pin: 'pin' },
    sent: 'Sent again, of {posts} {posts:post|posts}: {messages} {messages:message|messages}, {files} {files:file|files}, {reactions} {reactions:reaction|reactions}, {pins} {pins:pin|pins}.',
    wouldSend:
      'Would send again, of {posts} {posts:post|posts}: {messages} {messages:message|messages}, {files} {files:file|files}, {reactions} {reactions:reaction|reactions}, {pins} {pins:pin|pins}. Nothing was sent.',
    entered: '{count} {count:was|were} in the workspace already; the ledger has them now.',
    maybeMeant:
      'Messages that somebody deleted in Slack on purpose are among them: a deleted message and one that never arrived look the same.',
    verifyAgain: 'Run mm2slack verify again to compare.',
  },
  files: {
    read: 'files in the database',
    inManifest: 'in the manifest',
    inWorkspace: 'in the workspace',
    leftOut: '{count} left out: {reason}',
    states: 'of those looked at: {states} ({bytes} {bytes:byte|bytes})',
    none: 'none',
    between: ', ',
    inState: {
      ok: '{count} ok',
      missing: '{count} missing',
      refused: '{count} refused',
      secret: '{count} secret',
      'size differs': '{count} size differs',
      'over limit': '{count} over limit',
      empty: '{count} empty',
    } satisfies Record<FileState, string>,
    emoji: 'custom emoji: {ready} ready in the emoji folder, {added} added',
    pictures: 'profile pictures: {count} in the pictures folder',
    pickedUp: 'fetched from serve-files: {count}',
    manifest: 'every file, with its SHA-256: {file}',
  },
  serveFiles: {
    done: '{files} {files:file|files} served ({bytes} {bytes:byte|bytes}), {refused} {refused:request|requests} refused, {failed} failed',
  },
  preview: {
    construct: 'what posts hold',
    count: 'posts',
    done: '{file}: open it in a browser; it holds the text of posts, so do not pass it on',
  },
  inventory: {
    tables: 'All tables are in inventory.html; --full prints them here.',
    searched:
      'search for credentials: {posts} {posts:post|posts} and {files} text {files:file|files} in {seconds} s, {found} found',
  },
  undo: {
    removed: '{messages} {messages:message|messages} and {files} {files:file|files} removed',
    canvases: '{count} {count:canvas|canvases} removed',
    refused: 'Slack does not let the app remove {count} more; channels stay until they are gone',
    channels:
      '{archived} {archived:channel|channels} renamed and archived, {kept} kept: others have written in them',
  },
  init: {
    head: `# Settings of mm2slack. A line behind a # says nothing: take the # away to use it.
# Flags and the environment win over this file. Passwords and tokens do not belong here:
#   MM2SLACK_SOURCE_PASSWORD   the database password
#   SLACK_TOKEN                the token of your Slack app
# mm2slack doctor tells whether a run can succeed; docs/configuration.md says more.
`,
    saidByServer: 'as mattermostConfig says',
    begin:
      'A few questions; Enter takes what is offered, Ctrl-C ends without writing anything. Passwords are not shown and not written.',
    configFound: '{path} is there. Read database and file store from it?',
    configDenied:
      '{path} is there, but may not be read: run this as its owner or with sudo, or name a copy with --mattermost-config',
    source: 'Database (mysql://user@host/name or postgres://…), empty for later:',
    password: 'Password (not shown; empty for none):',
    trying: 'Trying the database …',
    sourceAgain: 'Database again, empty to keep this one:',
    files: "Folder of Mattermost's files, or s3://bucket/prefix",
    filesNone: '(empty for none):',
    noFolder: '{folder}: there is no such folder',
    language: 'Language of output and reports, en or ja [{lang}]:',
    teamsThere: 'Teams: {names}',
    teams: 'Teams to migrate, with commas between them (empty for all):',
    noTeam: "There is no team '{name}'.",
    meant: 'Did you mean {near}?',
    direct: 'Migrate direct and group messages too?',
    directNotWithTeams: 'Direct messages belong to no team: they are not migrated.',
    written: '{file} is written.',
    checked: '{file} is written. Checks with these settings:',
    passwordNext:
      'The password is not in the file. Type it once for the further commands (it is not shown):',
    mend: 'Correct what is marked FAILURE, then check again.',
  },
};
