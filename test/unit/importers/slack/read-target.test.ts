import { afterEach, describe, expect, it } from 'vitest';
import { makeSlackClient } from '../../../../src/importers/slack/client.ts';
import { slackTargetError } from '../../../../src/importers/slack/errors.ts';
import { readSlackMembers, readSlackTarget } from '../../../../src/importers/slack/read-target.ts';
import type { Reading } from '../../../../src/importers/slack/reading.ts';
import { lineTexts } from '../../../../src/reports/notices.ts';
import { sentenceOf } from '../../../support/matchers.ts';
import type { SlackCall } from '../../../support/slack/fault-proxy.ts';
import {
  BOT_TOKEN,
  type SlackServer,
  type SlackServerOptions,
  startSlackServer,
} from '../../../support/slack/slack-server.ts';
import { answering, refusing, throttling } from '../../../support/slack/stubs.ts';

const USERS = [
  { name: 'ann', email: 'Ann@example.co.jp' },
  { name: 'bob', email: 'bob@example.co.jp' },
];
const CHANNELS = [
  { name: 'dev', topic: 'a &amp; b' },
  { name: 'secret', is_private: true },
];

let server: SlackServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function reading(options: SlackServerOptions = {}, token = BOT_TOKEN) {
  server = await startSlackServer({ users: USERS, channels: CHANNELS, ...options });
  const waitsMs: number[] = [];
  const read: Reading = {
    client: makeSlackClient({ token, apiUrl: server.apiUrl, retryAfterMs: 1000, fetch }),
    sleep: async (ms) => {
      waitsMs.push(ms);
    },
    signal: new AbortController().signal,
    pauseMs: 1_000,
  };
  return { read, waitsMs, server };
}

async function complaint(options: SlackServerOptions, token = BOT_TOKEN): Promise<string> {
  const { read } = await reading(options, token);
  const error: unknown = await readSlackTarget(read).then(
    () => undefined,
    (failure: unknown) => failure,
  );
  const known = slackTargetError(error) ?? error;
  return known instanceof Error ? sentenceOf(known) : 'no error';
}

