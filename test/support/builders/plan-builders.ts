import { notice } from '../../../src/errors/notices.ts';
import type { DiffItem, DiffSection, PlanDiff } from '../../../src/mapping/plan/diff-model.ts';
import {
  type ChannelCounts,
  type Forecast,
  PLAN_VERSION,
  type Plan,
  type PlannedChannel,
  type PlannedPerson,
} from '../../../src/mapping/plan/plan.ts';
import { parsePlan, planPieces } from '../../../src/mapping/plan/plan-json.ts';
import { channelId, userId } from '../../../src/model/model.ts';
import { A_TIME_MS, aChannelDecision, aPersonDecision } from './builders.ts';

/** Names that attack a page, a terminal, a spreadsheet or the eye. */
export const HOSTILE_NAMES = [
  '</script><script>document.title="owned"</script>',
  `<img src=x onerror="document.title='owned'">`,
  '\u001b[31mred\u001b]0;owned\u0007',
  '\u202Egnp.exe',
  '=HYPERLINK("https://attacker.example","x")',
  '| a | **b** [c](javascript:alert(1)) `d`',
  '営業部の雑談「週末」',
  'nul\0 \uffff \ud800',
];

export function aChannelCount(over: Partial<ChannelCounts> = {}): ChannelCounts {
  return {
    posts: 100,
    messages: 101,
    replies: 20,
    reactions: 10,
    pins: 1,
    files: 3,
    fileBytes: 4_500_000,
    deletedPosts: 2,
    splitPosts: 1,
    firstPostAtMs: A_TIME_MS,
    lastPostAtMs: A_TIME_MS + 86_400_000,
    lastEditAtMs: undefined,
    reactionKinds: 8,
    losses: { heading_as_bold: 4 },
    ...over,
  };
}

export function aPlannedChannel(over: Partial<PlannedChannel> = {}): PlannedChannel {
  return {
    ...aChannelDecision(),
    members: [userId('useryamada0000000000000001')],
    topic: '',
    purpose: '',
    counts: aChannelCount(),
    ...over,
  };
}

/** A private channel whose id begins with `secret00`. */
export function aPrivateChannel(over: Partial<PlannedChannel> = {}): PlannedChannel {
  return aPlannedChannel({
    channelId: channelId('secret00000000000000000001'),
    type: 'private',
    name: 'layoffs',
    displayName: 'Layoffs',
    slackName: 'layoffs',
    list: 'groups',
    reason: 'the name; #layoffs is another channel',
    ...over,
  });
}

export function aPlannedPerson(over: Partial<PlannedPerson> = {}): PlannedPerson {
  return { ...aPersonDecision(), posts: 60, ...over };
}

export function aForecast(over: Partial<Forecast> = {}): Forecast {
  return {
    totals: {
      posts: 200,
      messages: 202,
      reactions: 20,
      files: 6,
      fileBytes: 9_000_000,
      missingFiles: 0,
      oversizeFiles: 0,
      splitPosts: 2,
    },
    months: [
      { month: '2023-03', public: 60, private: 20, direct: 0, group: 0 },
      { month: '2023-05', public: 40, private: 60, direct: 15, group: 5 },
    ],
    losses: [{ code: 'heading_as_bold', count: 8, samples: [] }],
    zip: { sizeBytes: 9_800_000, jsonBytes: 800_000, dayFiles: 12 },
    api: {
      calls: [
        { method: 'chat.postMessage', calls: 202, perMinute: 60, seconds: 202 },
        { method: 'reactions.add', calls: 16, perMinute: 50, seconds: 20 },
      ],
      totalCalls: 218,
      longestChannel: { channelId: 'secret00000000000000000001', seconds: 101 },
      seconds: 202,
      boundBy: 'chat.postMessage',
    },
    recommendation: {
      path: 'zip',
      reasons: [{ code: 'small-server', values: { posts: 200, zipBytes: 9_800_000 } }],
      cannot: {
        zip: ['import-private-merge', 'import-unproven'],
        'zip-then-sync': ['import-emoji'],
        replay: ['replay-backdate', 'replay-authors'],
      },
      warnings: [{ code: 'no-target', values: {} }],
    },
    ...over,
  };
}

