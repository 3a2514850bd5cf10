import type { Config } from '../../config.ts';
import type { User } from '../../model.ts';

const WAIT_MS = 5_000;
/** Some people may have no picture: only when none of a few can be fetched, the address is likely wrong. */
const LOOKED_AT = 3;

/**
 * Says when the pictures that `replay.iconUrl` names cannot be fetched from here. The messages name them all the
 * same: what this machine cannot reach Slack maybe can, and a message must not differ from run to run.
 */
export async function iconWarnings(
  { replay: { iconUrl } }: Pick<Config, 'replay'>,
  users: readonly User[],
): Promise<readonly string[]> {
  if (iconUrl === undefined) return [];
  const people = users.filter(
    ({ kind, deleteAtMs }) => kind === 'person' && deleteAtMs === undefined,
  );
  for (const { id, username } of people.slice(0, LOOKED_AT)) {
    const url = iconUrl
      .replaceAll('{username}', encodeURIComponent(username))
      .replaceAll('{id}', encodeURIComponent(id));
    if (await isReachable(url)) return [];
  }
  return people.length === 0
    ? []
    : ['no picture could be fetched from replay.iconUrl; where Slack cannot either, it shows none'];
}

async function isReachable(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(WAIT_MS) });
    // Some servers know no HEAD; a picture that is not there, or not open to all, says so by another status.
    return answer.ok || answer.status === 405 || answer.status === 501;
  } catch {
    return false;
  }
}
