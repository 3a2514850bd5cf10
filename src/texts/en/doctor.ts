/** What doctor's list says beside what each check found. */
export const doctor = {
  states: { ok: 'ok', warning: 'warning', failure: 'FAILURE', skipped: 'skipped' },
  manifest: 'An app with every scope: paste this at https://api.slack.com/apps (From a manifest)',
};