/** What plan.json would hold. */
export const planToJson = (plan: Plan): string => [...planPieces(plan)].join('');

export const parsePlanText = (json: string): Plan => parsePlan(Buffer.from(json), 'plan.json');

/** A public and a private channel, an invited person and one who has left; against nothing. */
export function aPlan(over: Partial<Plan> = {}): Plan {
  return {
    version: PLAN_VERSION,
    madeAtMs: A_TIME_MS,
    source: {
      engine: 'postgres',
      databaseVersion: '15.6',
      mattermostVersion: '8.1.9',
      siteUrl: 'https://chat.example.co.jp',
      seenUpToMs: A_TIME_MS,
    },
    target: { kind: 'none', label: '', teamId: undefined, slackPlan: undefined },
    options: {
      include: ['public', 'private'],
      channels: [],
      excludeChannels: [],
      teams: [],
      fromMs: undefined,
      toMs: undefined,
      channelNames: 'display',
      systemMessages: 'keep',
      latex: { block: false, inline: false },
    },
    defaults: { newPerson: 'by-rule', newChannel: 'by-rule' },
    people: [
      aPlannedPerson(),
      aPlannedPerson({
        userId: userId('usersato000000000000000001'),
        username: 'sato',
        fullName: 'Hanako Sato',
        email: 'sato@example.co.jp',
        state: 'deactivated',
        action: 'name-only',
        reason: 'has left',
        posts: 140,
      }),
    ],
    channels: [aPlannedChannel(), aPrivateChannel()],
    emoji: [{ name: 'party_crab', slackName: 'party_crab' }],
    userGroups: [],
    forecast: aForecast(),
    warnings: [],
    ...over,
  };
}

export function aDiffItem(over: Partial<DiffItem> = {}): DiffItem {
  return {
    mark: '+',
    id: 'useryamada0000000000000001',
    name: 'yamada',
    isPrivate: false,
    changes: [],
    note: undefined,
    count: 1,
    ...over,
  };
}

/** A section whose counts are those of its items, and `same` things more. */
export function aDiffSection(
  kind: DiffSection['kind'],
  items: readonly DiffItem[],
  same = 0,
): DiffSection {
  const sum = (mark: DiffItem['mark']): number =>
    items.filter((item) => item.mark === mark).reduce((total, { count }) => total + count, 0);
  const counts = { '+': sum('+'), '~': sum('~'), '-': sum('-'), '=': same, '!': sum('!') };
  return { kind, counts, items };
}

export function aPlanDiff(over: Partial<PlanDiff> = {}): PlanDiff {
  const dev = aPlannedChannel();
  const secret = aPrivateChannel();
  return {
    against: 'slack',
    label: 'acme',
    sections: [
      aDiffSection(
        'users',
        [
          aDiffItem(),
          aDiffItem({
            mark: '~',
            id: 'usersato000000000000000001',
            name: 'sato',
            changes: [
              { field: 'fullName', old: 'H. Sato', new: 'Hanako Sato' },
              { field: 'email', old: 'sato@old.example', new: 'sato@example.co.jp' },
            ],
          }),
        ],
        3,
      ),
      aDiffSection('channels', [
        aDiffItem({ id: secret.channelId, name: secret.displayName, isPrivate: true }),
        aDiffItem({
          mark: '!',
          id: dev.channelId,
          name: dev.displayName,
          note: notice('merge-target-archived'),
        }),
      ]),
      aDiffSection('messages', [
        aDiffItem({ id: dev.channelId, name: dev.displayName, count: 1_250 }),
      ]),
    ],
    ...over,
  };
}