describe('a workspace, read as the target of a plan', () => {
  it('gives its members, channels and name, with nothing but reading calls', async () => {
    const { read, server: slack } = await reading();
    const target = await readSlackTarget(read);
    expect(target).toMatchObject({ kind: 'slack', label: 'Example', mayHideChannels: true });
    expect(target.users).toContainEqual(
      expect.objectContaining({ name: 'ann', email: 'Ann@example.co.jp', isBot: false }),
    );
    const dev = target.channels.find(({ name }) => name === 'dev');
    expect(dev).toMatchObject({ list: 'channels', topic: 'a & b', isArchived: false });
    expect(target.channels.find(({ name }) => name === 'secret')?.list).toBe('groups');
    expect(target.emoji).toEqual([]);
    const methods = new Set(slack.calls.map(({ method }) => method));
    expect([...methods].filter((method) => !/(?:test|info|list)$/.test(method))).toEqual([]);
  });

  it('gives the members of the channels that are asked for, and of no others', async () => {
    const { read, server: slack } = await reading();
    const target = await readSlackTarget(read);
    const dev = target.channels.find(({ name }) => name === 'dev');
    const more = await readSlackMembers(read, new Set([dev?.id ?? '']), target);
    expect(more.channels.find(({ name }) => name === 'dev')?.memberIds.length).toBeGreaterThan(1);
    expect(slack.calls.filter(({ method }) => method === 'conversations.members')).toHaveLength(1);
  });

  it('is read page by page to the end', async () => {
    const page = (call: { args: Readonly<Record<string, string>> }) =>
      call.args['cursor'] === undefined
        ? {
            ok: true,
            members: [{ id: 'U1', name: 'one' }],
            response_metadata: { next_cursor: 'two' },
          }
        : {
            ok: true,
            members: [{ id: 'U2', name: 'two' }],
            response_metadata: { next_cursor: '' },
          };
    const { read } = await reading({
      interceptors: [(call) => (call.method === 'users.list' ? { body: page(call) } : undefined)],
    });
    expect((await readSlackTarget(read)).users.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('is read again where a page names a cursor that was followed already, and refused in the end', async () => {
    let left = 2;
    const page = (call: { args: Readonly<Record<string, string>> }) => {
      const { cursor } = call.args;
      if (cursor === 'two') left -= 1;
      const next_cursor = cursor === undefined || left > 0 ? 'two' : '';
      const id = cursor === undefined ? 'U1' : 'U2';
      return { ok: true, members: [{ id, name: id }], response_metadata: { next_cursor } };
    };
    const pages = (call: SlackCall) =>
      call.method === 'users.list' ? { body: page(call) } : undefined;
    const { read } = await reading({ interceptors: [pages] });
    expect((await readSlackTarget(read)).users.map(({ id }) => id)).toEqual(['U1', 'U2']);
    await server?.stop();
    left = Number.POSITIVE_INFINITY;
    expect(await complaint({ interceptors: [pages] })).toContain(
      'the answer to users.list is not as documented: response_metadata.next_cursor: repeated',
    );
  });

  it('waits as long as Slack asks and then goes on', async () => {
    const { read, waitsMs } = await reading({
      interceptors: [
        throttling(({ method }) => method === 'users.list', { times: 2, retryAfterSeconds: 7 }),
      ],
    });
    expect((await readSlackTarget(read)).users.length).toBeGreaterThan(2);
    expect(waitsMs).toEqual([7_000, 7_000]);
  });

  it('asks again when an answer is lost, and gives up in the end', async () => {
    let resets = 0;
    const isReset = true;
    const { read } = await reading({
      interceptors: [
        ({ method }) => {
          if (method !== 'users.list' || resets === 2) return undefined;
          resets += 1;
          return { isReset };
        },
      ],
    });
    expect((await readSlackTarget(read)).users.length).toBeGreaterThan(2);
    const always = { interceptors: [() => ({ isReset }) as const] };
    await server?.stop();
    expect(await complaint(always)).toMatch(/^Slack: auth\.test: no clear answer .*$/);
  });

  it('leaves open what the token may not see, and names the scope', async () => {
    const { read } = await reading({
      interceptors: [
        refusing('emoji.list', 'missing_scope', 'emoji:read'),
        refusing('usergroups.list', 'paid_teams_only'),
      ],
    });
    const target = await readSlackTarget(read);
    expect(target.emoji).toBeUndefined();
    expect(target.userGroups).toBeUndefined();
    expect(lineTexts(target.warnings, 'en')).toEqual([
      'Slack does not show everything: emoji.list: missing_scope; the token needs emoji:read',
      'Slack does not show everything: usergroups.list: paid_teams_only',
    ]);
  });

  it('is Enterprise Grid when it belongs to an organisation', async () => {
    const { read } = await reading({
      interceptors: [
        answering('auth.test', { ok: true, team: 'Big', team_id: 'T1', enterprise_id: 'E1' }),
      ],
    });
    expect((await readSlackTarget(read)).slackPlan).toBe('enterprise-grid');
  });
});

describe('a workspace that cannot be read', () => {
  it.each([
    ['invalid_auth', 'is not valid'],
    ['token_revoked', 'was revoked'],
    ['account_inactive', 'belongs to a deleted app'],
  ])('is refused in one line: %s', async (code, says) => {
    const said = await complaint({ interceptors: [refusing('auth.test', code)] });
    expect(said).toContain(`Slack: the token in SLACK_TOKEN ${says}`);
    expect(said).not.toContain('\n');
  });

  it('is refused when a needed scope is missing, by its name', async () => {
    const refused = refusing('users.list', 'missing_scope', 'users:read');
    expect(await complaint({ interceptors: [refused] })).toContain('lacks the scope users:read');
  });

  it('is refused when an answer has another shape', async () => {
    const odd = answering('users.list', { ok: true, members: [{ id: 5 }] });
    expect(await complaint({ interceptors: [odd] })).toContain(
      'Slack: the answer to users.list is not as documented: members.0.id',
    );
  });

  it('never shows the token', async () => {
    const said = await complaint({ interceptors: [refusing('auth.test', 'invalid_auth')] });
    expect(said).not.toContain(BOT_TOKEN);
  });
});
