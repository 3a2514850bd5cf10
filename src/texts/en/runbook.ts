import type { MovePath } from '../../mapping/plan/plan.ts';
import type { Role, RunbookStepId } from '../../mapping/runbook/steps.ts';

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
  time: 'Time: {time} or more, by the forecast of the plan.',
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
        '`verify` ends with 1: `verify.md` says what differs. Build the ZIP again after the cause is removed; import none that differs.',
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
  troubleHeading: 'When something goes wrong',
  trouble: [
    ['exit code 2, `SLACK_TOKEN is not set`', 'set it to the bot token of your app'],
    ['exit code 2, `doctor looks for everything`', 'give the `Next:` command that is printed'],
    [
      'exit code 3, or the connection was lost',
      'give the same command again; nothing is sent twice',
    ],
    ['`pending-changes.csv` has lines', 'the owner does them in Slack; verify expects them'],
    ['an attachment is missing', 'run `files`, then `verify` again'],
    ['the disk is full', 'make room, give the same command again; nothing half-written stays'],
  ],
  glossaryHeading: 'Words',
  glossary: [
    ['plan', 'every decision of the move, in `plan.json`'],
    ['freeze', 'from here on nobody writes in Mattermost'],
    ['ledger', 'what has been done in Slack, so that nothing is done twice'],
    ['loss', 'what Slack cannot hold, recorded beforehand with its reason'],
    ['pending change', 'what only a person can do in Slack'],
  ],
};
