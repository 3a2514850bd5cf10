import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { InventoryYaml } from '../../../../src/config/inventory-schema.ts';
import { parseSettings } from '../../../../src/config/settings-file.ts';
import type { InventoryFacts } from '../../../../src/model/inventory.ts';
import { decisionParts } from '../../../../src/reports/inventory/decision-lines.ts';
import { anInventory, aPerson } from '../../../support/builders/inventory-builders.ts';

const PAGE = new URL('../../../../docs/configuration.md', import.meta.url);
const SAMPLE: InventoryYaml =
  parseSettings(
    'sample.yaml',
    /```yaml\n(inventory:\n[\s\S]*?)```/.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '',
  ).inventory ?? {};

/** The server of the proposal: Mattermost 8.1.2 on MariaDB and Amazon Linux 2, seen on 2026-11-29. */
const SERVER: Partial<InventoryFacts> & Pick<InventoryFacts, 'description'> = {
  description: {
    ...{ engine: 'mysql', databaseVersion: '10.11.6-MariaDB', mattermostVersion: '8.1.2' },
    migrations: [],
  },
  people: Array.from({ length: 50 }, (_, index) => aPerson(1, { id: `p${index}` })),
  months: [
    { month: '2024-05', type: '', posts: 40_000 },
    { month: '2025-11', type: '', posts: 5_000 },
    { month: '2025-12', type: '', posts: 1_000 },
    { month: '2026-11', type: '', posts: 200 },
  ],
};

const linesOf = (...given: Parameters<typeof anInventory>) => ({
  ja: Object.fromEntries(
    decisionParts(anInventory(...given), 'ja').map((one) => [one.id, one.lines]),
  ),
  en: Object.fromEntries(
    decisionParts(anInventory(...given), 'en').map((one) => [one.id, one.lines]),
  ),
});

describe('the first page of the proposal', () => {
  const { ja, en } = linesOf(SERVER, SAMPLE);

  it('says what there is, with the posts of the last twelve months: 1,000 and 200', () => {
    expect(ja['have']).toEqual([
      'Mattermost 8.1.2 (MariaDB 10.11.6)。90 日以内に活動したユーザー 50 人 (アカウント 50 件)、チャンネル 0、投稿 46,200 件、ファイル 0 個 (0 B)。',
      '直近 12 か月の投稿は 1,200 件。使用中の連携は 0 件で、作り直すか廃止するかを決めます。',
    ]);
  });

  it('says what it costs: 50 x 1,050, and 273.44 x 146.28 + 8 x 6,000 + 50 x 5 x 4,000 / 12 a month', () => {
    expect(ja['cost']).toEqual([
      '移行する場合: 50 人で月額 52,500 JPY、一時費用 240,000 JPY、36 か月で 2,130,000 JPY。',
      '使い続ける場合: 月額 171,332 JPY、一時費用 816,000 JPY、36 か月で 6,983,957 JPY。移行の総費用は最初から、使い続ける場合以下です。',
    ]);
  });

  it('says what has ended, with days: 928 from 2024-05-15 and 152 from 2026-06-30', () => {
    expect(en['risk']?.[0]).toBe(
      'Without support: Mattermost 8.1.2 since 2024-05-15 (928 days), Amazon Linux 2 since 2026-06-30 (152 days).',
    );
    expect(ja['risk']?.[0]).toBe(
      'サポート終了: Mattermost 8.1.2 (2024-05-15 終了、928 日経過)、Amazon Linux 2 (2026-06-30 終了、152 日経過)。',
    );
  });

  it('counts the measures of security: 2 done, 2 not done, 6 others and 6 of config.json not known', () => {
    expect(ja['risk']?.[1]).toBe(
      'MariaDB 自体のサポート期間にかかわらず、Mattermost は MariaDB をサポートしていません。バージョン 11 以降は PostgreSQL だけで動作します。セキュリティ対策は実施済み 2 件、未実施 2 件、不明 12 件です。',
    );
  });

  it('has no number beside those that are checked here', () => {
    const rest = [...(ja['propose']?.slice(1) ?? []), ...(ja['next'] ?? [])];
    expect(rest).toHaveLength(3);
    expect(rest.join(' ').replaceAll('mm2slack', '')).not.toMatch(/\d/);
  });

  it('proposes to move, for 6,983,957 - 2,130,000 = 4,853,957 JPY less', () => {
    expect(ja['propose']?.[0]).toBe(
      'Slack への移行を提案します。36 か月の費用は使い続ける場合より 4,853,957 JPY 少なく、上のリスクのうち 3 件がなくなります。',
    );
    expect(en['next']?.[0]).toContain('mm2slack plan');
  });
});

const BARE: InventoryYaml = {
  seats: 50,
  costs: { staying: [{ name: 'server', every: 'month', amount: 40_000 }] },
};

describe('the proposal', () => {
  const proposal = (...given: Parameters<typeof anInventory>) =>
    anInventory(...given).decision.proposal;

  it('is to weigh when moving costs more and ends risks: 12,500 x 36 = 450,000 JPY', () => {
    expect(proposal(SERVER, BARE)).toBe('weigh');
    expect(linesOf(SERVER, BARE).en['propose']?.[0]).toBe(
      'To weigh: over 36 months moving costs 450,000 JPY more than staying, and ends 2 of the risks above.',
    );
  });

  it('is to stay when moving costs more and no support has ended', () => {
    const description = { ...SERVER.description, ...{ engine: 'postgres' as const } };
    const facts = {
      description: { ...description, databaseVersion: '16.2', mattermostVersion: '11.7.1' },
    };
    expect(proposal(facts, BARE)).toBe('stay');
  });

  it('is none without costs of staying, or with one that decides and lacks an input', () => {
    expect(proposal(SERVER, { seats: 50 })).toBe('enter-costs');
    const unknown = {
      staying: [...(BARE.costs?.staying ?? []), { name: 'care', every: 'month' as const }],
    };
    expect(proposal(SERVER, { ...BARE, costs: unknown })).toBe('complete-costs');
  });

  it('is to move even with an unknown cost of staying when what is known of it is more', () => {
    const costs = {
      staying: [
        { name: 'server', every: 'month' as const, amount: 60_000 },
        { name: 'care', every: 'month' as const },
      ],
    };
    expect(proposal(SERVER, { ...BARE, costs })).toBe('move');
  });
});

describe('the first page without settings', () => {
  it('has its ten lines in both languages and names what it does not know', () => {
    const { ja, en } = linesOf();
    for (const lines of [ja, en]) {
      expect(Object.values(lines).map((two) => two.length)).toEqual([2, 2, 2, 2, 2]);
      expect(Object.values(lines).flat().join('\n')).not.toMatch(/undefined|NaN|\{\w+\}/);
    }
    expect(en['propose']?.[1]).toBe(
      "Not known, and not assumed: the costs of staying (inventory.costs), the operating system (inventory.operatingSystem), the server's settings (mattermostConfig), some measures of security (inventory.security, below).",
    );
    expect(en['cost']?.[1]).toBe('Staying: not known, because no costs are given. It is not free.');
  });
});
