import { describe, expect, it } from 'vitest';
import { notice } from '../../../../src/errors/notices.ts';
import type { Plan } from '../../../../src/mapping/plan/plan.ts';
import { channelId, userId } from '../../../../src/model/model.ts';
import { reportNames } from '../../../../src/reports/plan/names.ts';
import { type PlanReport, planReport } from '../../../../src/reports/plan/report.ts';
import {
  aChannelCount,
  aForecast,
  aPlan,
  aPlanDiff,
  aPlannedChannel,
  aPlannedPerson,
  aPrivateChannel,
} from '../../../support/builders/plan-builders.ts';

const reportOf = (plan: Plan = aPlan(), withText = false): PlanReport =>
  planReport(plan, aPlanDiff(), { withText, topChannels: 1, lang: 'en' });

describe('a report that is passed on', () => {
  it.each(['private', 'direct', 'group'] as const)('names no %s conversation', (type) => {
    const channels = [
      aPlannedChannel({ reason: 'the name; #layoffs is another channel' }),
      aPrivateChannel({ type }),
    ];
    const text = JSON.stringify(reportOf(aPlan({ channels, warnings: ['#layoffs is too long'] })));
    expect(text).not.toMatch(/layoffs/i);
    const named = JSON.stringify(reportOf(aPlan({ channels }), true));
    if (type !== 'direct') expect(named).toContain('Layoffs');
  });

  it('calls it by its type and the beginning of its id', () => {
    const { channels, forecast } = reportOf();
    const name = { kind: 'hidden', type: 'private', idStart: 'secret00' };
    expect(channels[1]).toMatchObject({ name, slackName: '', reason: '' });
    expect(forecast.longestChannel?.name).toEqual(name);
  });

  it('holds no e-mail address, wherever one stands', () => {
    const people = [
      aPlannedPerson({
        reason: 'the same address as <yamada@example.co.jp>',
        slackEmail: 'y@acme.example',
        fullName: 'yamada@example.co.jp',
      }),
    ];
    const plan = aPlan({ people, warnings: ['two people have sato@example.co.jp'] });
    expect(JSON.stringify(reportOf(plan))).not.toContain('@');
    expect(JSON.stringify(reportOf(plan, true))).toContain('"email":"yamada@example.co.jp"');
  });

  it('looks for addresses in a time that grows with the text alone', { timeout: 5_000 }, () => {
    const { text } = reportNames(aPlan(), false);
    const long = 'x'.repeat(400_000);
    expect(text(long)).toBe(long);
    expect(text(`${long} a@b.example,c@d@e (f@g)`)).toBe(`${long} ***,***@e (***)`);
  });

  it('hides what the diff of a private conversation tells, even when only the plan knows that it is one', () => {
    const [item] = reportOf().diff.sections[1]?.items ?? [];
    expect(item).toMatchObject({ name: { kind: 'hidden', idStart: 'secret00' } });
    const diff = aPlanDiff();
    const unmarked = {
      ...diff,
      sections: diff.sections.map((section) => ({
        ...section,
        items: section.items.map((entry) => ({
          ...entry,
          isPrivate: false,
          note: notice('own-name-taken', { name: 'Layoffs' }),
        })),
      })),
    };
    const report = planReport(aPlan(), unmarked, { withText: false, topChannels: 1, lang: 'en' });
    expect(report.diff.sections[1]?.items[0]).toMatchObject({
      name: { kind: 'hidden' },
      note: '',
    });
  });

  it('names a direct message after its two people when names may be shown', () => {
    const members = [userId('useryamada0000000000000001'), userId('usersato000000000000000001')];
    const direct = aPrivateChannel({ type: 'direct', displayName: '', members });
    const { channels } = reportOf(aPlan({ channels: [direct] }), true);
    expect(channels[0]?.name).toEqual({ kind: 'named', text: 'yamada ↔ sato' });
  });
});

describe('the figures of a report', () => {
  it('say when a replay would end, had it begun as the plan was made', () => {
    const { forecast, madeAtMs } = reportOf();
    expect(forecast.endsAtMs - madeAtMs).toBe(202_000);
  });

  it('list the largest channels that move, and count those that do not', () => {
    const large = aPlannedChannel({
      channelId: channelId('large000000000000000000001'),
      displayName: 'Large',
      counts: aChannelCount({ posts: 5_000 }),
    });
    const skipped = { ...large, action: 'skip', displayName: 'Skipped' } as const;
    const report = reportOf(aPlan({ channels: [aPlannedChannel(), skipped, large] }));
    expect(report.largestChannels.map(({ name }) => name)).toEqual([
      { kind: 'named', text: 'Large' },
    ]);
    expect(report.totals).toMatchObject({ conversations: 2, skippedConversations: 1 });
  });

  it('tell channels of one name in two teams apart', () => {
    const osaka = aPlannedChannel({ team: 'osaka', channelId: channelId('osaka') });
    const { channels } = reportOf(aPlan({ channels: [aPlannedChannel(), osaka] }));
    expect(channels.map(({ name }) => name)).toEqual([
      { kind: 'named', text: 'Dev (tokyo)' },
      { kind: 'named', text: 'Dev (osaka)' },
    ]);
  });

  it('show months in which nobody wrote', () => {
    expect(reportOf().months.map(({ month }) => month)).toEqual(['2023-03', '2023-04', '2023-05']);
    const months = [
      { month: '1970-01', public: 1, private: 0, direct: 0, group: 0 },
      { month: '2023-05', public: 1, private: 0, direct: 0, group: 0 },
    ];
    const forecast = aForecast({ months });
    expect(reportOf(aPlan({ forecast })).months).toEqual(months);
  });

  it('say of each loss how often it happens and where', () => {
    expect(reportOf().losses).toEqual([
      {
        code: 'heading_as_bold',
        count: 8,
        channels: [
          { name: { kind: 'named', text: 'Dev' }, count: 4 },
          { name: { kind: 'hidden', type: 'private', idStart: 'secret00' }, count: 4 },
        ],
      },
    ]);
  });
});

describe('people without an account', () => {
  const people = (['match', 'invite', 'name-only', 'skip', 'bot'] as const).map((action, index) =>
    aPlannedPerson({
      userId: userId(`user${index}`),
      username: action,
      action,
      state: action === 'bot' ? 'bot' : 'active',
      posts: index,
    }),
  );
  const unmatched = (kind: 'none' | 'slack'): readonly string[] => {
    const target = { kind, label: 'acme', teamId: undefined, slackPlan: undefined };
    return reportOf(aPlan({ people, target })).unmatched.map(({ username }) => username);
  };

  it('are all who match nobody in the workspace, bots and skipped ones aside, most posts first', () => {
    expect(unmatched('slack')).toEqual(['name-only', 'invite']);
  });

  it('are those whom nobody invites when there is no workspace to compare with', () => {
    expect(unmatched('none')).toEqual(['name-only']);
  });

  it('are counted by action with the others', () => {
    expect(reportOf(aPlan({ people })).peopleByAction).toEqual({
      match: 1,
      invite: 1,
      bot: 1,
      'name-only': 1,
      skip: 1,
      'same-as': 0,
    });
  });
});
