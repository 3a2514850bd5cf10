import type { MovePath } from '../../mapping/plan/plan.ts';
import type { Role, RunbookStepId } from '../../mapping/runbook/order.ts';
import type { TroubleCode } from '../../mapping/runbook/trouble.ts';

/** What a step says: what is done, how one sees that it is good, and what to do when it is not. */
export interface StepTexts {
  readonly heading: string;
  readonly what: string;
  readonly check: string;
  readonly failed: string;
}

/** The runbook of a team. `{name}` is filled with a value. */
export const runbook = {
  title: 'Runbook: from Mattermost to Slack',
  rule: '**Until the cutover, people write only in Mattermost.** Give the commands in the folder of `mm2slack.yaml`, with `SLACK_TOKEN` set. `mm2slack status` says at any time what is next.',
  made: 'Made from `{plan}` of {moment}.',
  target: 'Compared with: {target}.',
  unasked:
    'Direct and group messages move, and no list says who agreed. To ask first: `mm2slack runbook --consent FILE` prints this runbook with the step of asking.',
  ways: {
    zip: 'The way: one ZIP after the freeze, imported by the owner, then attachments and proof.',
    'zip-then-sync':
      'The way: one ZIP before the freeze, imported by the owner; what changes since is synced until the freeze.',
    replay: "The way: everything is posted through Slack's API; no import.",
  } satisfies Record<MovePath, string>,
  figuresHeading: 'Figures',
  figures: {
    teams: 'Teams',
    channels: 'Channels and conversations',
    posts: 'Posts',
    files: 'Attachments',
    zip: 'Size of the ZIP',
    people: 'People',
    namesOnly: 'of those, without an account in Slack',
  },
  rolesHeading: 'Roles',
  roles: {
    lead: ['Lead', 'decides by the plan, begins and ends the freeze, signs the proof'],
    database: ['Database', 'gives a read-only account, runs the commands, keeps the dump'],
    owner: ['Owner of the Slack', 'installs the app, imports the ZIP, does the pending changes'],
    integrations: ['Integrations', 'repoint webhooks and bots during the freeze'],
  } satisfies Record<Role, readonly [string, string]>,
  who: 'Who: {role}.',
  time: 'Time: {time}.',
  forecast: 'Forecast of the plan: {time} or more.',
  measured: 'Measured on {moment}: `{command}` took {time}.',
  measuredPosts: 'Measured on {moment}: `{command}` took {time} for {posts} {posts:post|posts}.',
  check: 'Check: {text}',
  failed: 'If not: {text}',
  steps: {
    look: {
      heading: 'Look',
      what: 'Read `plan.html` and `preview.html`; correct `users.csv` and `channels.csv`, and plan again until the lead agrees.',
      check: 'each command ends with 0, and everybody who writes is in the plan.',
      failed:
        '`doctor` ends with 1 and names each check that failed with what to do; repeat it until it ends with 0.',
    },
    ask: {
      heading: 'Ask who agrees',
      what: 'A direct or group message moves only where everybody in it agreed. Send the text of `dms-request.en.txt` or `dms-request.ja.txt` (in the work directory) to the people, write `yes`, `no` or `ask` for each conversation into the column `consent` of `{consent}`, and plan again.',
      check: 'no line says `ask`, and the plan says how many conversations move and stay.',
      failed:
        'conversations with `no` and `ask` stay in Mattermost. An answer may still change: plan again; `sync` brings what was agreed to since, and lists what must be removed.',
    },
    rehearse: {
      heading: 'Rehearse',
      what: 'Replace the domain by one of yours that nobody uses. The owner imports `rehearsal.zip` into a test workspace, looks at it, notes the time that it took, and deletes that workspace.',
      check: '`verify` ends with 0, and channels, threads and names look right in Slack.',
      failed:
        '`verify` ends with 1: read `verify.md` in the work directory of the rehearsal. Do not go on before the lead has decided about each difference.',
    },
    freeze: {
      heading: 'Freeze',
      what: 'Announce it in Mattermost, repoint webhooks and bots, then block Mattermost for everybody at the load balancer. The database stays up.',
      check: 'nobody can write: no new row in the table Posts.',
      failed:
        'a bot or a webhook still writes: stop it first; what it writes after the last sync is not in Slack.',
    },
    archive: {
      heading: 'Build the ZIP',
      what: 'Keep the ZIP with its manifest: the proof refers to it.',
      check: 'both commands end with 0.',
      failed:
        '`verify` ends with 1: `verify.md` says what differs. What people wrote since the ZIP was built may differ, and a sync after the import brings it. For anything else remove the cause and build the ZIP again; import none that differs otherwise.',
    },
    import: {
      heading: 'Import',
      what: 'The owner imports `bulk.zip` at `https://<workspace>.slack.com/services/import`, maps people by e-mail, lets Slack make deactivated accounts for people without one (as bots they would lose their reactions and mentions), and invites the app into every private channel.',
      check: 'Slack says that the import is complete.',
      failed: 'delete the import on the same page, correct what Slack names, and import again.',
    },
    link: {
      heading: 'Link the import, and bring the attachments',
      what: '`adopt` finds what was imported, `sync` brings what was written since, `files` uploads the attachments: without it they are missing.',
      check: 'each command ends with 0.',
      failed:
        '`adopt` ends with 1: `adopt-ambiguous.csv` names what was not found. Invite the app into the channels that it names and repeat. 3: the same command goes on.',
    },
    fill: {
      heading: 'Fill the workspace',
      what: 'Posts channels, messages and attachments. It may be stopped at any time; the same command goes on and sends nothing twice.',
      check: 'it ends with 0.',
      failed: '3: the same command goes on. 2: the line says what is wrong; nothing was sent.',
    },
    follow: {
      heading: 'Follow',
      what: 'Repeat it as often as wanted until the freeze.',
      check: 'the numbers get smaller each time.',
      failed: 'do what `pending-changes.csv` lists: only a person can do it in Slack.',
    },
    finish: {
      heading: 'Last sync',
      what: 'It ends when a comparison of all ids finds nothing to do.',
      check: 'it prints `in sync, lag 0`.',
      failed: 'somebody still writes in Mattermost: see Freeze.',
    },
    prove: {
      heading: 'Proof',
      what: '`verify` compares source and workspace, `evidence` packs the records. The lead signs `verify.md`.',
      check: '`verify` ends with 0: both sides agree, apart from what was recorded beforehand.',
      failed:
        '1: `verify.md` says what differs, `differences.jsonl` has each. `mm2slack sync --repair --dry-run` lists what can be sent again, without `--dry-run` sends it; then verify again.',
    },
    announce: {
      heading: 'Announce',
      what: 'Tell everybody that Slack is open, and whom to ask when something is missing.',
      check: 'the lead has signed.',
      failed: 'open Mattermost again: see Back.',
    },
    back: {
      heading: 'Back',
      what: 'Only when the lead decides against the move. Open Mattermost again; this command takes out of Slack what the program posted. The owner deletes an import in Slack.',
      check: 'it ends with 0.',
      failed: '3: the same command goes on.',
    },
    keep: {
      heading: 'Keep and delete',
      what: 'Keep the database dump, the file store, the ZIP and `evidence.zip` as long as records are kept. Revoke the token of the app. `status` lists the files that hold personal data: delete the work directory, `preview.html` and the trial ZIP when `evidence.zip` is stored, 90 days after the proof at the latest.',
      check: 'the files that `status` lists are gone.',
      failed: 'a retention rule or a legal hold of your company wins over these dates.',
    },
  } satisfies Record<RunbookStepId, StepTexts>,
  /** Time that a step takes as a rule. The seconds are those of docs/performance.md, for two cores. */
  needs: {
    look: 'a minute of the program for each million posts (`plan` 40 s), and some days for the lists',
    ask: 'as long as people take to answer',
    rehearse: 'two minutes of the program for each million posts, and as long as Slack imports',
    freeze: 'minutes; after it nobody writes until the announcement',
    archive: 'two minutes for each million posts (`zip` 42 s, `verify` 62 s)',
    import: 'as long as in the rehearsal',
    link: "as Slack's limits of calls allow, most of it for the attachments",
    fill: "as Slack's limits of calls allow, at most a message a second into each channel",
    follow: 'minutes, when it is repeated every day',
    finish: 'minutes; longer where much changed since the last sync',
    prove: 'as long as the workspace takes to be read, page by page',
    announce: 'minutes',
    back: "as Slack's limits of calls allow",
    keep: 'until the records are deleted, 90 days after the proof at the latest',
  } satisfies Record<RunbookStepId, string>,
  troubleHeading: 'When something goes wrong',
  troubleLead:
    'By message, in the order in which they may come; `…` stands for names and numbers. The code is in the log (`WORK/log/`) too.',
  trouble: {
    'database-refuses-user':
      'the password is in `MM2SLACK_SOURCE_PASSWORD` or the settings; the account must be allowed to connect from this host',
    'no-select-on-table':
      'whoever runs the database gives the grant that is printed; then `doctor`',
    'connection-lost': 'the same command goes on where it was, or begins anew where it only read',
    'statement-too-slow': 'read from a replica or a restored dump, not from the busy server',
    'texts-read-as-latin1':
      'best a dump that is restored with its own character set; look at some posts with `preview` before anything is sent',
    'charset-replaced': 'what became `?` is lost in this copy: look for an earlier dump',
    'files-differ':
      'the copy of the file store is not whole: copy it again, then `doctor`. A file that stays missing is named in its message and does not move',
    'no-space': 'nothing half-written stays; the same command goes on when there is room',
    'file-exists': 'the file of an earlier run: another name, or `--force`',
    'work-directory-locked': 'only one run writes at a time; a run that was killed leaves no lock',
    'consent-missing': 'the same list in every command: `--consent FILE`',
    'consent-differs': 'the list that was used before; of several copies only one may be edited',
    'slack-token-missing': 'the bot token (`xoxb-…`) of your app, in the environment',
    'slack-token-fault': 'whoever owns the app copies the token again, after each installation',
    'slack-scope-missing': 'a new scope counts after the app is installed again; then `doctor`',
    'app-not-in-channel': 'the owner types `/invite @APP` in the channel; the same command goes on',
    'channel-archived':
      'the others are complete, and the error names what waits: the owner unarchives it, and the same command goes on',
    'no-room-for-files':
      'the owner makes room or takes a larger plan of Slack; the same command goes on',
    'ledger-of-other-workspace':
      'the token of the workspace where the move began; each workspace has a work directory of its own',
    'ledger-moved':
      'without `ledger.db` nothing can be gone on with: it is never deleted or copied back',
    interrupted: 'what is kept is printed; the same command goes on and sends nothing twice',
  } satisfies Record<TroubleCode, string>,
  /** What is seen without a message. */
  troubleSeen: [
    ['A command ends with 1', 'it did its work and found something: the step says what to do'],
    ['A command ends with 2', 'nothing was done: give the `Next:` command that is printed'],
    ['A command ends with 3', 'give the same command again; nothing is sent twice'],
    ['`pending-changes.csv` has lines', 'the owner does them in Slack; `verify` expects them'],
    ['An attachment is missing', '`files`, then `verify` again'],
    [
      'Something is in Mattermost and not in Slack',
      '`sync`, then `verify`; `sync --repair` sends what `verify` misses',
    ],
  ],
  glossaryHeading: 'Words',
  glossary: [
    ['plan', 'every decision of the move, in `plan.json`; people edit it by its lists'],
    ['work directory', 'where plan, ledger, reports and logs are (`--work`)'],
    ['rehearsal', 'an import into a workspace that is deleted afterwards'],
    ['freeze', 'from here on nobody writes in Mattermost'],
    ['ledger', '`ledger.db`: what has been done in Slack, so that nothing is done twice'],
    ['`adopt`', 'to find what an import made, and write it into the ledger'],
    ['`sync`', 'to bring what was written, edited or deleted in Mattermost since'],
    ['loss', 'what Slack cannot hold, recorded beforehand with its reason'],
    ['pending change', 'what only a person can do in Slack'],
    ['`verify`', 'to read both sides and compare them, without a use of what wrote them'],
    ['proof', '`verify.md` when `verify` ended with 0, signed by the lead'],
    ['list of consent', '`dms.csv`: in which direct and group messages everybody agreed'],
    ['manifest', 'what is in an archive, with checksums'],
    ['owner', 'who may import into a workspace of Slack and install apps in it'],
    ['app, scope, token', 'what acts in Slack, what it may do, and its password'],
  ],
};
