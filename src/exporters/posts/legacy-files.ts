import { createHash } from 'node:crypto';
import { type ChannelId, type FileInfo, fileId, type PostId, userId } from '../../model/model.ts';
import { inList } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { jsonTexts, mendText, text } from '../database/rows.ts';

/**
 * Files that a post names in its column Filenames alone, as servers did before they had rows for files: none where
 * FileIds names any. Rows of files that say that they hang on the post win over both.
 */
export function filenamesOf(fileIds: readonly string[], filenames: unknown): readonly string[] {
  return fileIds.length > 0 ? [] : jsonTexts(filenames);
}

/** What such files are made of. */
export interface LegacyNames {
  readonly id: PostId;
  readonly createAtMs: number;
  readonly filenames: readonly string[];
}

/**
 * Files by the posts that name them in the column Filenames: each as `/<channel>/<user>/<uid>/<name, URL-encoded>`, and
 * the bytes lie in `teams/<team>/channels/<channel>/…`. Their size is in no table. A direct message belongs to no team:
 * there every team is a place to look.
 */
export async function readLegacyFiles(
  reader: Reader,
  channel: ChannelId,
  rows: readonly LegacyNames[],
): Promise<ReadonlyMap<PostId, readonly FileInfo[]>> {
  const legacy = rows.filter(({ filenames }) => filenames.length > 0);
  if (legacy.length === 0) return new Map();
  const teams = await teamsOf(reader, channel);
  return new Map(legacy.map((row) => [row.id, legacyFiles(row, teams)]));
}

async function teamsOf(
  { database, tables }: Reader,
  channel: ChannelId,
): Promise<readonly string[]> {
  const ids = inList([channel]);
  const own = await database.query(
    `SELECT TeamId, Id FROM ${tables.name('Channels')} WHERE Id IN (${ids.marks})`,
    ids.values,
  );
  const team = text(own.find((row) => text(row[1]) === channel)?.[0]);
  if (team !== '') return [team];
  const all = await database.query(`SELECT Id FROM ${tables.name('Teams')} ORDER BY Id`);
  return all.map(([id]) => text(id));
}

/** Files of a post, which lie in one of these teams. Without teams their paths lead nowhere. */
export function legacyFiles(row: LegacyNames, teams: readonly string[]): readonly FileInfo[] {
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
