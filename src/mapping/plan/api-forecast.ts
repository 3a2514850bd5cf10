/** How long a replay through Slack's API takes at Slack's limits. */
export interface ApiForecast {
  /** Calls by method, largest first. */
  readonly calls: readonly MethodCalls[];
  readonly totalCalls: number;
  /** The channel that takes longest by itself: no posting is faster than one message a second in it. */
  readonly longestChannel?: { readonly channelId: string; readonly seconds: number } | undefined;
  /** Wall time: the largest of the longest channel, each method's own limit and the workspace's. */
  readonly seconds: number;
  /** What sets the wall time: a method, `longest-channel` or `workspace`. */
  readonly boundBy: string;
}

export interface MethodCalls {
  readonly method: string;
  readonly calls: number;
  /** Calls a minute that Slack allows. */
  readonly perMinute: number;
  readonly seconds: number;
}
