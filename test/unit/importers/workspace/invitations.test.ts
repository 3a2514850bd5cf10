import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inviteKey } from '../../../../src/importers/ledger/keys.ts';
import { intentOf } from '../../../../src/importers/ledger/ledger.ts';
import type { SlackClient } from '../../../../src/importers/slack/client.ts';
import { SlackRefusal, SlackUnclear } from '../../../../src/importers/slack/errors.ts';
import { invitePeople } from '../../../../src/importers/workspace/invitations.ts';
import type { WorkspaceSession } from '../../../../src/importers/workspace/session.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import { askServer } from '../../../support/slack/read-back.ts';
import { serverSession } from '../../../support/slack/server-session.ts';
import { startSlackServer } from '../../../support/slack/slack-server.ts';

const PLACE = { channelId: 'dev', slackChannel: 'CDEV' };

/** What Slack makes of a person, and how it words an answer to several. */
type Fate = 'invited' | 'already_in_channel' | 'cant_invite' | 'user_not_found';
const STYLES = [
  'ok, errors named',
  'ok, an error of nobody',
  'refused, errors named, others invited',
  'refused, errors named, others not invited',
  'refused, nobody named',
  'lost before',
  'lost after',
] as const;
type Style = (typeof STYLES)[number];

interface Channel {
  readonly members: Set<string>;
  readonly calls: readonly (readonly string[])[];
  readonly session: WorkspaceSession;
}

/** A channel whose people have fates, with answers in the given styles, the last of them from then on. */
function channelOf(
  fates: ReadonlyMap<string, Fate>,
  styles: readonly Style[],
  leavers: readonly string[] = [],
): Channel {
  const members = new Set(
    [...fates].filter(([, fate]) => fate === 'already_in_channel').map(([id]) => id),
  );
  const calls: string[][] = [];
  const left = [...styles];
  const invite = (users: readonly string[]) => {
    const style = left.shift() ?? 'ok, errors named';
    if (style === 'lost before') throw new SlackUnclear('conversations.invite', 'lost');
    const errors = users.flatMap((user) => {
      const error = members.has(user) ? 'already_in_channel' : (fates.get(user) ?? 'invited');
      return error === 'invited' ? [] : [{ user, ok: false, error }];
    });
    const isRefused = errors.length > 0 && (users.length === 1 || style.startsWith('refused'));
    const isForNothing = isRefused && style !== 'refused, errors named, others invited';
    if (!isForNothing) for (const id of users) if (fates.get(id) === 'invited') members.add(id);
    if (style === 'lost after') throw new SlackUnclear('conversations.invite', 'lost');
    if (isRefused) {
      const body = style === 'refused, nobody named' ? {} : { errors };
      throw new SlackRefusal('conversations.invite', errors[0]?.error ?? '', '', { body });
    }
    const isOfNobody = style === 'ok, an error of nobody';
    return { ok: true, errors: isOfNobody ? errors.map(({ error }) => ({ error })) : errors };
  };
  const client: SlackClient = {
    clockSkewMs: () => undefined,
    slackTimeMs: () => undefined,
    async call(method, args) {
      if (method === 'conversations.members')
        return { body: { members: [...members] }, scopes: [] };
      if (method === 'conversations.history') {
        const messages = leavers.map((user) => ({ subtype: 'channel_leave', user }));
        return { body: { messages }, scopes: [] };
      }
      const users = String(args['users']).split(',');
      calls.push(users);
      return { body: invite(users), scopes: [] };
    },
  };
  return { members, calls, session: serverSession({ apiUrl: 'http://127.0.0.1:1/' }, { client }) };
}

const states = (session: WorkspaceSession, people: readonly string[]) =>
  people.map((id) => {
    const action = session.ledger.get(inviteKey('dev', id));
    return [id, action?.state, action?.detail];
  });

const expected = (fates: ReadonlyMap<string, Fate>) =>
  [...fates].map(([id, fate]) =>
    fate === 'invited' || fate === 'already_in_channel' ? [id, 'done', ''] : [id, 'failed', fate],
  );

