import { stringify } from 'yaml';
import { isSection, settingKeys } from '../../config/settings-schema.ts';

/** What is known already, by key: `source.url`, `files`. */
export type KnownSettings = Readonly<Partial<Record<string, string>>>;

/** Values to begin from; they stand behind a `#` until somebody wants them. */
const EXAMPLES: Readonly<Record<string, string>> = {
  'source.url': 'mysql://mm2slack@db.example.com:3306/mattermost',
  'source.siteUrl': 'https://chat.example.com',
  'source.tls': 'on',
  'source.caFile': '/etc/ssl/certs/our-ca.pem',
  'source.connectTimeoutMs': '10000',
  'source.statementTimeoutMs': '600000',
  'source.maxRowsPerSecond': '5000',
  'source.postsPerPage': '1000',
  mattermostConfig: '/opt/mattermost/config/config.json',
  files: '/opt/mattermost/data',
  work: './mm2slack-work',
  include: '[public, private]',
  'channels.only': '[dev, tokyo/sales]',
  'channels.exclude': '[spam]',
  'channels.names': 'display',
  'channels.rename': "[{ from: '^ch-(.*)$', to: 'project-$1' }]",
  'channels.archived': 'keep',
  'channels.takenNames': '[hr, board]',
  teams: '[tokyo]',
  from: '2020-01-01',
  to: '2026-12-31',
  systemMessages: 'keep',
  lang: 'en',
  'people.mapping': './who-is-who.csv',
  'people.domains': '{ old.example.com: new.example.com }',
  'plan.newPeople': 'by-rule',
  'plan.newChannels': 'by-rule',
  'replay.time': 'context',
  'replay.reactions': 'summary',
  'replay.direct': 'private-channel',
  'replay.iconUrl': 'https://files.example.com/pictures/{username}.png',
  'slack.settleMs': '60000',
  'slack.retryAfterMs': '30000',
  'slack.limits': '{ posts: 300, postsPerChannel: 60 }',
  'target.plan': 'pro',
  'target.workspaceUrl': 'https://example.slack.com',
  'latex.block': 'true',
  'latex.inline': 'false',
};

const HEAD = `# Settings of mm2slack. A line behind a # says nothing: take the # away to use it.
# Flags and the environment win over this file. Passwords and tokens do not belong here:
#   MM2SLACK_SOURCE_PASSWORD   the database password
#   SLACK_TOKEN                the token of your Slack app
# mm2slack doctor tells whether a run can succeed; docs/configuration.md says more.
`;

/** A whole mm2slack.yaml: what is known is set, everything else is there as a comment. */
export function settingsText(known: KnownSettings): string {
  const lines = [HEAD];
  let section = '';
  for (const { key, description } of settingKeys()) {
    const [first = '', second] = key.split('.');
    if (second !== undefined && first !== section) lines.push(`${first}:`);
    section = second === undefined ? '' : first;
    const indent = second === undefined ? '' : '  ';
    lines.push(`${indent}# ${description.replaceAll('`', '')}`);
    lines.push(`${indent}${settingLine(key, second ?? first, known[key])}`, '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function settingLine(key: string, name: string, value: string | undefined): string {
  if (value !== undefined) return stringify({ [name]: value }, { lineWidth: 0 }).trimEnd();
  return `# ${name}: ${EXAMPLES[key] ?? ''}`;
}

/** Keys of the schema for which no value to begin from is known; a test holds it to none. */
export function keysWithoutExample(): readonly string[] {
  return settingKeys()
    .map(({ key }) => key)
    .filter((key) => EXAMPLES[key] === undefined && !isSection(key));
}
