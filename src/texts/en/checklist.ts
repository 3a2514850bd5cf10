/** `import-checklist.md`. `{name}` is replaced by a value. */
export const checklist = {
  title: 'Import checklist',
  rehearsal:
    '**Rehearsal**: every e-mail address in this archive is in the domain {domain}. Import it into a test workspace only.',
  bundle:
    '**Not for import**: this archive contains the files themselves, for storage and for viewers. To import, build one without `files.deliver: bundle`.',
  link: 'Before people join, run in this order: {commands}.',
  files: {
    api: 'Attachments: `mm2slack files` uploads them; until then messages only name them.',
    link: 'Attachments: keep the links valid until the import has finished, then check that Slack fetched the files.',
    bundle: 'Attachments: they are in the archive under `__uploads`.',
    none: 'Attachments: only their names and sizes are migrated (`files.deliver: none`).',
  },
  archivesTitle: 'Archives',
  stepsTitle: 'Importing',
  steps: [
    'You must be an Owner of the workspace; it must not belong to an Enterprise Grid organisation, which cannot import.',
    'Do not rename, unpack or change the archive.',
    'Under {max} GB you may be able to upload the file on the page. If that fails, or above {max} GB, put the archive into Dropbox, Google Drive or Box and give its direct download link.',
    '**Restrict that link so that no one else can use it: the archive contains your whole correspondence. Delete the link and the copy as soon as the import has finished.**',
    'Open `https://<workspace>.slack.com/services/import`, choose the import from another Slack workspace, and start it.',
    'Keep the page open during the upload. Slack sends an e-mail that asks you to finish the mapping.',
    'While it runs, do not activate or deactivate members, and do not delete or rename channels.',
    'On the mapping page, choose for people and channels what the tables below say.',
  ],
  channelsTitle: 'Channels: what to choose on the mapping page',
  privateWarning:
    '**Check every line marked 🔒 twice.** An import cannot merge a private channel into an existing one: it must become a new private channel. If you choose a public channel, everyone can read its content.',
  channelColumns: ['In Slack', 'In Mattermost', 'Kind', 'Choose'],
  publicChannel: 'public',
  privateChannel: 'PRIVATE',
  archived: '(archived)',
  choices: {
    general: 'merge into the existing general channel',
    public: 'new public channel, or merge into the existing one of this name',
    private: 'NEW PRIVATE channel; never an existing or public one',
  },
  unnamed:
    '{count} direct and group {count:message|messages} {count:is|are} not listed: they follow their people, who must be mapped to accounts.',
  peopleTitle: 'People',
  people:
    '{active} {active:person|people} {active:is|are} active: merge them with the account of the same e-mail address, or create and invite them. {left} {left:has|have} left.',
  createDeactivated: 'has left: create deactivated',
  noEmail: 'has no e-mail address: Slack imports a bot unless you map an account by hand',
  emojiTitle: 'Custom emoji with a new name',
  emoji: 'Add these to Slack by hand under the new name: the messages already use it.',
  csv: {
    limits:
      "Slack's text import has channels, names and text alone: no threads, reactions, files, members, topics and pins. They are in the texts as far as text can say them. Prefer the ZIP of `zip` without `--format csv`, or `replay`, where Slack takes them.",
    steps: [
      'Unpack the archive. Slack takes one uncompressed CSV file at a time, UTF-8, comma as separator.',
      'Open `https://<workspace>.slack.com/services/import/csv`; you must be an Owner of the workspace.',
      'Try one small file in a test workspace first: do quotes, backslashes and line breaks look as in Mattermost? If not, build the archive again with the other `csv.quoting`.',
      'Import the files below one after another and choose for each what the table says.',
      'Slack does not match people by e-mail in a text import: choose on the mapping page which account each name is.',
    ],
    filesTitle: 'Files: what to choose for each',
    privateWarning:
      '**Everything in the folder `private/` was readable for its members only.** Import each of its files as a NEW PRIVATE channel; if you choose a public channel, everyone can read it.',
    fileColumns: ['File', 'Channel', 'In Mattermost', 'Choose'],
    kinds: {
      channels: 'public channel',
      groups: 'private channel',
      mpims: 'group message',
      dms: 'direct message',
    },
    archiveAfterwards: '(archived: archive it in Slack afterwards)',
    choices: {
      public: 'new public channel, or the existing one of this name',
      private: 'NEW PRIVATE channel; never an existing or public one',
    },
    emptyTitle: 'Channels without messages',
    empty: 'They have no file; create them by hand if you need them.',
    after: [
      'Invite the members of private channels; remove whoever imported them if that person should not read them.',
      'Set topics and purposes, and pin what was pinned: the losses file lists the posts.',
      'Delete the unpacked files: they contain your whole correspondence.',
      'Keep the archive, its manifest and losses; `mm2slack verify --zip` compares the archive with Mattermost.',
    ],
  },
  afterTitle: 'Afterwards',
  after: [
    'Delete the download link and the uploaded copy of the archive.',
    'Keep the archive and its files in the work directory (manifest, losses, and `post-index.csv`: old permalink to Slack message) in a safe place.',
    'Compare the number of messages in a few channels with the account.',
  ],
};
