import type {
  IntegrationFacts,
  IntegrationKind,
  IntegrationPosts,
  ServiceName,
} from '../../model/inventory.ts';

/** What takes an integration's place in Slack; the reports say the steps. */
export type Counterpart =
  | 'amazon-q'
  | 'github-app'
  | 'incoming-webhook'
  | 'events-app'
  | 'slash-command'
  | 'bot-app'
  | 'oauth-app'
  | 'marketplace'
  | 'mail-address'
  | 'reminders'
  | 'workflow'
  | 'user-group'
  | 'with-commands'
  | 'nothing';

/** What it takes: settings alone, a change in what sends or receives, or something to build; nothing. */
export type Effort = 'none' | 'settings' | 'adapt' | 'build';

export const EFFORTS: Readonly<Record<Counterpart, Effort>> = {
  'amazon-q': 'settings',
  'github-app': 'settings',
  'incoming-webhook': 'adapt',
  'events-app': 'build',
  'slash-command': 'build',
  'bot-app': 'adapt',
  'oauth-app': 'build',
  marketplace: 'settings',
  'mail-address': 'settings',
  reminders: 'settings',
  workflow: 'build',
  'user-group': 'none',
  'with-commands': 'none',
  nothing: 'none',
};

const BY_KIND: Readonly<Record<IntegrationKind, Counterpart>> = {
  'incoming-webhook': 'incoming-webhook',
  'outgoing-webhook': 'events-app',
  'slash-command': 'slash-command',
  bot: 'bot-app',
  'oauth-app': 'oauth-app',
  plugin: 'marketplace',
  'github-subscription': 'github-app',
  playbook: 'workflow',
  'user-group': 'user-group',
};

/** Services whose own app, or an address of Slack's, takes the place of a webhook or bot. */
const BY_SERVICE: Partial<Readonly<Record<ServiceName, Counterpart>>> = {
  aws: 'amazon-q',
  github: 'github-app',
  gitlab: 'marketplace',
  jenkins: 'marketplace',
  jira: 'marketplace',
  mail: 'mail-address',
  sentry: 'marketplace',
};

/** Names by which a webhook, a bot or a command tells its service, however it posts. */
const SERVICE_NAMES: readonly (readonly [RegExp, ServiceName])[] = [
  [/\b(?:aws|cloudwatch|lambda)\b/i, 'aws'],
  [/zabbix/i, 'zabbix'],
  [/jenkins/i, 'jenkins'],
  [/grafana/i, 'grafana'],
  [/alert-?manager|prometheus/i, 'alertmanager'],
  [/nagios/i, 'nagios'],
  [/sentry/i, 'sentry'],
  [/mackerel/i, 'mackerel'],
  [/redmine/i, 'redmine'],
  [/\bbacklog\b/i, 'backlog'],
  [/\bjira\b/i, 'jira'],
  [/gitlab/i, 'gitlab'],
  [/github/i, 'github'],
  [/\be?-?mail\b|メール/i, 'mail'],
];

type Named = Pick<IntegrationFacts, 'kind' | 'name' | 'triggers'>;

/** The service of which every second post is, or which the name tells; '' for none that is known. */
export function serviceOf(name: string, own: readonly IntegrationPosts[]): ServiceName | '' {
  const total = own.reduce((sum, { posts }) => sum + posts, 0);
  const counts = new Map<ServiceName | '', number>();
  for (const { service, posts } of own) counts.set(service, (counts.get(service) ?? 0) + posts);
  const [most] = [...counts].filter(([service]) => service !== '').sort(([, a], [, b]) => b - a);
  if (most !== undefined && most[1] * 2 >= total) return most[0];
  return SERVICE_NAMES.find(([words]) => words.test(name))?.[1] ?? '';
}

/** What takes the place of an integration by its kind, its name and the service that its posts tell. */
export function counterpartOf(
  { kind, name, triggers }: Named,
  shownName: string,
  service: ServiceName | '',
): Counterpart {
  // Answers without a command: of which of several commands they are, no post tells.
  if (kind === 'slash-command' && name === '' && triggers.length === 0) return 'with-commands';
  if (kind === 'bot' && SERVERS_OWN.has(shownName)) return 'nothing';
  if (REMINDERS.test(kind === 'bot' || kind === 'plugin' ? shownName : '')) return 'reminders';
  if (kind === 'slash-command' && triggers.includes('remind')) return 'reminders';
  const isSender = kind === 'incoming-webhook' || kind === 'bot';
  return (isSender && service !== '' ? BY_SERVICE[service] : undefined) ?? BY_KIND[kind];
}

/** Bots that Mattermost makes by itself (server/channels/app/bot.go and its bundled plugins). */
const SERVERS_OWN: ReadonlySet<string> = new Set([
  ...['mattermost-advisor', 'system-bot', 'feedbackbot', 'boards', 'playbooks', 'calls'],
]);

/** The plugin for reminders and its bot (github.com/scottleedavis/mattermost-plugin-remind). */
const REMINDERS = /^remindbot$|plugin-remind$/;
