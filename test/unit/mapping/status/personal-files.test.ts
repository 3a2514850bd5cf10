import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  PERSONAL_FILES,
  PERSONAL_KINDS,
  personalKindOf,
} from '../../../../src/mapping/status/personal-files.ts';

const SECURITY = readFileSync(new URL('../../../../SECURITY.md', import.meta.url), 'utf8');
const ALL = PERSONAL_KINDS.flatMap((kind) => PERSONAL_FILES[kind].map((name) => ({ kind, name })));
/** As SECURITY.md writes it. */
const shownName = (name: string): string =>
  /^\*\.(?!zip$|log$)/.test(name) ? `<zip name>${name.slice(1)}` : name;
/** A name that a run could write. */
const example = (name: string): string => name.replace('*', 'bulk.zip');

describe('the files with personal data', () => {
  it.each(ALL.filter(({ name }) => name !== '*.zip'))('have $name in SECURITY.md', ({ name }) => {
    expect(SECURITY).toContain(`\`${shownName(name)}\``);
  });

  it('are all those of the table in SECURITY.md, but what holds nothing of people', () => {
    const table = SECURITY.split('\n').filter((line) => /^\| (?:`|the archive)/.test(line));
    const cells = table.map((line) => line.split('|')[1] ?? '');
    const names = cells.flatMap((cell) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name.replace('<zip name>', 'b.zip')),
    );
    expect(names.length).toBeGreaterThan(30);
    const without = names.filter((name) => personalKindOf(name) === undefined);
    expect(without).toEqual([
      'people.html',
      'index.html',
      'evidence.json',
      'log/*.jsonl',
      'slack-apps/*.yaml',
      'slack-apps/*.tf',
    ]);
  });

  it.each(ALL)('are found by their name: $name', ({ kind, name }) => {
    expect(personalKindOf(example(name))).toBe(kind);
  });

  it('are so while they are written, and with what SQLite keeps beside them', () => {
    expect(personalKindOf('plan.json.host-12-0a1b2c3d.part')).toBe('names');
    expect(personalKindOf('files-manifest.jsonl.part')).toBe('ids');
    expect(personalKindOf('ledger.db-wal')).toBe('ids');
    expect(personalKindOf('zip-posts.next.db')).toBe('ids');
  });

  it('are no files that hold nothing of people, or that nobody knows', () => {
    for (const name of ['work.lock', 'ledger.db.lock', 'slack-apps/', 'notes.txt']) {
      expect(personalKindOf(name)).toBeUndefined();
    }
  });
});
