/** Slack's ids: a letter for the kind and eight or more capitals or digits. */
export const ID_SHAPES = {
  user: /^[UW][A-Z0-9]{8,}$/,
  team: /^T[A-Z0-9]{8,}$/,
  channels: /^C[A-Z0-9]{8,}$/,
  groups: /^[CG][A-Z0-9]{8,}$/,
  dms: /^D[A-Z0-9]{8,}$/,
  mpims: /^[CG][A-Z0-9]{8,}$/,
  file: /^F[A-Z0-9]{8,}$/,
  bot: /^B[A-Z0-9]{8,}$/,
} as const;

/** Slack's own account; readers know it without an entry in `users.json`. */
const SLACKBOT = 'USLACKBOT';

/** Who and what an archive names: whatever a message refers to must be among them. */
export interface KnownIds {
  isUser(id: string): boolean;
  /** A user, or a bot by its bot id: a webhook has no account. */
  isAuthor(id: string): boolean;
  isConversation(id: string): boolean;
  /** Name of a public channel. */
  publicName(id: string): string | undefined;
}

export function knownIds(
  users: Iterable<string>,
  conversations: Iterable<string>,
  publicNames: ReadonlyMap<string, string> = new Map(),
): KnownIds {
  const userIds = new Set([SLACKBOT, ...users]);
  const conversationIds = new Set(conversations);
  return {
    isUser: (id) => userIds.has(id),
    isAuthor: (id) => userIds.has(id) || ID_SHAPES.bot.test(id),
    isConversation: (id) => conversationIds.has(id),
    publicName: (id) => publicNames.get(id),
  };
}
