import type { StepAfterRun } from '../../mapping/status/after-run.ts';
import type { ShownStep } from '../../mapping/status/next-step.ts';
import type { PersonalKind } from '../../mapping/status/personal-files.ts';
import type { LeftTask } from '../../mapping/status/what-is-left.ts';

/** What `status` prints. `{name}` is filled with a value. */
export const status = {
  heading: 'Steps in {work}:',
  steps: {
    inventory: 'report of the server',
    plan: 'decisions and forecast',
    zip: 'archive for the import',
    'verify-zip': 'comparison of the archive (verify --zip)',
    replay: 'history through the API',
    adopt: 'import linked to the source',
    sync: 'later changes',
    files: 'attachments of an import',
    verify: 'comparison of the workspace',
    evidence: 'records of the move, packed',
  } satisfies Record<ShownStep, string>,
  pendingHeading: 'Pending:',
  pending: {
    changes: 'pending-changes.csv: {count} to be made by hand in Slack',
    changesUnreadable: 'pending-changes.csv cannot be read',
    ledgerUnreadable: 'ledger.db cannot be read',
    calls: 'calls to Slack with an unknown outcome: {count}; the next run looks for each',
    unfinished: '{name}: of a run that is going on or was stopped',
    archiveNotFound: '{name}: not found in this folder or beside the work directory',
    archiveUnrecorded:
      '{name}: its manifest is missing or cut; put a copy of it back. Without one its content is compared all the same, but its checksums are not',
  },
  personalHeading: 'Files with personal data (delete them when the records are kept elsewhere):',
  holds: {
    texts: 'texts of posts',
    excerpts: 'pieces of texts',
    credentials: 'where credentials were posted',
    names: 'names, and e-mail addresses in some',
    ids: 'ids and times, and names in some',
    images: 'images',
  } satisfies Record<PersonalKind, string>,
  written: 'Written:',
  log: 'Log: {path}',
  noLog: 'warning: no log is written, {path}: {code}',
  /** What an interrupted run leaves. */
  kept: {
    ledger:
      'What reached Slack is recorded in ledger.db. The same command goes on from there and sends nothing twice.',
    nothing:
      'Nothing was finished; files of earlier runs are as they were. The same command begins again.',
  },
  next: {
    init: 'There are no settings yet. init asks for the database and the files, and writes mm2slack.yaml.',
    doctor:
      'There is no inventory and no plan yet. When doctor finds no failure, go on with inventory and plan.',
    plan: 'A plan says everything that would happen, and changes nothing.',
    zip: 'Correct users.csv and channels.csv (mm2slack people helps) and plan again. Then build the archive, before or after the freeze as the plan recommends. Without an import: mm2slack replay in place of zip.',
    'verify-zip': 'Compare the archive before it is imported; verify.md has the result.',
    replay:
      'Post the history into the workspace. A run that was stopped goes on where it was, by the same command.',
    adopt:
      'When the owner of the workspace has imported the archive as import-checklist.md says, link it to the source. SLACK_TOKEN has to be set from here on.',
    sync: 'Bring what was written since; repeat it until the cutover.',
    files: 'Upload the attachments into the channels of the import.',
    finish:
      'At the freeze, when nobody writes in Mattermost any more: the last sync. Until then, mm2slack sync as often as wanted.',
    verify: 'Compare the workspace with the source.',
    repair: 'verify.md says what differs. This lists what can be sent again, and sends nothing.',
    evidence: 'Pack the records of the move.',
    end: 'The move has reached its end, and its records are packed. What is left to people:',
    inventory: 'The server can be read. The inventory shows what is there and what it costs.',
    check: 'doctor looks for everything that is missing, and says what to do.',
    again: 'Correct what is said above, then give the same command again.',
    reverify:
      'verify.md says what differs. Where it is nothing but what people wrote since the archive was built, go on with the import and mm2slack adopt: a sync brings it. Otherwise remove the cause, build the archive again, and compare it again.',
    send: 'Send again what is listed above.',
    accept:
      'Nothing can be sent again. Where verify.md has posts since the last sync: mm2slack sync --until-synced, then mm2slack verify. Else the lead decides, signs, and the records are packed.',
    replan: 'Plan again, with the flags of the plan before, so that it follows the lists.',
    'verify-trial': 'Compare the trial archive before it is imported; verify.md has the result.',
    'after-trial':
      'The owner imports the trial archive into an empty workspace as import-checklist.md says, looks at it, and deletes that workspace. Correct users.csv and channels.csv by what you saw and plan again. Then build the real archive, before or after the freeze as the plan recommends.',
    'leave-trial':
      'The owner imports the trial archive into an empty workspace as import-checklist.md says, looks at it, and deletes that workspace. The move itself goes on in its own work directory.',
    'verify-pages': 'Compare the pages with the source.',
    'verify-unpacked': 'Unpack the ZIP beside itself, then compare the pages with the source.',
    status:
      'Keep the ZIP. Files with personal data are listed by status; delete them when it is time.',
  } satisfies Record<StepAfterRun | 'check', string>,
  left: {
    import: 'The owner of the workspace imports the archive as import-checklist.md says.',
    sign: 'The lead signs verify.md and announces Slack, if that is not done.',
    'keep-archives':
      'Keep the archives with their manifests as long as records are kept: the proof refers to them.',
    'keep-source':
      'Keep the database dump, the file store and the ZIP of evidence as long as records are kept.',
    'delete-personal':
      'Delete the files with personal data that status lists, when the ZIP of evidence is stored; 90 days after the proof at the latest.',
    'revoke-token': "Revoke the app's token, when pending-changes.csv is done.",
    'switch-off': 'Switch Mattermost off, when the lead has decided that nobody goes back to it.',
  } satisfies Record<LeftTask, string>,
  sameFlags: 'There is no plan here: give the flags of the runs before, such as --include.',
  nextCommand: 'Next: {command}',
};
