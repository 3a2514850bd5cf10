import { createHash } from 'node:crypto';
import { type ChannelId, type FileInfo, fileId, type PostId, userId } from '../model.ts';
import { type Database, inList } from './database.ts';
import type { PostRow } from './post-rows.ts';
import { mendText, text } from './rows.ts';
import type { Tables } from './tables.ts';

/**
 * Files of posts from before Mattermost had rows for them: the column Filenames names each as
 * `/<channel>/<user>/<uid>/<name, URL-encoded>`, and the bytes lie in `teams/<team>/channels/<channel>/…`.
 * Their size is in no table. A direct message belongs to no team: there every team is a place to look.
 */
export async function readLegacyFiles(
  database: Database,
  tables: Tables,
  channel: ChannelId,
  rows: readonly PostRow[],
): Promise<ReadonlyMap<PostId, readonly FileInfo[]>> {
  const legacy = rows.filter(({ filenames }) => filenames.length > 0);
  if (legacy.length === 0) return new Map();
  const teams = await teamsOf(database, tables, channel);
  return new Map(legacy.map((row) => [row.id, legacyFiles(row, teams)]));
}

async function teamsOf(
  database: Database,
  tables: Tables,
  channel: ChannelId,
): Promise<readonly string[]> {
  const ids = inList([channel]);
  const own = await database.query(
    `SELECT TeamId FROM ${tables.name('Channels')} WHERE Id IN (${ids.marks})`,
    ids.values,
  );
  const team = text(own[0]?.[0]);
  if (team !== '') return [team];
  const all = await database.query(`SELECT Id FROM ${tables.name('Teams')} ORDER BY Id`);
  return all.map(([id]) => text(id));
}

function legacyFiles(row: PostRow, teams: readonly string[]): readonly FileInfo[] {
  return row.filenames.map((filename) => {
    const [, channel = '', user = '', uid = '', ...rest] = filename.split('/');
    const id = legacyId(row.id, filename);
    const name = decoded(rest.join('/')) || id;
    const inTeam = `channels/${channel}/users/${user}/${uid}/${name}`;
    const [path = inTeam, ...otherPaths] = teams.map((team) => `teams/${team}/${inTeam}`);
    return {
      id: fileId(id),
      creatorId: user === '' ? undefined : userId(user),
      createAtMs: row.createAtMs,
      path,
      otherPaths,
      isLegacy: true,
      name: mendText(name),
      extension: '',
      sizeBytes: 0,
      mimeType: '',
      widthPx: undefined,
      heightPx: undefined,
    };
  });
}

/** As Mattermost's ids, 26 characters; the same for the same post and name in every run. */
function legacyId(post: PostId, filename: string): string {
  return createHash('sha256').update(`${post}:${filename}`).digest('hex').slice(0, 26);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
