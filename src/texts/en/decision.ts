import type { Proposal, UnknownInput } from '../../mapping/inventory/decision.ts';

/** The first page of an inventory: ten lines for the people who decide. `{name}` is replaced by a value. */
export const decision = {
  title: 'Stay on Mattermost or move to Slack?',
  headings: {
    have: 'What we have',
    cost: 'What it costs',
    risk: 'What is at risk',
    propose: 'What we propose',
    next: 'What happens next',
  },
  have: {
    server:
      'Mattermost {version} on {database}: {active} {active:person|people} active in 90 days ({total} accounts), {channels} {channels:channel|channels}, {posts} {posts:post|posts}, {files} {files:file|files} ({size}).',
    use: '{recent} {recent:post|posts} in the last 12 months; {integrations} integrations in use to rebuild or to leave.',
  },
  cost: {
    moving:
      'Moving: {month} a month for {seats} {seats:person|people}, {once} once; {months36} over 36 months.',
    movingUnknown: 'Moving: the price of Slack is not given.',
    staying:
      'Staying: {month} a month, {once} once; {months36} over 36 months. Moving has cost no more {breakEven}.',
    stayingUnknown: 'Staying: not known, because no costs are given. It is not free.',
  },
  /** Ends the sentence of the costs of staying. */
  breakEven: {
    'at-once': 'from the first day on',
    after: 'after {months} months',
    until: 'until month {months}',
    never: 'at no time',
    unknown: 'at a time that is not known',
  },
  risk: {
    ended: 'Without support: {parts}.',
    part: '{name} since {date} ({days} {days:day|days})',
    partWithoutDay: '{name} (for years)',
    next: 'Support of all known parts goes on; the next to end is {name} on {date}.',
    noDates: 'When support ends is not known of any part.',
    mariadb:
      'Mattermost supports no MariaDB, whatever support MariaDB itself gives; since version 11 it runs on PostgreSQL alone.',
    mysql:
      'Mattermost 11 and later run on PostgreSQL alone: staying takes a migration of the database.',
    postgres: 'The database can stay: Mattermost runs on PostgreSQL.',
    bulk: 'The export does not name the database.',
    security: 'Security: {done} measures done, {open} not done, {unknown} not known.',
  },
  propose: {
    move: 'Move to Slack: over 36 months it costs {difference} less than staying, and {risks} of the risks above end with it.',
    weigh:
      'To weigh: over 36 months moving costs {difference} more than staying, and ends {risks} of the risks above.',
    stay: 'Stay: over 36 months it costs {difference} less than moving, and no part of the server is known to be without support.',
    'complete-costs':
      'No proposal yet: some costs lack an input, and what is known does not decide.',
    'enter-costs':
      'No proposal yet: without the costs of staying nothing can be compared. {risks} risks with a date are known.',
  } satisfies Record<Proposal, string>,
  unknownLine: 'Not known, and not assumed: {inputs}.',
  nothingUnknown: 'Every input of this page is given; the tables below list them.',
  unknown: {
    'staying-costs': 'the costs of staying (inventory.costs)',
    'cost-inputs': 'inputs of some costs (marked below)',
    'operating-system': 'the operating system (inventory.operatingSystem)',
    'server-settings': "the server's settings (mattermostConfig)",
    security: 'some measures of security (inventory.security, below)',
    'mattermost-version': 'the version of Mattermost (source.mattermostVersion)',
    'support-dates': 'the end of support of some parts (below)',
  } satisfies Record<UnknownInput, string>,
  next: {
    stay: 'Upgrade and renew by the dates below, and run mm2slack inventory again before each of them.',
    plan: 'mm2slack plan: a dry run that changes nothing and lists every decision about people and channels.',
    rehearse:
      'Then a rehearsal in a workspace for tests, a date for the freeze, the migration, and a proof that nothing was lost.',
    fill: 'Enter what is missing in mm2slack.yaml and run mm2slack inventory again; the migration needs none of it.',
  },
  charts: {
    people: 'People with an account',
    peopleActive: 'active in {days} {days:day|days}',
    peopleTotal: 'not deactivated',
  },
};
