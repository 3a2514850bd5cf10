import { z } from 'zod';
import { type JsonObject, textOf } from '../archive/json.ts';
import type { SlackArchive } from '../archive/read-archive.ts';
import type { Alteration } from './fault-proxy.ts';

/** Somebody of an archive whom an import gives an account: deactivated, or a bot where there is no address. */
export interface Newcomer {
  readonly archiveId: string;
  readonly isBot: boolean;
  /** As `users.list` shows it. */
  readonly member: JsonObject & { readonly id: string };
}

const profileShape = z.object({ profile: z.object({ email: z.string().optional() }) });

/** Those of an archive who have no account yet. */
export const newcomersOf = (
  { users }: SlackArchive,
  known: ReadonlyMap<string, unknown>,
): readonly Newcomer[] =>
  users.flatMap((user) => {
    const archiveId = textOf(user, 'id') ?? '';
    if (known.has(archiveId)) return [];
    const { email } = profileShape.parse(user).profile;
    const name = textOf(user, 'name') ?? '';
    const realName = textOf(user, 'real_name') ?? name;
    const isBot = email === undefined;
    const member = {
      id: `W${archiveId.slice(1)}`,
      ...{ name, real_name: realName, is_bot: isBot, deleted: !isBot },
      profile: { real_name: realName, display_name: name, ...(isBot ? {} : { email }) },
    };
    return [{ archiveId, isBot, member }];
  });

const listAnswer = z.looseObject({ ok: z.literal(true), members: z.array(z.unknown()) });

/** Adds members to what the emulator lists, on the last page. */
export const listing =
  (members: readonly JsonObject[]): Alteration =>
  ({ method }, answer) => {
    if (method !== 'users.list' || typeof answer.body !== 'string') return answer;
    const { data } = listAnswer.safeParse(JSON.parse(answer.body));
    if (data === undefined || hasMore(data)) return answer;
    return { ...answer, body: JSON.stringify({ ...data, members: [...data.members, ...members] }) };
  };

const cursor = z.looseObject({
  response_metadata: z.looseObject({ next_cursor: z.string().default('') }).optional(),
});
const hasMore = (data: unknown): boolean =>
  (cursor.parse(data).response_metadata?.next_cursor ?? '') !== '';
