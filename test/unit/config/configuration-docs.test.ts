import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DEFAULTS, defaultText } from '../../../src/config/defaults.ts';
import { settingKeys, settingsSchema } from '../../../src/config/schema.ts';
import { fill } from '../../../src/reports/figures.ts';
import { settings } from '../../../src/texts/en/settings.ts';
import { settings as japanese } from '../../../src/texts/ja/settings.ts';

const SENTENCES: Readonly<Record<string, string>> = settings;
const sentenceOf = (key: string): string =>
  fill(SENTENCES[key] ?? '', { default: defaultText(key) });

const PAGE = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');

/** The table's rows under a heading, without its head and without what pads its columns. */
function rowsUnder(heading: string): readonly string[] {
  const section = PAGE.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.replace(/ +/g, ' '));
}

describe('docs/configuration.md', () => {
  it('lists every key of mm2slack.yaml, in order, with what the English texts say of it', () => {
    expect(settingKeys().length).toBeGreaterThan(20);
    expect(rowsUnder('Keys')).toEqual(
      settingKeys().map((key) => `| \`${key}\` | ${sentenceOf(key)} |`),
    );
  });

  it('says something of each key', () => {
    expect(Object.keys(SENTENCES).sort()).toEqual([...settingKeys()].sort());
    expect(Object.values(SENTENCES)).not.toContain('');
  });

  it('names a default wherever there is one, in both languages', () => {
    expect(Object.keys(DEFAULTS).length).toBeGreaterThan(20);
    for (const sentences of [settings, japanese]) {
      const naming = Object.entries(sentences).filter(([, text]) => text.includes('{default}'));
      expect(naming.map(([key]) => key).sort()).toEqual(Object.keys(DEFAULTS).sort());
    }
  });

  it('has an example that is accepted', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(PAGE)?.[1] ?? '';
    const parsed = settingsSchema.parse(parse(example));
    expect(parsed.source?.url).toMatch(/^mysql:/);
  });
});
