import { describe, expect, it } from 'vitest';
import { notice } from '../../../../src/errors/notices.ts';
import type { Plan } from '../../../../src/mapping/plan/plan.ts';
import { userId } from '../../../../src/model/model.ts';
import { planMarkdown } from '../../../../src/reports/plan/markdown.ts';
import { planReport } from '../../../../src/reports/plan/report.ts';
import { planWords } from '../../../../src/reports/plan/words.ts';
import { plainText } from '../../../../src/reports/shown-text.ts';
import type { Language } from '../../../../src/texts/language.ts';
import {
  aDiffItem,
  aDiffSection,
  aPlan,
  aPlanDiff,
  aPlannedChannel,
  aPlannedPerson,
  HOSTILE_NAMES,
} from '../../../support/builders/plan-builders.ts';
import { notEmpty } from '../../../support/not-empty.ts';

function markdownOf(plan: Plan = aPlan(), diff = aPlanDiff(), lang: Language = 'en'): string {
  const report = planReport(plan, diff, { withText: false, topChannels: 10, lang });
  return planMarkdown(report, planWords(lang));
}

describe('the plan as Markdown', () => {
  it('has the recommendation first, then figures, changes, losses, time and lists', () => {
    const headings = markdownOf().match(/^##? .*$/gm);
    expect(headings).toEqual([
      '# Migration plan',
      '## Recommendation',
      '## Totals',
      '## Changes',
      '## Posts per month',
      '## Largest channels',
      '## What Slack cannot hold',
      '## Time through the API',
      '## People',
      '## Channels',
    ]);
  });

  it('shows each thing of the diff with what changes', () => {
    const text = markdownOf();
    expect(text).toContain(
      '| \\~ change | sato | 1 | fullName: H. Sato → Hanako Sato; email: \\*\\*\\* → \\*\\*\\* |',
    );
    expect(text).toContain('| + create | private channel secret00… | 1 |  |');
    expect(text).toContain('**Plan: 1,252 to create, 1 to change, 0 gone, 1 in conflict**');
  });

  it('says how much a long list leaves out', () => {
    const people = Array.from({ length: 60 }, (_unused, index) =>
      aPlannedPerson({ userId: userId(`user${index}`), username: `user${index}` }),
    );
    const text = markdownOf(aPlan({ people }));
    expect(text).toContain('| user49 |');
    expect(text).not.toContain('| user50 |');
    expect(text).toContain('… and 10 more');
  });

  it('is in Japanese when asked to', () => {
    const text = markdownOf(undefined, undefined, 'ja');
    expect(text).toContain('## 推奨する方法');
    expect(text).toContain('見出しは太字の行になりました。');
    expect(text).toContain('| 2023-04 | 0 | 0 | 0 | 0 |');
  });

  it.each(HOSTILE_NAMES)('keeps %j in its cell, as text', (name) => {
    const plan = aPlan({
      people: [aPlannedPerson({ username: name, fullName: name, reason: name })],
      channels: [aPlannedChannel({ displayName: name, slackName: name, reason: name })],
      warnings: [name],
    });
    const change = { field: name, old: name, new: name };
    const items = [
      aDiffItem({ mark: '~', name, changes: [change], note: notice('own-name-taken', { name }) }),
    ];
    const text = markdownOf(
      plan,
      aPlanDiff({ label: name, sections: [aDiffSection('users', items)] }),
    );
    expect(text).not.toMatch(/(?<!\\)<|\]\(|\u202e/);
    expect(plainText(text)).toBe(text);
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    for (const row of notEmpty(rows)) {
      expect(row.replaceAll('\\|', '')).toMatch(/^\|( [^|]*\|)+$/);
    }
  });
});
