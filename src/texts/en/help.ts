/** What `--help` says: of each command, and of each flag by its name. */
export const help = {
  program: 'Migrates a Mattermost server to a Slack workspace.',
  headings: {
    usage: 'Usage:',
    options: 'Options:',
    commands: 'Commands:',
    arguments: 'Arguments:',
  },
  /** Values of a flag, behind its sentence. */
  choices: '(choices: {choices})',
  /** Behind the list of commands. */
  guide: {
    firstSteps: 'First steps:',
    steps: {
      init: 'asks for database and files, writes mm2slack.yaml',
      doctor: 'checks whether a run can succeed',
      inventory: 'what is there, what it costs, what must be rebuilt',
      plan: 'what would happen; nothing is written to Slack',
      status: 'at any time: how far it is, and the next command',
    },
    examples: 'Examples:',
    exitCodes: 'Exit codes:',
    more: [
      'mm2slack COMMAND --help shows the flags and examples of a command.',
      'mm2slack runbook prints the whole way for your plan (before: docs/runbook.md).',
    ],
  },
  exitCodes: {
    '0': 'done; recorded losses are no failure',
    '1': 'done, but something differs or a check failed',
    '2': 'wrong usage, settings, source or target: nothing was done',
    '3': 'stopped part-way: the same command resumes',
    '70': 'a fault of the program',
    '130': 'interrupted',
  },
  /** A wrong flag or command. */
  usage: {
    line: '{problem} (see {program} --help)',
    suggestion: '(Did you mean {names}?)',
    unknownOption: "unknown option '{name}'",
    unknownCommand: "unknown command '{name}'",
    missingArgument: "missing required argument '{name}'",
    missingValue: "option '{name}' argument missing",
    emptyValue: "option '{name}' has an empty value",
    missingOption: "required option '{name}' not specified",
    notAChoice: "option '{name}' argument '{value}' is invalid. Allowed choices are {choices}.",
    argumentNotAChoice:
      "command-argument value '{value}' is invalid for argument '{name}'. Allowed choices are {choices}.",
    tooMany: "too many arguments for '{name}': expected {expected}, got {given}",
  },
  /** Flags that have the same meaning wherever they occur. */
  flags: {
    '--help': 'display help for command',
    '--version': 'output the version number',
    '--config': 'configuration file (default: mm2slack.yaml, if there is one)',
    '--source':
      'database: mysql://, mariadb:// or postgres://user:password@host/name; or a bulk export: export.zip,import.jsonl',
    '--mattermost-config': "Mattermost's own config.json: database and files are read from it",
    '--files': "Mattermost's file store: a folder or s3://bucket/prefix",
    '--work': 'work directory (default: ./mm2slack-work)',
    '--include': 'public,private,direct,group (default: public,private)',
    '--consent':
      'of the direct and group messages included, only those in which everybody agreed (dms.csv)',
    '--channels': 'only these channels: name, team/name, display name or id',
    '--exclude-channels': 'not these channels',
    '--teams': 'only channels of these teams',
    '--from': 'only posts from this day or time on (UTC)',
    '--to': 'only posts before this day or time (UTC)',
    '--lang':
      'language of output and reports (default: as LC_ALL, LC_MESSAGES or LANG say, else en)',
    '--json': 'print one JSON object',
    '--quiet': 'print results and errors only',
    '--verbose': 'also print what goes into the log',
    '--log-file': 'where the log goes; WORK/log/COMMAND-TIME.jsonl without it',
    '--redact-secrets': 'replace credentials by a mark, and record each one',
    '--plan': 'follow the decisions of this plan',
    '--strict': 'with --plan: refuse any change of people or channels since the plan',
    '--workers': 'threads that map, compare or search posts (default: by the cores of the machine)',
    '--yes': 'do not ask',
    '--max-duration': 'stop after this time (30m, 9h); run the same command again to resume',
  },
  commands: {
    init: {
      description:
        'Asks step by step for what it cannot find out, writes a commented mm2slack.yaml, and checks it.',
      flags: { '--force': 'replace an existing file' },
    },
    doctor: {
      description: 'Checks database, files, disk and Slack before a run.',
      flags: {
        '--target': 'target of the run; slack also checks the token',
        '--out': 'the ZIP to write: checks that there is enough disk space',
        '--manifest': 'print a manifest for a Slack app that has every scope',
      },
    },
    inventory: {
      description: 'Reports what is there, what staying and moving cost, and what must be rebuilt.',
      flags: {
        '--with-text': 'include names of private channels in the reports',
        '--full': 'print every table, not only the page for those who decide',
        '--no-secret-scan': 'do not search posts and text files for credentials',
      },
    },
    plan: {
      description:
        'Reports everything that a migration would do, without doing it; writes plan.json and lists to edit.',
      flags: {
        '--target': 'compare with a workspace (slack) or an archive (zip FILE)',
        '--against': 'compare with an older plan',
        '--detailed-exitcode': 'exit 1 when there are changes',
        '--with-text': 'include names of private conversations and e-mail addresses in the reports',
        '--full': 'print the whole report instead of its sums',
      },
    },
    people: {
      description:
        'Opens a local page on which people and channels of users.csv and channels.csv are matched by hand.',
      flags: {
        '--target': 'read accounts and channels of the workspace as candidates',
        '--no-browser': 'ask in the terminal instead of a page',
      },
    },
    zip: {
      description: "Builds Slack's import ZIP from the database and accounts for every row.",
      flags: {
        '--out': 'the ZIP to write',
        '--force': 'replace an existing ZIP',
        '--split-by': 'write several archives: by visibility, by month or by size',
        '--split-size': 'with --split-by size: size of each archive (default: 2GB)',
        '--format':
          "json: Slack's export format; csv: Slack's text import, a file a channel (default: json)",
        '--csv-quoting':
          'with --format csv: write a quote in a text as \\" (backslash) or "" (doubled)',
        '--since-last': 'only what earlier archives with this --work do not contain',
        '--system-messages': 'messages about joins, topics and so on (default: keep)',
        '--rewrite-permalinks': 'rewrite links to old posts to target.workspaceUrl',
        '--rehearsal': 'for a trial import: move every e-mail address to this domain',
      },
    },
    archive: {
      description:
        'Writes channels as web pages with a search, to be read without Mattermost, from disk and offline.',
      flags: {
        '--out': 'the folder to write, or a .zip',
        '--include': 'public,private,direct,group (default: public)',
        '--force': 'replace an existing archive',
        '--attachments':
          'copy the files into the archive, link to them in their folder, or show their names alone (default: copy)',
        '--verify':
          'count an archive against the source instead of writing one; 1 when they differ',
        '--with-deleted': 'show deleted posts and the texts before edits',
        '--person': 'only what this person wrote: for a request about personal data',
        '--hold':
          'a list of people and channels of a legal hold: the archive has their deleted posts and earlier texts, counted, or is refused',
        '--no-hold': 'write an archive that does not keep the list of the setting hold',
      },
    },
    replay: {
      description:
        "Posts the history through Slack's API, each message once; the same command resumes it.",
      flags: { '--dry-run': 'report what would be done, and change nothing' },
    },
    adopt: {
      description: 'After an import: links its channels and messages to the source, for sync.',
      flags: {
        '--plan': 'the plan that the archive was made with',
        '--dry-run': 'report which channels are found, and write nothing',
      },
    },
    sync: {
      description:
        'Updates a workspace with what was added, changed or removed since the last run.',
      flags: {
        '--watch': 'repeat every N seconds (default 60)',
        '--until-synced': 'repeat until a pass that compares everything finds no difference',
        '--accept-removals': 'allow deleting many posts that were already migrated',
        '--repair': 'send again what the last verify listed as missing, after another look',
        '--dry-run': 'with --repair: list what would be sent again, and write nothing',
      },
    },
    files: {
      description:
        'Uploads attachments into existing channels, each once; the same command resumes it.',
      flags: { '--check': 'write the manifest, emoji and pictures only; upload nothing' },
    },
    'serve-files': {
      description: 'Serves the file store through signed links that expire, until it is stopped.',
      flags: { '--listen': 'host:port to listen on (default: 127.0.0.1:8080)' },
    },
    preview: {
      description: 'Shows posts and their conversion side by side, in one HTML page.',
      flags: {
        '--html': 'the page to write',
        '--force': 'replace an existing page',
        '--post': 'only this post: its id or its permalink',
      },
    },
    undo: {
      description: 'Removes from the workspace what the ledger records as created by replay.',
      flags: {},
    },
    verify: {
      description:
        'Reads archives or the workspace back and compares them with the source in both directions.',
      flags: {
        '--work': 'work directory; may be repeated for a move that was split',
        '--zip': 'verify these archives, in import order; without it, the workspace',
        '--plan': 'expect the decisions of this plan',
        '--bytes': 'download the files of the workspace and compare their bytes',
        '--with-text': 'include names of private conversations in the reports',
        '--rewrite-permalinks': 'expect links to old posts to lead to target.workspaceUrl',
        '--system-messages': 'as in the migration (default: keep)',
        '--csv-quoting': 'as with zip --format csv, for an archive without its manifest',
        '--rehearsal': 'the archives are for a trial import, with e-mail addresses on this domain',
      },
    },
    status: {
      description:
        'Says from the work directory which step is reached, what is pending and what is next.',
      flags: {},
    },
    evidence: {
      description:
        'Packs plan, manifests, reports, losses and lists of the work directory, with checksums, for the records.',
      flags: {
        '--out': 'the ZIP to write',
        '--redacted': 'without names, addresses and texts, for a support case',
        '--force': 'replace an existing ZIP',
        '--work': 'work directory; may be repeated for a move that was split',
      },
    },
    runbook: {
      description:
        "Prints the team's own runbook, in the way that the plan recommends: commands, checks, figures, times.",
      flags: {
        '--plan': 'plan.json of the move',
        '--consent':
          'the list of who agreed (dms.csv): with the step of asking, and in every command that takes it',
        '--out': 'write it into this file (Markdown)',
        '--force': 'replace an existing file',
      },
    },
    completion: {
      description: 'Prints a script that completes commands and flags in a shell.',
      flags: { shell: 'the shell' },
    },
    version: {
      description: 'Prints the versions of the program and of Node.',
      flags: {},
    },
  },
};
