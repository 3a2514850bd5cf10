import { emojiKey } from '../../importers/ledger/keys.ts';
import { SlackRefusal } from '../../importers/slack/errors.ts';
import { callOnce } from '../../importers/workspace/exactly-once.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import type { ReadyEmoji } from './emoji.ts';

/** What became of the custom emoji in the workspace. */
export interface AddedEmoji {
  readonly added: number;
  /** Why the rest is to be added by hand; undefined when nothing is left. */
  readonly remark: string | undefined;
}

/** `admin.emoji.add` says so of an emoji that is there, by this program or by others. */
const TAKEN = ['error_name_taken', 'error_name_taken_i18n'];

/** About the token and the workspace, not about the emoji (docs.slack.dev/reference/methods/admin.emoji.add). */
const MAY_NOT = [
  'not_an_admin',
  'feature_not_enabled',
  'access_denied',
  'not_allowed',
  'unknown_method',
];

const mayNot = (code: string): string =>
  `the token may not add emoji (${code}): admin.emoji.add needs an admin's token of an Enterprise organisation; add them by hand from the emoji folder`;

/** Adds each emoji once, from an address that Slack can reach, as long as the token may. */
export async function addEmoji(
  run: WorkspaceSession,
  emoji: readonly ReadyEmoji[],
  linkOf: ((emoji: ReadyEmoji) => Promise<string>) | undefined,
): Promise<AddedEmoji> {
  if (emoji.length === 0) return { added: 0, remark: undefined };
  if (linkOf === undefined) {
    return {
      added: 0,
      remark:
        'Slack fetches the images of emoji from public addresses: with files.linkBaseUrl (and mm2slack serve-files) or files in S3 they can be added by the API; else add them by hand from the emoji folder',
    };
  }
  let added = 0;
  for (const one of emoji) {
    try {
      const { key, state, detail } = await callOnce(run, {
        kind: 'emoji',
        key: emojiKey(one.id),
        method: 'admin.emoji.add',
        args: { name: one.slackName, url: await linkOf(one) },
        channelId: '',
        slackChannel: '',
        alreadyDone: TAKEN,
      });
      if (state === 'done') added += 1;
      if (state === 'failed' && MAY_NOT.includes(detail)) {
        // Another token may: the refusal is not for good.
        run.ledger.forget(key);
        return { added, remark: mayNot(detail) };
      }
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      return { added, remark: mayNot(error.code) };
    }
  }
  const left = emoji.length - added;
  const remark = left === 0 ? undefined : `Slack refused ${left} emoji; add them by hand`;
  return { added, remark };
}
