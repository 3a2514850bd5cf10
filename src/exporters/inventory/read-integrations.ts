import type { IntegrationFacts, IntegrationKind } from '../../model/inventory-facts.ts';
import type { Database, Row } from '../database.ts';
import { count, jsonTexts, text, timeMs } from '../rows.ts';
import type { Tables } from '../tables.ts';
import { order } from './order.ts';

interface Reading {
  readonly kind: IntegrationKind;
  readonly table: string;
  /** Owner, name, description, channel, DeleteAt, UpdateAt, triggers, addresses, posts as. */
  readonly columns: readonly string[];
}

/** A name that no table has stands for what this kind lacks. */
const NONE = 'mm2slack_none';

const READINGS: readonly Reading[] = [
  {
    kind: 'incoming-webhook',
    table: 'IncomingWebhooks',
    columns: [
      'UserId',
      'DisplayName',
      'Description',
      'ChannelId',
      'DeleteAt',
      'UpdateAt',
      NONE,
      NONE,
      'DisplayName',
    ],
  },
  {
    kind: 'outgoing-webhook',
    table: 'OutgoingWebhooks',
    columns: [
      'CreatorId',
      'DisplayName',
      'Description',
      'ChannelId',
      'DeleteAt',
      'UpdateAt',
      'TriggerWords',
      'CallbackURLs',
      NONE,
    ],
  },
  {
    kind: 'slash-command',
    table: 'Commands',
    columns: [
      'CreatorId',
      'DisplayName',
      'Description',
      NONE,
      'DeleteAt',
      'UpdateAt',
      'Trigger',
      'URL',
      NONE,
    ],
  },
  {
    kind: 'bot',
    table: 'Bots',
    columns: [
      'OwnerId',
      'UserId',
      'Description',
      NONE,
      'DeleteAt',
      'UpdateAt',
      NONE,
      NONE,
      'UserId',
    ],
  },
  {
    kind: 'oauth-app',
    table: 'OAuthApps',
    columns: [
      'CreatorId',
      'Name',
      'Description',
      NONE,
      NONE,
      'UpdateAt',
      NONE,
      'CallbackUrls',
      NONE,
    ],
  },
  {
    kind: 'playbook',
    table: 'IR_Playbook',
    columns: [NONE, 'Title', 'Description', NONE, 'DeleteAt', 'UpdateAt', NONE, NONE, NONE],
  },
  {
    kind: 'user-group',
    table: 'UserGroups',
    columns: [NONE, 'DisplayName', 'Description', NONE, 'DeleteAt', 'UpdateAt', NONE, NONE, NONE],
  },
];

/** Every integration that the tables know, deleted ones too; tables that this schema lacks give none. */
export async function readIntegrations(
  database: Database,
  tables: Tables,
): Promise<readonly IntegrationFacts[]> {
  const all: IntegrationFacts[] = [];
  for (const reading of READINGS) {
    if (!tables.has(reading.table)) continue;
    const rows = await database.query(
      `SELECT ${tables.columns(reading.table, reading.columns, 'i')} FROM ${tables.name(reading.table)} i`,
    );
    all.push(...rows.map((row) => integrationFacts(reading.kind, row)));
  }
  all.push(...(await readPlugins(database, tables)));
  return all.sort((a, b) => order(a.kind, b.kind) || order(a.name, b.name));
}

function integrationFacts(kind: IntegrationKind, row: Row): IntegrationFacts {
  const [owner, name, description, channel, deleteAt, updateAt, triggers, addresses, postsAs] = row;
  return {
    kind,
    name: text(name),
    description: text(description),
    ownerId: text(owner),
    channelId: text(channel),
    isDeleted: count(deleteAt) > 0,
    postsAs: text(postsAs),
    triggers: listOf(triggers),
    hosts: listOf(addresses).map(hostOf),
    updateAtMs: timeMs(updateAt),
  };
}

/** A JSON array, or one value. */
function listOf(value: unknown): readonly string[] {
  const list = jsonTexts(value);
  const one = text(value);
  return list.length > 0 || one === '' || one === '[]' ? list : [one];
}

/** Scheme and host; paths and queries of such addresses often hold keys. */
function hostOf(address: string): string {
  try {
    const { protocol, host } = new URL(address);
    return `${protocol}//${host}/…`;
  } catch {
    return '…';
  }
}

/** Plugins that keep something in the database; Mattermost itself keeps some under no name. */
async function readPlugins(
  database: Database,
  tables: Tables,
): Promise<readonly IntegrationFacts[]> {
  if (!tables.has('PluginKeyValueStore')) return [];
  const rows = await database.query(
    `SELECT DISTINCT PluginId FROM ${tables.name('PluginKeyValueStore')}`,
  );
  return rows.map(([id]) =>
    integrationFacts('plugin', [null, id, null, null, null, null, null, null, null]),
  );
}
