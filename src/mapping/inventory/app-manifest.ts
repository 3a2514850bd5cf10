import {
  APP_NAME_CHARACTERS,
  BOT_NAME_CHARACTERS,
  COMMAND_CHARACTERS,
} from '../../slack/limits.ts';
import type { SetupFile } from './amazon-q.ts';
import type { Counterpart } from './counterparts.ts';
import type { Integration } from './integrations.ts';

/** Slack asks for an address that answers; the owner puts the real one here. */
const PLACEHOLDER_URL = 'https://example.com/replace-me';

const SCOPES: Partial<Readonly<Record<Counterpart, readonly string[]>>> = {
  'incoming-webhook': ['incoming-webhook'],
  'events-app': ['channels:history', 'chat:write'],
  'slash-command': ['commands'],
  'bot-app': ['chat:write'],
  'oauth-app': ['users:read'],
};

/** A manifest, for api.slack.com/apps (From a manifest), for each live integration that needs an app of its own. */
export function appManifests(integrations: readonly Integration[]): readonly SetupFile[] {
  const needed = integrations.filter(
    ({ isDeleted, counterpart }) => !isDeleted && SCOPES[counterpart] !== undefined,
  );
  return needed.map((integration, index) => ({
    fileName: `${String(index + 1).padStart(2, '0')}-${integration.kind}-${asciiOf(integration.name)}.yaml`,
    text: manifestText(integration),
  }));
}

/** True for a name as `appManifests` makes them. */
export const isManifestName = (name: string): boolean =>
  /^\d\d+-(?:incoming-webhook|outgoing-webhook|slash-command|bot|oauth-app)-[a-z0-9-]+\.yaml$/.test(
    name,
  );

const asciiOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'app';

/** YAML written by hand: every text stands in JSON quotes. */
function manifestText({ kind, name, triggers, counterpart }: Integration): string {
  const title = cut(name === '' ? kind : name, APP_NAME_CHARACTERS);
  const lines = [
    'display_information:',
    `  name: ${JSON.stringify(title)}`,
    'features:',
    '  bot_user:',
    `    display_name: ${JSON.stringify(cut(title, BOT_NAME_CHARACTERS))}`,
    '    always_online: false',
  ];
  if (counterpart === 'slash-command') lines.push(...commandLines(triggers[0] ?? 'command'));
  lines.push('oauth_config:');
  if (counterpart === 'oauth-app') lines.push('  redirect_urls:', `    - ${PLACEHOLDER_URL}`);
  lines.push('  scopes:', '    bot:');
  lines.push(...(SCOPES[counterpart] ?? []).map((scope) => `      - ${scope}`), 'settings:');
  if (counterpart === 'events-app') {
    lines.push('  event_subscriptions:', `    request_url: ${PLACEHOLDER_URL}`);
    lines.push('    bot_events:', '      - message.channels');
  }
  lines.push('  org_deploy_enabled: false', '  socket_mode_enabled: false');
  return `${[...lines, '  token_rotation_enabled: false'].join('\n')}\n`;
}

function commandLines(trigger: string): readonly string[] {
  return [
    '  slash_commands:',
    `    - command: ${JSON.stringify(cut(`/${trigger}`, COMMAND_CHARACTERS))}`,
    `      url: ${PLACEHOLDER_URL}`,
    `      description: ${JSON.stringify(cut(`Runs ${trigger}`, 100))}`,
    '      should_escape: false',
  ];
}

const cut = (value: string, characters: number): string => [...value].slice(0, characters).join('');
