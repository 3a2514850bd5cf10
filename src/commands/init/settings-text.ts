import { stringify } from 'yaml';
import { defaultText } from '../../config/defaults.ts';
import { settingKeys } from '../../config/schema.ts';
import { fill } from '../../reports/figures.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import type { FoundSettings } from './find-settings.ts';

/** A whole mm2slack.yaml: what is known is set, everything else is there as a comment. */
export function settingsText(
  found: Pick<FoundSettings, 'known' | 'saidByServer'>,
  lang: Language,
): string {
  const lines: string[] = [TEXTS[lang].terminal.init.head];
  let section = '';
  const sentences: Readonly<Record<string, string>> = TEXTS[lang].settings;
  for (const key of settingKeys()) {
    const [top = '', inner] = key.split('.');
    if (inner !== undefined && top !== section) lines.push(`${top}:`);
    section = inner === undefined ? '' : top;
    const indent = inner === undefined ? '' : '  ';
    const sentence = fill(sentences[key] ?? '', { default: defaultText(key) });
    lines.push(`${indent}# ${sentence.replaceAll('`', '')}`);
    lines.push(`${indent}${settingLine(key, inner ?? top, found, lang)}`, '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function settingLine(
  key: string,
  name: string,
  { known, saidByServer }: Pick<FoundSettings, 'known' | 'saidByServer'>,
  lang: Language,
): string {
  const value = known[key];
  if (value !== undefined) return pair(name, value);
  const said = saidByServer[key];
  if (said !== undefined)
    return `# ${pair(name, said)} # ${TEXTS[lang].terminal.init.saidByServer}`;
  return `# ${name}: ${EXAMPLE_VALUES[key] ?? defaultText(key)}`;
}

/** On one line, quoted where YAML needs it, whatever the value holds. */
function pair(name: string, value: string | boolean): string {
  // A value may end in a space that is none to YAML: only the line's end is taken off.
  return stringify({ [name]: value }, { lineWidth: 0, blockQuote: false }).replace(/\n$/, '');
}

/** Values to begin from, as comments, where there is no default. */
export const EXAMPLE_VALUES: Readonly<Record<string, string>> = {
  'source.url': 'mysql://mm2slack@db.example.com:3306/mattermost',
  'source.siteUrl': 'https://chat.example.com',
  'source.mattermostVersion': '8.1.2',
  'source.tls': 'on',
  'source.caFile': '/etc/ssl/certs/our-ca.pem',
  'network.caFile': '/etc/ssl/certs/our-ca.pem',
  'notify.url': 'https://hooks.slack.com/services/…',
  'source.maxRowsPerSecond': '5000',
  'source.repairEncoding': 'latin1',
  mattermostConfig: '/opt/mattermost/config/config.json',
  'files.store': '/opt/mattermost/data',
  'files.region': 'ap-northeast-1',
  'files.endpoint': 'https://minio.example.com:9000',
  'files.pathStyle': 'true',
  'files.linkBaseUrl': 'https://files.example.com',
  consent: './mm2slack-work/dms.csv',
  hold: './hold.csv',
  'channels.only': '[dev, tokyo/sales]',
  'channels.exclude': '[spam]',
  'channels.rename': "[{ from: '^ch-(.*)$', to: 'project-$1' }]",
  'channels.takenNames': '[hr, board]',
  teams: '[tokyo]',
  from: '2020-01-01',
  to: '2026-12-31',
  redactSecrets: 'true',
  lang: 'ja',
  'people.mapping': './who-is-who.csv',
  'people.domains': '{ old.example.com: new.example.com }',
  'replay.iconUrl': 'https://files.example.com/pictures/{username}.png',
  'slack.limits': '{ posts: 300, postsPerChannel: 60 }',
  'slack.tables': 'block',
  'target.plan': 'pro',
  'target.workspaceUrl': 'https://example.slack.com',
  'inventory.seats': '50',
  'inventory.costs':
    '{ hourlyRate: 6000, staying: [{ name: hosting, every: month, amount: 30000 }] }',
  'inventory.security': '{ waf: not-done, backups-tried: done }',
  'inventory.running': '{ hosting: 30000, upkeep: 40000 }',
  'inventory.operatingSystem': 'Amazon Linux 2',
};
