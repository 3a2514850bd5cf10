import { describe, expect, it } from 'vitest';
import { databaseAccount } from '../../../../src/mapping/database/account.ts';
import type { PlanDiff } from '../../../../src/mapping/plan/diff-model.ts';
import { planReport } from '../../../../src/reports/plan/report.ts';
import { planSummary, planTerminal } from '../../../../src/reports/plan/terminal.ts';
import { planWords } from '../../../../src/reports/plan/words.ts';
import { plainText } from '../../../../src/reports/shown-text.ts';
import type { Language } from '../../../../src/texts/language.ts';
import {
  aDiffItem,
  aDiffSection,
  aPlan,
  aPlanDiff,
  HOSTILE_NAMES,
} from '../../../support/builders/plan-builders.ts';
import { notEmpty } from '../../../support/not-empty.ts';

function linesOf(diff: PlanDiff = aPlanDiff(), lang: Language = 'en'): readonly string[] {
  const report = planReport(aPlan(), diff, { withText: false, topChannels: 10, lang });
  return planTerminal(report, planWords(lang));
}

describe('the plan on a terminal', () => {
  it('reads like an infrastructure plan, then says how long, how big, which way and what is lost', () => {
    expect(linesOf().join('\n')).toBe(`\
Migration plan: Mattermost 8.1.9 (postgres) → Slack (no target given) · made 2023-04-03 01:30 UTC
Compared with the workspace acme.

Users: + 1  ~ 1  - 0  = 3  ! 0
  + yamada
  ~ sato
      fullName: "H. Sato" → "Hanako Sato"
      email: "***" → "***"

Channels: + 1  ~ 0  - 0  = 0  ! 1
  + private channel secret00…
  ! Dev: the channel in the workspace is archived

Messages: + 1,250  ~ 0  - 0  = 0  ! 0
  + Dev (1,250)

Plan: 1,252 to create, 1 to change, 0 gone, 1 in conflict

Totals
  Posts              200
  Messages in Slack  202
  Conversations      2
  People             2
  Reactions          20
  Files              6
  Storage in Slack   9.0 MB
  Size of the ZIP    9.8 MB
  Custom emoji       1
  Split posts        2

People
  invite                              1
  name only                           1
  People without an account in Slack  1

Time through the API
  Time through the API  3 minutes 22 seconds
  Estimated end         2023-04-03 01:33 UTC
  API calls             218
  Limited by            chat.postMessage: Slack's rate limit for this method
  Longest channel       private channel secret00…, 1 minute 41 seconds
    chat.postMessage    202 × (3 minutes 22 seconds)
    reactions.add       16 × (20 seconds)

What Slack cannot hold
  8 × A heading became a bold line; Slack's text has no headings.

Recommendation: One import ZIP after the freeze
  The server is small: 200 posts, a ZIP of 9.8 MB. One import is enough.

Warnings
  ! No target was given: the people and channels of the workspace were not checked.`);
  });

  it.each(['en', 'ja'] as const)('names in %s what it does not know, in short too', (lang) => {
    const rows = { rows: 3, precision: 'exact' } as const;
    const tables = [
      { name: 'my_plugin', columns: ['n'], ...rows },
      { name: 'Posts', columns: ['Id', 'secret_note'], ...rows },
    ];
    const linesWith = (unknown: typeof tables): readonly string[] => {
      const database = databaseAccount({ tables: unknown, parts: [] }, false);
      const options = { withText: false, topChannels: 10, lang, database };
      return planSummary(planReport(aPlan(), aPlanDiff(), options), planWords(lang));
    };
    const text = linesWith(tables).join('\n');
    expect(text).toContain('my_plugin (3)');
    expect(text).toContain('Posts.secret_note');
    expect(linesWith([])).toHaveLength(linesWith(tables).length - 3);
  });

  it('aligns Japanese, whose letters take two columns', () => {
    expect(linesOf(aPlanDiff(), 'ja')).toEqual(
      expect.arrayContaining([
        'ユーザー: + 1  ~ 1  - 0  = 3  ! 0',
        '  + 非公開チャンネル secret00…',
        '計画: 作成 1,252、変更 1、消滅 0、競合 1',
        '  投稿                  200',
        '  Slack でのメッセージ  202',
        '  終了見込み                  2023年4月3日 01:33 UTC',
      ]),
    );
  });

  it('shows 20 lines a section, whole things only, and how many more there are', () => {
    const change = { field: 'topic', old: 'a', new: 'b' };
    const items = Array.from({ length: 30 }, (_unused, index) =>
      aDiffItem({ mark: '~', name: `user${index}`, changes: [change, change] }),
    );
    const lines = linesOf(aPlanDiff({ sections: [aDiffSection('users', items)] }));
    const start = lines.indexOf('Users: + 0  ~ 30  - 0  = 0  ! 0');
    expect(lines.slice(start + 1, lines.indexOf('', start))).toHaveLength(6 * 3 + 1);
    expect(lines).toContain('  ~ user5');
    expect(lines).not.toContain('  ~ user6');
    expect(lines).toContain('  … and 24 more');
  });

  it("cuts the list of a large channel's members", () => {
    const change = { field: 'members', old: '', new: 'yamada, '.repeat(500) };
    const items = [aDiffItem({ name: 'dev', count: 500, changes: [change] })];
    const lines = linesOf(aPlanDiff({ sections: [aDiffSection('memberships', items)] }));
    expect(lines).toContain('  + dev (500)');
    const line = lines.find((text) => text.includes('members:')) ?? '';
    expect(line).toMatch(/^ {6}members: "" → "yamada, .*…"$/);
    expect(line.length).toBeLessThan(200);
  });

  it('leaves out sections in which there is nothing at all', () => {
    const lines = linesOf(aPlanDiff({ sections: [aDiffSection('emoji', [])] }));
    expect(lines.join('\n')).not.toContain('Emoji');
    expect(lines).toContain('Plan: 0 to create, 0 to change, 0 gone, 0 in conflict');
  });

  it.each(HOSTILE_NAMES)('keeps %j on its line and lets nothing drive the terminal', (name) => {
    const change = { field: 'name', old: name, new: `${name}\n  + forged` };
    const items = [aDiffItem({ mark: '~', name: `${name}\n  + forged`, changes: [change] })];
    const lines = linesOf(aPlanDiff({ sections: [aDiffSection('users', items)] }));
    expect(lines).not.toContain('  + forged');
    for (const line of notEmpty(lines)) {
      expect(plainText(line)).toBe(line);
      expect(line).not.toMatch(/[\u202a-\u202e\n]/);
    }
  });
});
