import type { TestDatabase } from '../servers/databases.ts';
import { askServer } from './read-back.ts';
import { showsNothing } from './shows-nothing.ts';

/**
 * What is wrong in a workspace: live posts of the channels that are missing or there twice. By ids alone; a post that
 * shows nothing is not missing.
 */
export async function postsNotOnce(
  database: TestDatabase,
  channelIds: readonly string[],
  apiUrl: string,
): Promise<readonly string[]> {
  const rows = await database.run(
    `SELECT Id AS id, Message AS message, FileIds AS files, Type AS type FROM Posts WHERE DeleteAt = 0 AND OriginalId = '' AND ChannelId IN
      (${channelIds.map((id) => `'${id}'`).join(',')})`,
  );
  const server = askServer(apiUrl);
  const seen = new Map<string, number>();
  for (const { id } of await server.channels()) {
    for (const { metadata } of await server.messages(id)) {
      const { post_id: post = '', part = 0 } = metadata?.event_payload ?? {};
      // A shared file carries none.
      if (post !== '') seen.set(`${post}:${part}`, (seen.get(`${post}:${part}`) ?? 0) + 1);
    }
  }
  const twice = [...seen].filter(([, times]) => times > 1).map(([key]) => `${key} is there twice`);
  const missing = rows.filter(({ id, message, files, type }) => {
    const isShown = !showsNothing(String(message)) || files !== '[]' || type !== '';
    return isShown && !seen.has(`${String(id)}:0`);
  });
  return [...twice, ...missing.map(({ id }) => `${String(id)} is missing`)];
}
