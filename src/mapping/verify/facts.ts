/** A file as a message carries it. */
export interface FileFacts {
  /** By which the two sides know each other's files. */
  readonly id: string;
  readonly name: string;
  /** Undefined where the target does not say. */
  readonly sizeBytes: number | undefined;
  /** '' where the target does not say. */
  readonly mimeType: string;
}

/** What a post says and what hangs on it, in words that both sides have: no markup, no ids of one side. */
export interface PostFacts {
  /** Who it is shown as. */
  readonly author: string;
  /** Milliseconds since the epoch; whole seconds where the target counts those. */
  readonly atMs: number;
  /** As plainText gives it. */
  readonly text: string;
  readonly attachments: string;
  /** Where the thread begins that it is a reply of; '' outside. */
  readonly thread: string;
  /** When it was edited, or that it was; '' when it never was. */
  readonly edited: string;
  /** `name: people`, in code-unit order. */
  readonly reactions: readonly string[];
  readonly isPinned: boolean;
  readonly files: readonly FileFacts[];
  /** The root of a thread that was deleted. */
  readonly isTombstone: boolean;
}

/** What a channel is, apart from its messages. */
export interface ChannelFacts {
  readonly name: string;
  readonly visibility: string;
  readonly isArchived: boolean;
  readonly topic: string;
  readonly purpose: string;
  /** Names, in code-unit order. */
  readonly members: readonly string[];
}

/** What an account is. */
export interface PersonFacts {
  readonly username: string;
  readonly realName: string;
  readonly displayName: string;
  readonly email: string;
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
}
