import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { notice } from '../../../../src/errors/notices.ts';
import { databaseAccount } from '../../../../src/mapping/database/account.ts';
import type { Plan } from '../../../../src/mapping/plan/plan.ts';
import { channelId } from '../../../../src/model/model.ts';
import { planHtml } from '../../../../src/reports/plan/html.ts';
import { planReport } from '../../../../src/reports/plan/report.ts';
import { planWords } from '../../../../src/reports/plan/words.ts';
import type { Language } from '../../../../src/texts/language.ts';
import {
  aDiffItem,
  aDiffSection,
  aForecast,
  aPlan,
  aPlanDiff,
  aPlannedChannel,
  aPlannedPerson,
  HOSTILE_NAMES,
} from '../../../support/builders/plan-builders.ts';
import { notEmpty } from '../../../support/not-empty.ts';

async function pageOf(
  plan: Plan = aPlan(),
  { diff = aPlanDiff(), lang = 'en' as Language, withText = false } = {},
): Promise<string> {
  const report = planReport(plan, diff, { withText, topChannels: 10, lang });
  return (await piecesOf(planHtml(report, planWords(lang)))).join('');
}

async function piecesOf(page: AsyncIterable<string>): Promise<readonly string[]> {
  const pieces: string[] = [];
  for await (const piece of page) pieces.push(piece);
  return pieces;
}

