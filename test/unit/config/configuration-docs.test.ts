import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settingKeys, settingsSchema } from '../../../src/config/schema.ts';
import { settings } from '../../../src/texts/en/settings.ts';

const SENTENCES: Readonly<Record<string, string>> = settings;
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
      settingKeys().map((key) => `| \`${key}\` | ${SENTENCES[key]} |`),
    );
  });

  it('says something of each key', () => {
    expect(Object.keys(SENTENCES).sort()).toEqual([...settingKeys()].sort());
    expect(Object.values(SENTENCES)).not.toContain('');
  });

  it('has an example that is accepted', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(PAGE)?.[1] ?? '';
    const parsed = settingsSchema.parse(parse(example));
    expect(parsed.source?.url).toMatch(/^mysql:/);
  });
});
