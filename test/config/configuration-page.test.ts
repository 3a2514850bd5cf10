import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/config/settings-file.ts';
import { settingKeys } from '../../src/config/settings-schema.ts';

const page = await readFile(new URL('../../docs/configuration.md', import.meta.url), 'utf8');

describe('docs/configuration.md', () => {
  it('lists every key of mm2slack.yaml with its description, and no other', () => {
    const rows = page.split('\n').filter((line) => /^\| `[a-zA-Z.]+` \|/.test(line));
    const expected = settingKeys().map(({ key, description }) => `| \`${key}\` | ${description} |`);
    expect(rows).toEqual(expected);
    expect(expected.length).toBeGreaterThan(20);
  });

  it('shows a file that the program reads without a complaint', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(parseSettings('mm2slack.yaml', example)).toMatchObject({
      source: { maxRowsPerSecond: 5000 },
      include: ['public', 'private', 'direct', 'group'],
    });
  });
});