/** The SVGs of a page, as text. */
const chartsOf = (page: string): readonly string[] =>
  [...page.matchAll(/data:image\/svg\+xml;base64,([A-Za-z0-9+/=]+)"/g)].map(([, data = '']) =>
    Buffer.from(data, 'base64').toString('utf8'),
  );

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

describe('the page of a plan', () => {
  it('is written row by row where there are many people and channels', async () => {
    const people = Array.from({ length: 500 }, (_unused, index) =>
      aPlannedPerson({ username: `person-${index}-of-many` }),
    );
    const channels = Array.from({ length: 500 }, () => aPlannedChannel());
    const plan = aPlan({ people, channels });
    const report = planReport(plan, aPlanDiff(), { withText: false, topChannels: 10, lang: 'en' });
    const pieces = await piecesOf(planHtml(report, planWords('en')));
    const rows = pieces.filter((piece) => /person-[0-9]+-of-many/.test(piece));
    expect(rows).toHaveLength(people.length);
    expect(Math.max(...rows.map((row) => row.split('-of-many').length - 1))).toBe(1);
    expect(pieces.length).toBeGreaterThan(people.length + channels.length);
  });

  it.each(['en', 'ja'] as const)(
    'leads to every section from its contents, in %s',
    async (lang) => {
      const database = databaseAccount(
        {
          tables: [{ name: 'Posts', columns: ['Id'], rows: 3, precision: 'exact' }],
          parts: [{ part: 'saved-posts', rows: 2, precision: 'exact' }],
        },
        false,
      );
      const options = { withText: false, topChannels: 10, lang, database };
      const report = planReport(aPlan(), aPlanDiff(), options);
      const page = (await piecesOf(planHtml(report, planWords(lang)))).join('');
      const [, contents = ''] = /<nav [^>]*>(.*?)<\/nav>/s.exec(page) ?? [];
      const links = [...contents.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
      const sections = [...page.matchAll(/<section id="([^"]+)"/g)].map(([, id]) => id);
      expect(sections.length).toBeGreaterThan(8);
      expect(links).toEqual(sections);
    },
  );

  it('allows nothing but its own style, its own script and its own pictures', async () => {
    const page = await pageOf();
    const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const policy = /Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'");
    expect(policy).toBe(
      `default-src 'none'; img-src data:; style-src 'sha256-${sha256(style)}'; script-src 'sha256-${sha256(script)}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/\sstyle="|\son\w+="|<(?:link|iframe|object|form)\b/);
    for (const [, url = ''] of notEmpty(page.matchAll(/\s(?:src|srcset|href)="([^"]*)"/g))) {
      expect(url).toMatch(/^(?:data:image\/svg\+xml;base64,|#)/);
    }
  });

  it('has the same script whatever the data', async () => {
    const scriptOf = (page: string) => /<script>[\s\S]*<\/script>/.exec(page)?.[0];
    const other = aPlan({ people: [], warnings: ['<script>'] });
    expect(scriptOf(await pageOf(other, { lang: 'ja' }))).toBe(scriptOf(await pageOf()));
  });

  it('draws four charts, each for light and dark, wide and narrow', async () => {
    const losses = [
      { code: 'heading_as_bold', count: 8, samples: [] },
      { code: 'image_as_link', count: 2, samples: [] },
    ] as const;
    const page = await pageOf(aPlan({ forecast: aForecast({ losses }) }));
    expect(chartsOf(page)).toHaveLength(16);
    expect(page.match(/<img alt="[^"]+"/g)).toEqual([
      '<img alt="Posts per month"',
      '<img alt="Largest channels"',
      '<img alt="What Slack cannot hold"',
      '<img alt="Time through the API"',
    ]);
    for (const svg of notEmpty(chartsOf(page)))
      expect(svg).toMatch(/^<svg [^>]*width="(?:880|340)"/);
  });

  it('draws no chart of a single bar, and shows its table instead', async () => {
    const page = await pageOf(aPlan({ channels: [aPlannedChannel()] }));
    expect(page.match(/<img alt="[^"]+"/g)).toEqual([
      '<img alt="Posts per month"',
      '<img alt="Time through the API"',
    ]);
    expect(page).toMatch(/<section id="largest">(?:(?!<\/section>)[\s\S])*<details open>/);
    expect(page).toMatch(/<section id="losses">(?:(?!<\/section>)[\s\S])*<details open>/);
  });

  it('shows the figures of each chart as a table', async () => {
    const page = await pageOf();
    for (const id of ['months', 'largest', 'losses', 'forecast']) {
      expect(page).toContain(`<table id="${id}-table"`);
    }
    expect(page).toContain('<th scope="row"><bdi>2023-04</bdi></th>');
  });

  it('says None instead of drawing an empty chart', async () => {
    const { api, ...rest } = aForecast();
    const forecast = { ...rest, months: [], losses: [], api: { ...api, calls: [] } };
    const page = await pageOf(aPlan({ forecast, channels: [], people: [] }));
    expect(chartsOf(page)).toHaveLength(0);
    expect(page.match(/<p>None\.<\/p>/g)?.length).toBeGreaterThanOrEqual(5);
  });

  it('has headings in order, and captions and scopes in its tables', async () => {
    const page = await pageOf();
    const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    });
    expect(page.match(/<caption>/g)).toHaveLength(page.match(/<table/g)?.length ?? 0);
    expect(page).not.toMatch(/<th(?! scope="(?:row|col)")[ >]/);
  });

  it('lists at most 500 things of a kind and says how many more there are', async () => {
    const items = Array.from({ length: 510 }, (_unused, index) =>
      aDiffItem({ name: `user-${index}.` }),
    );
    const page = await pageOf(aPlan(), {
      diff: aPlanDiff({ sections: [aDiffSection('users', items)] }),
    });
    expect(page).toContain('user-499.');
    expect(page).not.toContain('user-500.');
    expect(page).toContain('… and 10 more');
  });

  it('shows e-mail addresses and private names only when it may, and then says so', async () => {
    expect(await pageOf()).not.toMatch(/layoffs|@example/i);
    const page = await pageOf(aPlan(), { withText: true });
    expect(page).toMatch(/Layoffs/);
    expect(page).toContain('yamada@example.co.jp');
    expect(page).toContain('share it only with people who may see them');
  });
});

describe('a page of hostile names', () => {
  it.each(HOSTILE_NAMES)('shows %j as text, in tables and in charts', async (name) => {
    const plan = aPlan({
      target: { kind: 'slack', label: name, teamId: undefined, slackPlan: undefined },
      people: [aPlannedPerson({ username: name, fullName: name, reason: name, slackId: name })],
      channels: [
        aPlannedChannel({ displayName: name, slackName: name, reason: name }),
        aPlannedChannel({ channelId: channelId('other'), displayName: 'Other' }),
      ],
      warnings: [name],
    });
    const change = { field: name, old: name, new: name };
    const items = [
      aDiffItem({ mark: '~', name, changes: [change], note: notice('own-name-taken', { name }) }),
    ];
    const diff = aPlanDiff({ label: name, sections: [aDiffSection('users', items)] });
    const page = await pageOf(plan, { diff });
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<img/g)).toHaveLength(3);
    expect(page).not.toContain('\u202e');
    for (const svg of notEmpty(chartsOf(page))) {
      expect(svg).not.toMatch(/<script|<img|\u202e/);
      expect(svg).not.toMatch(/(?![\t\n])[\p{Cc}\ufffe\uffff]/u);
    }
  });
});
