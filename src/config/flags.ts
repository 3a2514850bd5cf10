/** The common flags as they come from the command line, unchecked. */
export interface Flags {
  readonly config?: string;
  readonly source?: string;
  readonly mattermostConfig?: string;
  readonly files?: string;
  readonly work?: string;
  /** True for a comparison of all parts of a move that was split, which may have teams and direct messages. */
  readonly unitesParts?: boolean;
  readonly include?: string;
  readonly channels?: string;
  readonly excludeChannels?: string;
  readonly teams?: string;
  readonly from?: string;
  readonly to?: string;
  readonly lang?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly logFile?: string;
  readonly splitBy?: string;
  readonly splitSize?: string;
  readonly rehearsal?: string;
  readonly systemMessages?: string;
  readonly rewritePermalinks?: boolean;
  readonly redactSecrets?: boolean;
  readonly csvQuoting?: string;
  readonly consent?: string;
  /** False for --no-hold. */
  readonly hold?: string | false;
  readonly workers?: string;
}

export type Env = Readonly<Record<string, string | undefined>>;
