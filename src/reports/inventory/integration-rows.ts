import { type Counterpart, EFFORTS } from '../../mapping/inventory/counterparts.ts';
import type { Integration } from '../../mapping/inventory/integrations.ts';
import type { Inventory } from '../../mapping/inventory/inventory.ts';
import type { ServiceName } from '../../model/inventory.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { countText } from '../figures.ts';
import { dayText, type InventoryTexts, type Rows } from './rows.ts';

/** A box that a person ticks; the page has a real one. */
export const UNTICKED = '☐';

/** Rows of the integrations, with what replaces each in Slack. */
export function integrationRows({ integrations }: Inventory, lang: Language): Rows {
  return integrations.map((integration) => integrationRow(integration, lang));
}

function integrationRow(integration: Integration, lang: Language): readonly string[] {
  const { inventory: texts, integrations: words } = TEXTS[lang];
  const { posts, posts30, posts90, isDeleted, counterpart, effort } = integration;
  return [
    integrationName(integration, texts),
    kindText(integration, lang),
    ownerText(integration, texts),
    placesText(integration),
    [posts, posts90, posts30].map(countText).join(' / '),
    lastUse(integration, texts),
    isDeleted ? '' : words.efforts[effort],
    isDeleted ? '' : words.counterparts[counterpart].name,
    isOpen(integration) ? UNTICKED : '',
  ];
}

/** True for what somebody has to do something about. */
export const isOpen = ({ isDeleted, effort }: Integration): boolean =>
  !isDeleted && effort !== 'none';

/** Name of an integration, with a note when it is deleted. */
export function integrationName(integration: Integration, texts: InventoryTexts): string {
  const { name, isDeleted, counterpart } = integration;
  const unnamed = counterpart === 'with-commands' ? texts.commandAnswers : texts.unknown;
  return `${name === '' ? unnamed : name}${isDeleted ? ` (${texts.deleted})` : ''}`;
}

/** As the products write themselves. */
const SERVICE_NAMES: Readonly<Record<Exclude<ServiceName, 'mail'>, string>> = {
  ...{ aws: 'AWS', zabbix: 'Zabbix', jenkins: 'Jenkins', grafana: 'Grafana', nagios: 'Nagios' },
  ...{ alertmanager: 'Alertmanager', sentry: 'Sentry', mackerel: 'Mackerel', redmine: 'Redmine' },
  ...{ backlog: 'Backlog', jira: 'Jira', gitlab: 'GitLab', github: 'GitHub' },
};

/** The kind, and the service that its posts tell. */
export function kindText({ kind, service }: Integration, lang: Language): string {
  const { inventory: texts, integrations: words } = TEXTS[lang];
  if (service === '') return texts.kinds[kind];
  const name = service === 'mail' ? words.mail : SERVICE_NAMES[service];
  return `${texts.kinds[kind]} (${name})`;
}

/** Owner of an integration, with a note when the account is no longer active. */
export function ownerText({ owner, isOwnerActive }: Integration, texts: InventoryTexts): string {
  if (owner === '') return texts.unknown;
  return `${owner}${isOwnerActive ? '' : ` (${texts.away})`}`;
}

/** Channels, trigger words and hosts of an integration. */
export const placesText = ({ places, triggers, hosts }: Integration): string =>
  [...places, ...triggers, ...hosts].join(', ');

function lastUse({ lastPostMs, isUseKnown }: Integration, texts: InventoryTexts): string {
  if (lastPostMs !== undefined) return dayText(lastPostMs);
  return isUseKnown ? texts.never : texts.useUnknown;
}

/** Steps of each counterpart that an integration in use needs, in the order of the table of efforts. */
export function rebuildRows({ integrations }: Inventory, lang: Language): Rows {
  const { counterparts } = TEXTS[lang].integrations;
  const needed = new Set(integrations.filter(isOpen).map(({ counterpart }) => counterpart));
  const all = Object.keys(EFFORTS) as readonly Counterpart[];
  return all
    .filter((counterpart) => needed.has(counterpart))
    .map((counterpart) => [counterparts[counterpart].name, stepsText(counterpart, lang)]);
}

/** The steps to a counterpart, numbered, in one line. */
export const stepsText = (counterpart: Counterpart, lang: Language): string =>
  TEXTS[lang].integrations.counterparts[counterpart].steps
    .map((step, index) => `${index + 1}. ${step}`)
    .join(lang === 'ja' ? '。' : '; ');
