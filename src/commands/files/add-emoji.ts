import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { emojiKey } from '../../importers/ledger/keys.ts';
import { SlackRefusal } from '../../importers/slack/errors.ts';
import { callOnce } from '../../importers/workspace/exactly-once.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import type { ReadyEmoji } from './emoji.ts';

/** Result of adding custom emoji to the workspace. */
export interface AddedEmoji {
  readonly added: number;
  /** Reason why others must be added by hand; undefined when there are none. */
  readonly remark: Line | undefined;
}

/** Errors of `admin.emoji.add` for an emoji that exists, whoever added it. */
const TAKEN = ['error_name_taken', 'error_name_taken_i18n'];

/** Errors about the token or the workspace, not about the emoji (docs.slack.dev/reference/methods/admin.emoji.add). */
const TOKEN_ERRORS = [
  'not_an_admin',
  'feature_not_enabled',
  'access_denied',
  'not_allowed',
  'unknown_method',
];

const tokenRefused = (problem: string): Line => notice('emoji-token-refused', { problem });

/** Adds each emoji once, from an address that Slack can reach, until Slack says that the token may not. */
export async function addEmoji(
  session: WorkspaceSession,
  emoji: readonly ReadyEmoji[],
  linkOf: ((emoji: ReadyEmoji) => Promise<string>) | undefined,
): Promise<AddedEmoji> {
  if (emoji.length === 0) return { added: 0, remark: undefined };
  if (linkOf === undefined) {
    return { added: 0, remark: notice('emoji-not-reachable') };
  }
  let added = 0;
  for (const one of emoji) {
    try {
      const { key, state, detail } = await callOnce(session, {
        kind: 'emoji',
        key: emojiKey(one.id),
        method: 'admin.emoji.add',
        args: { name: one.slackName, url: await linkOf(one) },
        channelId: '',
        slackChannel: '',
        alreadyDone: TAKEN,
      });
      if (state === 'done') added += 1;
      if (state === 'failed' && TOKEN_ERRORS.includes(detail)) {
        // Another token may be allowed to: the refusal is not permanent.
        session.ledger.forget(key);
        return { added, remark: tokenRefused(detail) };
      }
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      return { added, remark: tokenRefused(error.code) };
    }
  }
  const left = emoji.length - added;
  const remark = left === 0 ? undefined : notice('emoji-refused', { emoji: left });
  return { added, remark };
}