const somePeople = fc
  .array(fc.constantFrom<Fate>('invited', 'already_in_channel', 'cant_invite', 'user_not_found'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((fates) => new Map(fates.map((fate, at) => [`U${at}`, fate] as const)));

describe('people who are invited', () => {
  it('are each settled by what Slack says of them, however it words its answer', async () => {
    await fc.assert(
      fc.asyncProperty(
        somePeople,
        fc.array(fc.constantFrom(...STYLES), { maxLength: 6 }),
        async (fates, styles) => {
          const { members, session, calls } = channelOf(fates, styles);
          const people = [...fates.keys()];
          const refused = await invitePeople(session, PLACE, people);
          expect(states(session, people)).toEqual(expected(fates));
          expect(people.filter((id) => members.has(id))).toEqual(
            people.filter((id) => session.ledger.get(inviteKey('dev', id))?.state === 'done'),
          );
          const asked = calls.length;
          // A second run asks nothing, and tells the same refusals.
          expect(await invitePeople(session, PLACE, people)).toEqual(refused);
          expect(calls).toHaveLength(asked);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(notEmpty(STYLES))('are asked for together as far as answers allow: %s', async (style) => {
    const fates = new Map<string, Fate>(
      Array.from({ length: 9 }, (_, at) => [`U${at}`, at === 4 ? 'cant_invite' : 'invited']),
    );
    const { session, calls } = channelOf(fates, [style]);
    await invitePeople(session, PLACE, [...fates.keys()]);
    expect(states(session, [...fates.keys()])).toEqual(expected(fates));
    const isBlind = style === 'refused, nobody named' || style === 'ok, an error of nobody';
    expect(calls.length).toBeLessThanOrEqual(isBlind ? 10 : 2);
  });

  it('are settled on a server that invites those whom it can', async () => {
    const slack = await startSlackServer({
      users: ['ann', 'bob'].map((name) => ({ name, email: `${name}@example.co.jp` })),
    });
    try {
      const session = serverSession(slack);
      const server = askServer(slack.apiUrl);
      await server.call('conversations.create', { name: 'dev' });
      const channel = (await server.channels()).find(({ name }) => name === 'dev')?.id ?? '';
      const users = await session.client.call('users.list', {});
      const ids = JSON.stringify(users.body).match(
        /"id":"(U[^"]+)","team_id":"[^"]+","name":"(?:ann|bob)"/g,
      );
      const people = (ids ?? []).map((found) => /U[^"]+/.exec(found)?.[0] ?? '').sort();
      expect(people).toHaveLength(2);
      const all = [people[0] ?? '', 'UNOBODY', people[1] ?? ''];
      const refused = await invitePeople(session, { channelId: 'dev', slackChannel: channel }, all);
      expect(refused.map(({ detail }) => detail)).toEqual(['user_not_found']);
      expect(await server.members(channel)).toEqual(expect.arrayContaining(people));
    } finally {
      await slack.stop();
    }
  });
});

describe('what an older version recorded of a call for all people in it', () => {
  const record = ({ session }: Channel, id: string, state: 'done' | 'failed'): void => {
    const key = inviteKey('dev', id);
    session.ledger.intend({ ...intentOf({ key, kind: 'invite', channelId: 'dev' }), atMs: 1 });
    if (state === 'done') session.ledger.complete(key, {}, 2);
    else session.ledger.fail(key, 'user_not_found', 2);
  };

  it('is looked at again, once: who is no member and did not leave is invited', async () => {
    const fates = new Map<string, Fate>([
      ['UMEMBER', 'already_in_channel'],
      ['ULEFT', 'invited'],
      ['UMISSED', 'invited'],
      ['UFAILED', 'invited'],
      ['UGONE', 'user_not_found'],
    ]);
    const world = channelOf(fates, [], ['ULEFT']);
    for (const id of ['UMEMBER', 'ULEFT', 'UMISSED']) record(world, id, 'done');
    for (const id of ['UFAILED', 'UGONE']) record(world, id, 'failed');
    const people = [...fates.keys()];
    const refused = await invitePeople(world.session, PLACE, people);
    expect(refused.map(({ key }) => key)).toEqual([inviteKey('dev', 'UGONE')]);
    expect(world.calls.flat().sort()).toEqual(['UFAILED', 'UGONE', 'UMISSED']);
    expect([...world.members].sort()).toEqual(['UFAILED', 'UMEMBER', 'UMISSED']);
    const asked = world.calls.length;
    world.members.delete('UMISSED');
    await invitePeople(world.session, PLACE, people);
    expect(world.calls).toHaveLength(asked);
  });
});
