/** What `--help` says: of each command, and of each flag by its name. */
export const help = {
  program: 'Moves a Mattermost server into a Slack workspace.',
  headings: {
    usage: 'Usage:',
    options: 'Options:',
    commands: 'Commands:',
    arguments: 'Arguments:',
  },
  /** A wrong flag or command, in commander's words. */
  wrongUsage: '{problem} (mm2slack --help tells what there is)',
  /** Flags that have the same meaning wherever they occur. */
  flags: {
    '--help': 'display help for command',
    '--version': 'output the version number',
    '--config': 'configuration file (default: mm2slack.yaml, if there is one)',
    '--source': 'database: mysql://, mariadb:// or postgres://user:password@host/name',
    '--mattermost-config': "Mattermost's own config.json: database and files are read from it",
    '--files': "Mattermost's file store: a folder or s3://bucket/prefix",
    '--work': 'work directory (default: ./mm2slack-work)',
    '--include': 'public,private,direct,group (default: public,private)',
    '--channels': 'only these channels: name, team/name, display name or id',
    '--exclude-channels': 'not these channels',
    '--teams': 'only channels of these teams',
    '--from': 'only posts from this day or moment on (UTC)',
    '--to': 'only posts before this day or moment (UTC)',
    '--lang': 'language of reports',
    '--json': 'print one JSON object',
    '--quiet': 'no progress and no remarks',
    '--redact-secrets': 'credentials stay behind: a mark stands where each was, and it is recorded',
    '--plan': 'do what this plan says',
    '--strict': 'with --plan: refuse any change of people or channels since the plan',
    '--yes': 'do not ask',
    '--max-duration': 'stop after so long (30m, 9h); the same command goes on',
  },
  commands: {
    init: {
      description: 'Writes a commented mm2slack.yaml, asking only what it cannot find out.',
      flags: { '--force': 'replace an existing file' },
    },
    doctor: {
      description: 'Checks database, files, disk and Slack: can a run succeed?',
      flags: {
        '--target': 'what the run is to reach: Slack needs a token then',
        '--out': 'the ZIP to be written: is there room for it?',
        '--manifest': 'print a manifest for a Slack app that has every scope',
      },
    },
    inventory: {
      description:
        'Says what is there, what it costs to stay and to move, and what to build again.',
      flags: {
        '--with-text': 'names of private channels in the reports',
        '--no-secret-scan': 'do not search posts and text files for credentials',
      },
    },
    plan: {
      description:
        'Says everything that a move would do, without doing it; writes plan.json and lists to edit.',
      flags: {
        '--target': 'compare with a workspace (slack) or an archive (zip FILE)',
        '--against': 'compare with an older plan',
        '--detailed-exitcode': 'exit 1 when there are changes',
        '--with-text': 'names of private conversations and e-mail addresses in the reports',
      },
    },
    zip: {
      description: "Builds Slack's import ZIP from the database, every row accounted for.",
      flags: {
        '--out': 'the ZIP to write',
        '--force': 'replace an existing ZIP',
        '--split-by': 'several archives: public and private channels, months, or by size',
        '--split-size': 'with --split-by size: of each archive (default: 2GB)',
        '--since-last': 'only what the archives made before with this --work do not hold',
        '--system-messages': 'joins, topics and the like (default: keep)',
        '--rewrite-permalinks': 'links to old posts lead to target.workspaceUrl',
        '--rehearsal': 'for a trial import: every e-mail address on a domain of your own',
      },
    },
    replay: {
      description:
        "Posts the history through Slack's API, each message once; the same command goes on.",
      flags: { '--dry-run': 'say what would be done, and do nothing' },
    },
    adopt: {
      description: 'After an import: finds its channels and messages, so that sync knows them.',
      flags: {
        '--plan': 'the plan that the archive was made by',
        '--dry-run': 'say which channels are found, and write nothing',
      },
    },
    sync: {
      description:
        'Brings a workspace up to date: what is new, changed or gone since the last time.',
      flags: {
        '--watch': 'again and again, so many seconds apart (default: 60)',
        '--until-synced': 'until a pass that compares everything finds nothing to do',
        '--accept-removals': 'many posts that were moved have been removed on purpose',
      },
    },
    files: {
      description:
        'Uploads attachments into the channels that are there already, each once; the same command goes on.',
      flags: { '--check': 'only the manifest, the emoji and the pictures; nothing is uploaded' },
    },
    'serve-files': {
      description: 'Serves the file store by signed links that expire, until it is stopped.',
      flags: { '--listen': 'host:port to listen on (default: 127.0.0.1:8080)' },
    },
    preview: {
      description: 'Shows posts and what becomes of them side by side, in one HTML page.',
      flags: {
        '--html': 'the page to write',
        '--force': 'replace an existing page',
        '--post': 'only this post: its id or its permalink',
      },
    },
    undo: {
      description: 'Removes from the workspace what the ledger says that replay put there.',
      flags: {},
    },
    verify: {
      description:
        'Reads archives or the workspace back and compares them with the source in both directions.',
      flags: {
        '--zip': 'verify these archives, in import order; without it, the workspace',
        '--plan': 'expect the decisions of this plan',
        '--bytes': 'download the files of the workspace and compare their bytes',
        '--rewrite-permalinks': 'expect links to old posts to lead to target.workspaceUrl',
        '--system-messages': 'as in the migration (default: keep)',
        '--rehearsal': 'the archives are for a trial import, with e-mail addresses on this domain',
      },
    },
    completion: {
      description: 'Prints a script that completes commands and flags in a shell.',
      flags: { shell: 'the shell' },
    },
  },
};
