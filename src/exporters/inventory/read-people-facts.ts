import type { PersonFacts } from '../../model/inventory-facts.ts';
import type { Database } from '../database.ts';
import { count, flag, text, timeMs } from '../rows.ts';
import type { Tables } from '../tables.ts';
import { LIVE_POSTS } from './live-posts.ts';

/** Everybody with an account. A webhook's posts carry its maker's id and are no sign of life of theirs. */
export async function readPersonFacts(
  database: Database,
  tables: Tables,
): Promise<readonly PersonFacts[]> {
  const posted = await readLastPosts(database, tables);
  const seen = await readLastSeen(database, tables);
  const bots = await readBotIds(database, tables);
  const rows = await database.query(
    `SELECT ${tables.columns('Users', ['Id', 'Username', 'Email', 'DeleteAt', 'Roles', 'IsBot'], 'u')}
     FROM ${tables.name('Users')} u ORDER BY u.Id`,
  );
  return rows.map(([rawId, username, email, deleteAt, roles, isBot]) => {
    const id = text(rawId);
    const last = Math.max(posted.get(id) ?? 0, seen.get(id) ?? 0);
    return {
      id,
      username: text(username),
      hasEmail: text(email).includes('@'),
      isDeactivated: count(deleteAt) > 0,
      isGuest: text(roles).split(/\s+/).includes('system_guest'),
      isBot: bots.has(id) || flag(isBot),
      lastActiveMs: timeMs(last),
    };
  });
}

async function readLastPosts(
  database: Database,
  tables: Tables,
): Promise<ReadonlyMap<string, number>> {
  const props = database.engine === 'postgres' ? 'CAST(p.Props AS text)' : 'p.Props';
  const rows = await database.query(
    `SELECT p.UserId, MAX(p.CreateAt) FROM ${tables.name('Posts')} p
     WHERE ${LIVE_POSTS} AND p.Type NOT LIKE 'system_%' AND (p.Props IS NULL OR ${props} NOT LIKE '%"from_webhook"%')
     GROUP BY p.UserId`,
  );
  return new Map(rows.map(([id, last]) => [text(id), count(last)]));
}

async function readLastSeen(
  database: Database,
  tables: Tables,
): Promise<ReadonlyMap<string, number>> {
  if (!tables.has('Status', 'LastActivityAt')) return new Map();
  const rows = await database.query(`SELECT UserId, LastActivityAt FROM ${tables.name('Status')}`);
  return new Map(rows.map(([id, last]) => [text(id), count(last)]));
}

async function readBotIds(database: Database, tables: Tables): Promise<ReadonlySet<string>> {
  if (!tables.has('Bots')) return new Set();
  const rows = await database.query(`SELECT UserId FROM ${tables.name('Bots')}`);
  return new Set(rows.map(([id]) => text(id)));
}
