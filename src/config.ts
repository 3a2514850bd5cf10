import type { ChannelType } from './model.ts';

export interface DatabaseAddress {
  readonly engine: 'mysql' | 'postgres';
  readonly host: string;
  readonly port: number;
  readonly socketPath: string | undefined;
  readonly user: string;
  readonly password: { reveal(): string };
  readonly database: string;
  readonly schema: string | undefined;
  readonly tls: 'off' | 'on' | 'skip-verify';
  readonly caFile: string | undefined;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly maxRowsPerSecond: number | undefined;
}

export interface Config {
  readonly source: DatabaseAddress;
  readonly files:
    | { readonly kind: 'none' }
    | { readonly kind: 'local'; readonly directory: string };
  readonly workDirectory: string;
  readonly include: readonly ChannelType[];
  readonly channels: readonly string[];
  readonly excludeChannels: readonly string[];
  readonly teams: readonly string[];
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
  readonly lang: 'en' | 'ja';
  readonly json: boolean;
  readonly quiet: boolean;
  readonly channelNames: 'display' | 'name' | 'ascii';
  readonly systemMessages: 'keep' | 'drop';
  readonly siteUrl: string | undefined;
  readonly latex: { readonly block: boolean; readonly inline: boolean };
  readonly rehearsalDomain: string | undefined;
  readonly splitBy: 'none' | 'visibility';
  readonly postsPerPage: number;
  readonly warnings: readonly string[];
}

export interface Flags {
  readonly source?: string;
  readonly files?: string;
  readonly work?: string;
  readonly include?: string;
}

export function resolveConfig(flags: Flags): Config {
  const url = new URL(flags.source ?? '');
  return {
    source: {
      engine: url.protocol.startsWith('postgres') ? 'postgres' : 'mysql',
      host: url.hostname,
      port: Number(url.port),
      socketPath: undefined,
      user: url.username,
      password: { reveal: () => url.password },
      database: url.pathname.slice(1),
      schema: undefined,
      tls: 'off',
      caFile: undefined,
      connectTimeoutMs: 10000,
      statementTimeoutMs: 600000,
      maxRowsPerSecond: undefined,
    },
    files: flags.files === undefined ? { kind: 'none' } : { kind: 'local', directory: flags.files },
    workDirectory: flags.work ?? './mm2slack-work',
    include: (flags.include ?? 'public,private').split(',') as ChannelType[],
    channels: [],
    excludeChannels: [],
    teams: [],
    fromMs: undefined,
    toMs: undefined,
    lang: 'en',
    json: false,
    quiet: false,
    channelNames: 'display',
    systemMessages: 'keep',
    siteUrl: undefined,
    latex: { block: true, inline: false },
    rehearsalDomain: undefined,
    splitBy: 'none',
    postsPerPage: 1000,
    warnings: [],
  };
}
