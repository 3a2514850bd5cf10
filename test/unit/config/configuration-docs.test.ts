import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { settingKeys, settingsSchema } from '../../../src/config/schema.ts';

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
  it('lists every key of mm2slack.yaml, in order, with what the schema says of it', () => {
    expect(settingKeys().length).toBeGreaterThan(20);
    expect(rowsUnder('Keys')).toEqual(
      settingKeys().map(({ key, description }) => `| \`${key}\` | ${description} |`),
    );
  });

  it('says something of each key', () => {
    expect(settingKeys().filter(({ description }) => description === '')).toEqual([]);
  });

  it('has an example that is accepted', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(PAGE)?.[1] ?? '';
    const settings = settingsSchema.parse(parse(example));
    expect(settings.source?.url).toMatch(/^mysql:/);
  });
});
