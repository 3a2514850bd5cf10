import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { createEmulator } from 'emulate';
import { scopesWith } from '../../../src/slack/scopes.ts';
import { type CanvasServer, canvasServer } from './canvases.ts';
import { type FaultProxy, type Interceptor, startFaultProxy } from './fault-proxy.ts';
import { invitingEach } from './invite-rules.ts';
import { requiringScopes } from './method-scopes.ts';
import { readWindow } from './read-window.ts';
import { replyPages } from './reply-pages.ts';
import { STUBS } from './stubs.ts';
import { withTeamId } from './team-id.ts';

export const BOT_TOKEN = 'xoxb-unit-test-token';
export const ADMIN_TOKEN = 'xoxp-unit-test-admin';

/** Of a member of the workspace, to speak in their name. */
export const userToken = (email: string): string => `xoxp-test-${email}`;

export interface SeedUser {
  readonly name: string;
  readonly email: string;
}

export interface SeedChannel {
  readonly name: string;
  readonly topic?: string;
  readonly is_private?: boolean;
}

export interface SlackServerOptions {
  readonly users?: readonly SeedUser[];
  readonly channels?: readonly SeedChannel[];
  /**
   * What both tokens may do; the emulator then refuses the rest with missing_scope. By default the bot has the scopes of
   * the app's manifest, and people have all.
   */
  readonly scopes?: readonly string[];
  /** Of the workspace; two servers that are two workspaces need one each. */
  readonly teamId?: string;
  /** Asked before the emulator; the first answer counts. */
  readonly interceptors?: readonly Interceptor[];
}

/** A Slack server that somebody else wrote, behind a proxy that adds what it lacks. */
export interface SlackServer extends FaultProxy {
  /** Canvases of channels by their ids. */
  readonly canvases: CanvasServer['canvases'];
  readonly editCanvas: CanvasServer['editCanvas'];
  stop(): Promise<void>;
}

/** Starts it on loopback, with a bot's and an admin's token. */
export async function startSlackServer(options: SlackServerOptions = {}): Promise<SlackServer> {
  const port = await freePort();
  const scopes = [...(options.scopes ?? ALL_SCOPES)];
  const granted = options.scopes ?? scopesWith({ canvases: true }).map(({ scope }) => scope);
  const emulator = await createEmulator({
    service: 'slack',
    port,
    seed: {
      slack: {
        team: { name: 'Example', domain: 'example' },
        users: [
          { name: 'mm2slack', email: 'mm2slack@example.co.jp' },
          { name: 'boss', email: 'boss@example.co.jp', is_admin: true },
          ...(options.users ?? []),
        ],
        channels: options.channels ?? [],
        strict_scopes: options.scopes !== undefined,
        tokens: [
          ...SPARE_TOKENS.map((token) => ({ token, user: 'mm2slack', scopes: [...granted] })),
          { token: ADMIN_TOKEN, user: 'boss', scopes },
          ...(options.users ?? []).map(({ name, email }) => ({
            token: userToken(email),
            user: name,
            scopes,
          })),
        ],
      },
    },
  });
  const canvases = canvasServer(emulator.url);
  const proxy = await startFaultProxy(emulator.url, {
    first: [
      ...(options.interceptors ?? []),
      requiringScopes(BOT_TOKEN, granted),
      invitingEach(emulator.url),
      canvases.intercept,
      ...STUBS,
    ],
    alterations: [
      readWindow,
      replyPages,
      canvases.alter,
      ...(options.teamId === undefined ? [] : [withTeamId(options.teamId)]),
    ],
    tokenFor: (token, call) =>
      token === BOT_TOKEN
        ? (SPARE_TOKENS[Math.floor(call / CALLS_A_TOKEN) % SPARE_TOKENS.length] ?? token)
        : token,
  });
  return {
    ...proxy,
    canvases: canvases.canvases,
    editCanvas: canvases.editCanvas,
    async stop() {
      await proxy.close();
      await emulator.close();
    },
  };
}

/** The emulator takes 5,000 calls an hour of a token, as GitHub does and Slack does not. */
const CALLS_A_TOKEN = 4_000;
const SPARE_TOKENS = [
  BOT_TOKEN,
  ...Array.from({ length: 19 }, (_, index) => `${BOT_TOKEN}-${index}`),
];

const ALL_SCOPES = [
  'users:read',
  'users:read.email',
  'channels:read',
  'channels:manage',
  'channels:write',
  'channels:join',
  'channels:history',
  'groups:read',
  'groups:write',
  'groups:history',
  'im:read',
  'im:write',
  'mpim:read',
  'mpim:write',
  'chat:write',
  'chat:write.customize',
  'chat:write.public',
  'files:read',
  'files:write',
  'reactions:read',
  'reactions:write',
  'pins:read',
  'pins:write',
  'bookmarks:read',
  'bookmarks:write',
  'team:read',
  'emoji:read',
  'usergroups:read',
  'usergroups:write',
];

async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
