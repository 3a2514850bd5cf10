/** What Slack cannot hold, by code. A code is a contract: scripts and reports rely on it. */
export interface LossEntry {
  /** What happened, in one sentence. */
  readonly says: string;
  /** What a person can do about it; empty when nothing needs doing. */
  readonly advice: string;
}

export const LOSS_CATALOGUE = {
  unknown_author: {
    says: 'The post names an author who is not in the users table; it moves under a placeholder name.',
    advice: 'Nothing, unless the name matters: the Mattermost user id is in the placeholder.',
  },
  thread_root_lost: {
    says: 'The reply names a thread root that is missing, deleted, in another channel or not in the range; it moves as a message of its own.',
    advice: '',
  },
  props_unreadable: {
    says: "The post's Props column holds no readable JSON; it moves as a plain message.",
    advice: 'Look at the row in the database if the post came from an integration.',
  },
  character_replaced: {
    says: 'The text held a NUL or half a surrogate pair, which JSON readers refuse; it was replaced.',
    advice: '',
  },
} as const satisfies Record<string, LossEntry>;

export type LossCode = keyof typeof LOSS_CATALOGUE;

/** One thing that Slack cannot hold, without its post: mapping adds that. */
export interface LossNote {
  readonly code: LossCode;
  /** The old value, short enough for a report; never a secret. */
  readonly old?: string;
  readonly new?: string;
}
