/** Examples of each command, as --help, the pages of docs/commands and the manual page show them; without a language. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  init: ['mm2slack init', 'mm2slack init --mattermost-config /opt/mattermost/config/config.json'],
  doctor: ['mm2slack doctor', 'mm2slack doctor --target slack', 'mm2slack doctor --manifest'],
  inventory: ['mm2slack inventory --lang ja'],
  plan: [
    'mm2slack plan',
    'mm2slack plan --target slack',
    'mm2slack plan --against old-plan.json --detailed-exitcode',
  ],
  people: ['mm2slack people', 'mm2slack people --target slack', 'mm2slack people --no-browser'],
  zip: [
    'mm2slack zip --rehearsal trial.example.com --out trial.zip',
    'mm2slack zip --plan mm2slack-work/plan.json --out slack.zip',
    'mm2slack zip --since-last --out later.zip',
  ],
  archive: [
    'mm2slack archive --out archive',
    'mm2slack archive --out archive --verify',
    'mm2slack archive --person alice --out alice.zip',
  ],
  replay: [
    'mm2slack replay --dry-run',
    'mm2slack replay --plan mm2slack-work/plan.json --max-duration 9h',
  ],
  adopt: ['mm2slack adopt --dry-run', 'mm2slack adopt'],
  sync: ['mm2slack sync', 'mm2slack sync --until-synced', 'mm2slack sync --repair --dry-run'],
  files: ['mm2slack files --check', 'mm2slack files'],
  'serve-files': ['mm2slack serve-files --listen 127.0.0.1:8080'],
  preview: ['mm2slack preview --html preview.html'],
  undo: ['mm2slack undo'],
  verify: [
    'mm2slack verify --zip slack.zip',
    'mm2slack verify --zip bulk.zip later.zip',
    'mm2slack verify',
  ],
  status: ['mm2slack status'],
  runbook: [
    'mm2slack runbook --plan mm2slack-work/plan.json',
    'mm2slack runbook --plan mm2slack-work/plan.json --lang ja --out runbook.md',
  ],
  evidence: ['mm2slack evidence --out evidence.zip', 'mm2slack evidence --redacted --out case.zip'],
  completion: ['mm2slack completion bash', 'mm2slack completion zsh'],
};
