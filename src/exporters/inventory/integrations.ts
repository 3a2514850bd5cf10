import {
  type IntegrationFacts,
  type IntegrationKind,
  type IntegrationPosts,
  SERVICES,
} from '../../model/inventory.ts';
import type { Database, Row } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, jsonTexts, text, timeMs } from '../database/rows.ts';
import type { Tables } from '../database/tables.ts';
import { LIVE_POSTS, order } from './facts.ts';
import { serviceOf } from './services.ts';

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
export async function readIntegrations(reader: Reader): Promise<readonly IntegrationFacts[]> {
  const { database, tables } = reader;
  const all: IntegrationFacts[] = [];
  for (const reading of READINGS) {
    if (!tables.has(reading.table)) continue;
    const rows = await database.query(
      `SELECT ${tables.columns(reading.table, reading.columns, 'i')} FROM ${tables.name(reading.table)} i`,
    );
    all.push(...rows.map((row) => integrationFacts(reading.kind, row)));
  }
  all.push(...(await readPlugins(reader)));
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
async function readPlugins({ database, tables }: Reader): Promise<readonly IntegrationFacts[]> {
  if (!tables.has('PluginKeyValueStore')) return [];
  const rows = await database.query(
    `SELECT DISTINCT PluginId FROM ${tables.name('PluginKeyValueStore')}`,
  );
  return rows.map(([id]) =>
    integrationFacts('plugin', [null, id, null, null, null, null, null, null, null]),
  );
}

const DAY_MS = 86_400_000;

/**
 * Posts of webhooks by name and maker, of bots by id and of plugins by type, each by channel and service, counted in the
 * database. Their number is that of the names and channels, however many posts there are.
 */
export async function readIntegrationPosts(
  { database, tables }: Reader,
  todayMs: number,
): Promise<readonly IntegrationPosts[]> {
  const props = database.engine === 'postgres' ? 'CAST(p.Props AS text)' : 'p.Props';
  const isHook = `COALESCE(${props}, '') LIKE '%"from_webhook"%'`;
  const rows = await database.query(
    `SELECT g.Kind, g.Name, g.UserId, g.ChannelId, COUNT(*), SUM(CASE WHEN g.CreateAt >= ? THEN 1 ELSE 0 END),
       SUM(CASE WHEN g.CreateAt >= ? THEN 1 ELSE 0 END), MAX(g.CreateAt), g.Service
     FROM (SELECT p.ChannelId AS ChannelId, p.CreateAt AS CreateAt,
         CASE WHEN NOT (${isHook}) AND p.Type LIKE 'custom_%' THEN '' ELSE p.UserId END AS UserId,
         ${serviceOf(database)} AS Service,
         CASE WHEN ${isHook} THEN 'webhook' WHEN p.Type LIKE 'custom_%' THEN 'type' ELSE 'user' END AS Kind,
         CASE WHEN ${isHook} THEN ${webhookName(database)} WHEN p.Type LIKE 'custom_%' THEN p.Type ELSE '' END AS Name
       FROM ${tables.name('Posts')} p
       WHERE ${LIVE_POSTS} AND (${isHook} OR p.Type LIKE 'custom_%' OR ${botCondition(tables)})
     ) g GROUP BY g.Kind, g.Name, g.UserId, g.ChannelId, g.Service
     ORDER BY g.Kind, g.Name, g.UserId, g.ChannelId, g.Service`,
    [todayMs - 30 * DAY_MS, todayMs - 90 * DAY_MS],
  );
  return rows.map(([kind, name, userId, channelId, posts, posts30, posts90, last, service]) => ({
    by: BY[text(kind)] ?? 'user',
    name: text(name),
    userId: text(userId),
    channelId: text(channelId),
    posts: count(posts),
    posts30: count(posts30),
    posts90: count(posts90),
    lastPostMs: timeMs(last),
    service: SERVICES.find((known) => known === text(service)) ?? '',
  }));
}

const BY: Readonly<Record<string, IntegrationPosts['by']>> = {
  webhook: 'webhook',
  type: 'type',
  user: 'user',
};

/** Read by the database, so that no post has to come here; text that is no JSON has no name. */
function webhookName({ engine }: Database): string {
  if (engine === 'bulk') {
    return `COALESCE(CASE WHEN JSON_VALID(p.Props) THEN p.Props ->> '$.webhook_display_name' END, '')`;
  }
  return engine === 'postgres'
    ? `COALESCE(SUBSTRING(CAST(p.Props AS text) FROM '"webhook_display_name": *"([^"]*)"'), '')`
    : `COALESCE(CASE WHEN JSON_VALID(p.Props)
        THEN JSON_UNQUOTE(JSON_EXTRACT(p.Props, '$.webhook_display_name')) END, '')`;
}

function botCondition(tables: Tables): string {
  return tables.has('Bots')
    ? `EXISTS (SELECT 1 FROM ${tables.name('Bots')} b WHERE ${tables.match(['Bots', 'b', 'UserId'], ['Posts', 'p', 'UserId'])})`
    : '1 = 0';
}
