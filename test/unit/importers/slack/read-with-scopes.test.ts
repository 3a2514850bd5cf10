import { afterEach, describe, expect, it } from 'vitest';
import { makeSlackClient } from '../../../../src/importers/slack/client.ts';
import { slackTargetError } from '../../../../src/importers/slack/errors.ts';
import { readSlackMembers, readSlackTarget } from '../../../../src/importers/slack/read-target.ts';
import type { Reading } from '../../../../src/importers/slack/reading.ts';
import { lineTexts } from '../../../../src/reports/notices.ts';
import { scopesFor } from '../../../../src/slack/scopes.ts';
import { sentenceOf } from '../../../support/matchers.ts';
import {
  ADMIN_TOKEN,
  BOT_TOKEN,
  type SlackServer,
  type SlackServerOptions,
  startSlackServer,
} from '../../../support/slack/slack-server.ts';
import { answering, throttling } from '../../../support/slack/stubs.ts';

const SCOPES = scopesFor('plan').map(({ scope }) => scope);
const without = (scope: string): readonly string[] => SCOPES.filter((other) => other !== scope);

let server: SlackServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function start(
  options: SlackServerOptions,
  { token = BOT_TOKEN, signal = new AbortController().signal } = {},
): Promise<{ slack: SlackServer; reading: Reading }> {
  server = await startSlackServer({
    users: [{ name: 'ann', email: 'ann@example.co.jp' }],
    channels: [{ name: 'dev' }, { name: 'secret', is_private: true }],
    ...options,
  });
  const client = makeSlackClient({ token, apiUrl: server.apiUrl, retryAfterMs: 1_000, fetch });
  return { slack: server, reading: { client, sleep: async () => {}, signal, pauseMs: 1 } };
}

describe('a workspace that refuses what a token has no scope for', () => {
  it('shows all of itself to the scopes that a plan asks for', async () => {
    const { reading } = await start({ scopes: SCOPES });
    const target = await readSlackTarget(reading);
    expect(target.warnings).toEqual([]);
    expect(target.channels.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['dev', 'secret']),
    );
    const dev = target.channels.find(({ name }) => name === 'dev');
    const more = await readSlackMembers(reading, new Set([dev?.id ?? '']), target);
    expect(more.channels.find(({ name }) => name === 'dev')?.memberIds).toContain(
      target.users.find(({ name }) => name === 'ann')?.id,
    );
  });

  it('hides private channels without groups:read, from an admin too', async () => {
    const { reading } = await start({ scopes: without('groups:read') }, { token: ADMIN_TOKEN });
    const target = await readSlackTarget(reading);
    expect(target.channels.map(({ list }) => list)).not.toContain('groups');
    expect(target.mayHideChannels).toBe(true);
    expect(lineTexts(target.warnings, 'en').join('\n')).toContain('the token needs groups:read');
  });

  it('hides addresses without users:read.email, and says so', async () => {
    const { reading } = await start({ scopes: without('users:read.email') });
    const target = await readSlackTarget(reading);
    expect(new Set(target.users.map(({ email }) => email))).toEqual(new Set(['']));
    expect(lineTexts(target.warnings, 'en').join('\n')).toContain(
      'the token needs users:read.email',
    );
  });

  it('is named by its token without team:read', async () => {
    const { reading } = await start({ scopes: without('team:read') });
    const target = await readSlackTarget(reading);
    expect(target).toMatchObject({ label: 'Example', slackPlan: undefined });
    expect(lineTexts(target.warnings, 'en').join('\n')).toContain('the token needs team:read');
  });

  it.each(['users:read', 'channels:read'])('cannot be read without %s', async (scope) => {
    const { reading } = await start({ scopes: without(scope) });
    const failure: unknown = await readSlackTarget(reading).catch((error: unknown) => error);
    expect(sentenceOf(slackTargetError(failure))).toContain(`lacks the scope ${scope}`);
  });
});

