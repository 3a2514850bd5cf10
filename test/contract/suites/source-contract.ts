import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChannelKey, channelIdOf } from '../../../fixtures/workspace/channels.ts';
import {
  EXPECTED_LIVE,
  EXPECTED_POSTS,
  EXPECTED_ROWS,
} from '../../../fixtures/workspace/expected.ts';
import { postIdOf } from '../../../fixtures/workspace/post-spec.ts';
import type { UserKey } from '../../../fixtures/workspace/users.ts';
import type { Source } from '../../../src/exporters/source.ts';
import type { SourceCounts, User } from '../../../src/model/model.ts';
import type { SourceLack } from '../../../src/model/source-kind.ts';
import type { ContractKind, ContractSubject } from '../../support/mattermost/contract-subject.ts';
import { allPosts, EVERYTHING } from '../../support/mattermost/fixture-source.ts';
import { notEmpty } from '../../support/not-empty.ts';

const sum = (list: readonly { readonly rows: number }[]): number =>
  list.reduce((total, { rows }) => total + rows, 0);

/** The lists and counts that every Source promises, read from the fixture workspace. */
export function describeSourceContract({ name, engine, lacks, load }: ContractKind): void {
  describe(`the fixture workspace, read from ${name}`, () => {
    let subject: ContractSubject;
    let source: Source;
    let users: ReadonlyMap<string, User>;
    beforeAll(async () => {
      subject = await load('source');
      ({ source } = subject);
      users = new Map((await source.users()).map((user) => [user.id, user]));
    });
    afterAll(() => subject.stop());
    const user = (key: UserKey): User | undefined => users.get(subject.ids.user(key));
    const channel = (key: ChannelKey) => subject.ids.channel(key);
    const hasIntegrations = !lacks.has('integrations');

    it('says where it stands', async () => {
      const found = await source.describe();
      const mattermostVersion = engine === 'bulk' ? '10.5.0' : '8.1.2';
      expect(found).toMatchObject({ engine, mattermostVersion });
      expect(found.databaseVersion).toMatch(engine === 'bulk' ? /^$/ : /\d+\.\d+/);
      expect([...(found.lacks ?? [])].sort()).toEqual([...lacks].sort());
      expect(found.warnings.length > 0).toBe(lacks.size > 0);
    });

    it('tells people, guests, bots and the system bot apart', () => {
      expect(users.size).toBe(EXPECTED_ROWS.Users);
      expect([...users.keys()]).toEqual([...users.keys()].sort());
      const kinds = (
        ['yamada', 'chen.partner', 'buildbot', 'playbooks', 'system-bot'] as const
      ).map((key) => user(key)?.kind);
      expect(kinds).toEqual(['person', 'guest', 'bot', 'bot', 'system-bot']);
    });

    it('knows who was deactivated and when', () => {
      expect(user('ito')?.deleteAtMs).toBe(Date.parse('2023-03-31T09:00:00Z'));
      const gone = [...users.values()].filter(({ deleteAtMs }) => deleteAtMs !== undefined);
      expect(gone).toHaveLength(EXPECTED_ROWS.Users - EXPECTED_LIVE.users);
    });

    it('takes the time zone that the person chose, or none', () => {
      const zones = (['yamada', 'emma', 'liam', 'tanaka'] as const).map(
        (key) => user(key)?.timezone,
      );
      // No line holds one.
      const held = engine === 'bulk' ? [undefined, undefined] : ['Asia/Tokyo', 'Europe/Dublin'];
      expect(zones).toEqual([...held, undefined, undefined]);
    });

    it('gives the custom status of those who have one', () => {
      const statuses = [...users.values()].flatMap(({ customStatus }) => customStatus ?? []);
      const status = { emoji: 'house', text: '在宅勤務', expiresAtMs: undefined };
      // No line holds one.
      expect(statuses).toEqual(engine === 'bulk' ? [] : [status]);
    });

    it('gives names and roles as they are, NULL as empty', () => {
      expect(user('yamada')).toMatchObject({
        username: 'yamada',
        lastName: '山田',
        nickname: 'やまちゃん',
        position: '情報システム部 部長',
        roles: ['system_user', 'system_admin'],
        remoteId: '',
      });
      expect(user('kobayashi.r_')?.position).toBe('');
      expect(user('kiosk')?.email).toBe('');
    });

    it('gives channels of all four types, archived ones included', async () => {
      const channels = await source.channels();
      const types = new Map(channels.map((each) => [each.id, each.type]));
      expect(types.get(channel('devTokyo'))).toBe('public');
      expect(types.get(channel('leadershipTokyo'))).toBe('private');
      expect(types.get(channel('direct'))).toBe('direct');
      expect(types.get(channel('group'))).toBe('group');
      const archived = channels.filter(({ deleteAtMs }) => deleteAtMs !== undefined);
      expect(archived.map(({ name }) => name)).toEqual(['project-falcon']);
      expect(channels.map(({ id }) => id)).toEqual(channels.map(({ id }) => id).sort());
    });

    it('gives a channel without header, purpose or creator as such', async () => {
      const channels = new Map((await source.channels()).map((each) => [each.id, each]));
      expect(channels.get(channel('devSupport'))).toMatchObject({
        header: '',
        purpose: '',
        creatorId: undefined,
      });
      expect(channels.get(channel('direct'))?.teamId).toBeUndefined();
    });

    it('gives members in code-unit order, and no entry for an empty channel', async () => {
      const members = await source.members([channel('devTokyo'), channel('emptySupport')]);
      const expected = ['yamada', 'suzuki', 'sato', 'emma', 'chen.partner', 'buildbot'] as const;
      expect([...members.keys()]).toEqual([channel('devTokyo')]);
      // From 10.3 on the lines of bots have no memberships.
      const held = expected.filter((key) => engine !== 'bulk' || user(key)?.kind !== 'bot');
      expect(members.get(channel('devTokyo'))).toEqual(held.map(subject.ids.user).sort());
      expect(await source.members([])).toEqual(new Map());
    });

    it('gives live emoji and groups that may be mentioned', async () => {
      const emoji = await source.customEmoji();
      expect(emoji.map(({ name }) => name).sort()).toEqual(['company_crest', 'party_crab']);
      const infra = {
        name: 'infra',
        displayName: 'インフラ',
        members: [subject.ids.user('suzuki'), subject.ids.user('yamada')].sort(),
      };
      expect(await source.userGroups()).toEqual(hasIntegrations ? [infra] : []);
    });

    it('counts every row once, whatever the range', async () => {
      const moment = fc.option(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2023, 11) }), {
        nil: undefined,
      });
      let checked = 0;
      await fc.assert(
        fc.asyncProperty(moment, moment, async (fromMs, toMs) => {
          const counts = await source.counts({ fromMs, toMs });
          expect(sum(counts.posts)).toBe(counts.postRows);
          expect(sum(counts.reactions)).toBe(counts.reactionRows);
          expect(sum(counts.files)).toBe(counts.fileRows);
          checked += 1;
        }),
        { numRuns: 15 },
      );
      expect(checked).toBe(15);
    });

    it('counts what the tables hold', async () => {
      const counts = await source.counts(EVERYTHING);
      const { postRows, reactionRows, fileRows, emojiRows } = subject;
      expect(postRows).toBeGreaterThan(100);
      expect(counts).toMatchObject({ postRows, reactionRows, fileRows, emojiRows });
      expect(counts.userRows).toBe(EXPECTED_ROWS.Users);
      const isHeld = (lack: SourceLack): number => (lacks.has(lack) ? 0 : 1);
      expect(rowsIn(counts, 'edit-history')).toBe(
        EXPECTED_POSTS.editHistory * isHeld('edit-history'),
      );
      expect(rowsIn(counts, 'deleted')).toBe(EXPECTED_POSTS.deleted * isHeld('deleted-posts'));
      if (engine === 'bulk') return;
      expect(counts.channelRows).toBe(EXPECTED_ROWS.Channels);
      const detached = counts.files.filter(({ own }) => own === 'detached');
      expect(sum(detached)).toBe(1);
      const lost = counts.reactions.filter(({ post }) => post === 'missing');
      expect(sum(lost)).toBe(1);
    });

    it('counts as live exactly the posts that the streams bring', async () => {
      const range = { fromMs: Date.UTC(2023, 0), toMs: Date.UTC(2023, 3, 25) };
      const counts = await source.counts(range);
      expect(sum(counts.posts.filter(({ state }) => state === 'live'))).toBeGreaterThan(0);
      for (const { id } of notEmpty(await source.channels())) {
        const live = counts.posts.filter(
          ({ channelId: of, state }) => of === id && state === 'live',
        );
        const streamed = await allPosts(source, id, range);
        const alive = streamed.filter(({ deleteAtMs }) => deleteAtMs === undefined);
        expect(alive).toHaveLength(sum(live));
      }
    });

    it('finds posts whose channel has no row', async () => {
      const lost = { id: postIdOf('unknown-channel'), channelId: channelIdOf('unknown') };
      // An export writes the posts of channels.
      expect(await source.orphanPosts(10)).toEqual(engine === 'bulk' ? [] : [lost]);
      expect(await source.orphanPosts(0)).toEqual([]);
    });
  });
}

function rowsIn(counts: SourceCounts, state: SourceCounts['posts'][number]['state']): number {
  return sum(counts.posts.filter((each) => each.state === state));
}
