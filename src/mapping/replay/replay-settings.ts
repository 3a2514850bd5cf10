/** How history looks when it is posted through the API; each is a setting. */
export interface ReplaySettings {
  /** Where the original time stands: in a grey line under the message, or before its text. */
  readonly time: 'context' | 'text';
  /** Reactions of other people, for whom an app cannot act: a line with names, the app's own, or none. */
  readonly reactions: 'summary' | 'app' | 'none';
  /** Address of a person's picture with `{username}` or `{id}`; undefined for the app's own. */
  readonly iconUrl: string | undefined;
}
