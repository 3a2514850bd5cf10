import { z } from 'zod';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { IntegrationFacts } from '../../model/inventory.ts';
import type { Reader } from '../database/reader.ts';
import { jsonValue, text } from '../database/rows.ts';

export interface GithubSubscriptions {
  readonly subscriptions: readonly IntegrationFacts[];
  /** That the plugin's row cannot be read. */
  readonly warnings: readonly Line[];
}

const subscription = z.looseObject({
  ChannelID: z.string(),
  CreatorID: z.string().optional(),
  Features: z.string().optional(),
  Repository: z.string().optional(),
});

/** The plugin's row (mattermost-plugin-github, server/plugin/subscriptions.go); `owner/` is all of an owner. */
const storedSubscriptions = z
  .looseObject({ Repositories: z.record(z.string(), z.array(subscription).nullable()).nullish() })
  .nullable();

/** Reads what the GitHub plugin posts where, and who asked for it, from its own row. */
export async function readGithubSubscriptions({
  database,
  tables,
}: Reader): Promise<GithubSubscriptions> {
  if (!tables.has('PluginKeyValueStore', 'PValue')) return { subscriptions: [], warnings: [] };
  const [row] = await database.query(
    `SELECT k.PValue FROM ${tables.name('PluginKeyValueStore')} k WHERE k.PluginId = 'github' AND k.PKey = 'subscriptions'`,
  );
  const stored = storedSubscriptions.safeParse(jsonValue(bytesText(row?.[0])));
  if (!stored.success) return { subscriptions: [], warnings: [notice('github-plugin-unreadable')] };
  const subscriptions = Object.entries(stored.data?.Repositories ?? {}).flatMap(
    ([repository, list]) => (list ?? []).map((one) => subscriptionOf(repository, one)),
  );
  return { subscriptions, warnings: [] };
}

/** A text of the bytes, which PostgreSQL's driver may give as they are written, `\x7b…`. */
function bytesText(value: unknown): string {
  const written = text(value);
  const hex = /^\\x((?:[0-9a-f]{2})*)$/i.exec(written)?.[1];
  return hex === undefined ? written : Buffer.from(hex, 'hex').toString('utf8');
}

function subscriptionOf(
  repository: string,
  { ChannelID, CreatorID = '', Features = '', Repository = '' }: z.infer<typeof subscription>,
): IntegrationFacts {
  return {
    kind: 'github-subscription',
    name: Repository || repository,
    ownerId: CreatorID,
    channelId: ChannelID,
    triggers: Features.split(',').filter(Boolean),
    ...{ description: '', isDeleted: false, postsAs: '', hosts: [], updateAtMs: undefined },
  };
}