describe('a workspace of some size', () => {
  it('is read to its last channel and member, each once, by cursors of the server', async () => {
    const { slack, reading } = await start({
      users: Array.from({ length: 401 }, (_, n) => ({ name: `u${n}`, email: `u${n}@x.jp` })),
      channels: Array.from({ length: 201 }, (_, n) => ({ name: `c${n}` })),
    });
    const target = await readSlackTarget(reading);
    const people = target.users.map(({ name }) => name).filter((name) => /^u\d+$/.test(name));
    const channels = target.channels.map(({ name }) => name).filter((name) => /^c\d+$/.test(name));
    expect([people.length, new Set(people).size]).toEqual([401, 401]);
    expect([channels.length, new Set(channels).size]).toEqual([201, 201]);
    expect(slack.calls.filter(({ method }) => method === 'users.list')).toHaveLength(3);
  });

  it('gives the members of a channel over several pages, in one order', async () => {
    const { reading } = await start({
      interceptors: [
        ({ method, args }) => {
          if (method !== 'conversations.members') return undefined;
          return args['cursor'] === undefined
            ? { body: { ok: true, members: ['U3'], response_metadata: { next_cursor: 'more' } } }
            : { body: { ok: true, members: ['U2', 'U1'] } };
        },
      ],
    });
    const target = await readSlackTarget(reading);
    const dev = target.channels.find(({ name }) => name === 'dev');
    const more = await readSlackMembers(reading, new Set([dev?.id ?? '']), target);
    expect(more.channels.find(({ name }) => name === 'dev')?.memberIds).toEqual(['U1', 'U2', 'U3']);
  });

  it('is never asked two things at once', async () => {
    let open = 0;
    let most = 0;
    const { slack, reading } = await start({
      interceptors: [
        async () => {
          open += 1;
          most = Math.max(most, open);
          await new Promise((resolve) => setTimeout(resolve, 5));
          open -= 1;
          return undefined;
        },
      ],
    });
    await readSlackTarget(reading);
    expect(slack.calls.length).toBeGreaterThan(5);
    expect(most).toBe(1);
  });
});

describe('what else stands in a workspace', () => {
  it('tells archived channels from open ones', async () => {
    const { reading } = await start({});
    const { channels } = await readSlackTarget(reading);
    const dev = channels.find(({ name }) => name === 'dev');
    await reading.client.call('conversations.archive', { channel: dev?.id });
    const after = await readSlackTarget(reading);
    expect(after.channels.filter(({ isArchived }) => isArchived).map(({ name }) => name)).toEqual([
      'dev',
    ]);
  });

  it('gives emoji and the members of groups in one order', async () => {
    const { reading } = await start({
      interceptors: [
        answering('emoji.list', { ok: true, emoji: { zoo: 'alias:ant', ant: 'https://x.jp/a' } }),
        answering('usergroups.list', {
          ok: true,
          usergroups: [{ id: 'S1', handle: 'devs', users: ['U2', 'U1'] }],
        }),
      ],
    });
    expect(await readSlackTarget(reading)).toMatchObject({
      emoji: ['ant', 'zoo'],
      userGroups: [{ id: 'S1', handle: 'devs', memberIds: ['U1', 'U2'] }],
    });
  });

  it('names the field that an answer lacks', async () => {
    const { reading } = await start({ interceptors: [answering('users.list', { ok: true })] });
    await expect(readSlackTarget(reading)).rejects.toFailWith(
      'Slack: the answer to users.list is not as documented: members: ',
    );
  });
});

describe('reading that is stopped', () => {
  it('asks nothing more once the wait that Slack asked for is aborted', async () => {
    const stop = new AbortController();
    const { slack, reading } = await start(
      { interceptors: [throttling(() => true, { times: 9, retryAfterSeconds: 60 })] },
      { signal: stop.signal },
    );
    const sleep = async (): Promise<void> => stop.abort(new Error('stopped'));
    await expect(readSlackTarget({ ...reading, sleep })).rejects.toFailWith('stopped');
    expect(slack.calls).toHaveLength(1);
  });
});
