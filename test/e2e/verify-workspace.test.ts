import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { WORKSPACE_DAMAGES } from '../support/damages/verify/workspace-damages.ts';
import { workspaceToDamage } from '../support/damages/verify/workspace-to-damage.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';

/** What changes in Mattermost after the replay and leaves the workspace as it should not be. */
const SOURCE_CHANGES: Readonly<Record<string, { sql: string; lines: readonly string[] }>> = {
  'a channel became private and is public in the workspace': {
    sql: `UPDATE Channels SET Type = 'P' WHERE Id = '${channelIdOf('salesTokyo')}'`,
    lines: ['channel differs public '],
  },
};

const EVERYTHING = ['--include', 'public,private,direct,group'];

describe('mm2slack verify', () => {
  let database: TestDatabase;
  let world: ReplayWorld;
  const expected = new Map<string, readonly string[]>();
  const found: string[] = [];
  let report: {
    readonly isClean: boolean;
    readonly foreign: number;
    readonly differences: readonly { readonly field: string }[];
  };
  let exitCode: number | null = null;

  beforeAll(async () => {
    database = await createDatabase('mysql', 'verify_workspace');
    await loadWorkspace('mysql', '8.1', database.run);
    world = await makeReplayWorld(database);
    await world.replay();
    const workspace = await workspaceToDamage(world.slack.apiUrl);
    for (const [what, damage] of Object.entries(WORKSPACE_DAMAGES)) {
      expected.set(what, await damage(workspace));
    }
    for (const [what, { sql, lines }] of Object.entries(SOURCE_CHANGES)) {
      await database.run(sql);
      expected.set(what, lines);
    }
    const run = await world.run('verify', ...EVERYTHING, '--json');
    exitCode = run.exitCode;
    expect(run.stderr).toBe('');
    report = JSON.parse(run.stdout);
    const text = await readFile(world.folder.join('work/differences.jsonl'), 'utf8');
    for (const line of text.split('\n').filter(Boolean)) {
      const { kind, thing, field, post, cause } = JSON.parse(line);
      if (cause === '') found.push(`${thing} ${kind} ${field} ${thing === 'message' ? post : ''}`);
    }
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  it.each([...Object.keys(WORKSPACE_DAMAGES), ...Object.keys(SOURCE_CHANGES)])(
    'reports that %s',
    (what) => {
      const lines = (expected.get(what) ?? ['not damaged']).map(squeezed);
      expect(found.map(squeezed)).toEqual(expect.arrayContaining(lines));
    },
  );

  it('reports nothing else, and ends with 1', () => {
    const lines = [...expected.values()].flat();
    expect(found.map(squeezed).sort()).toEqual(lines.map(squeezed).sort());
    expect(exitCode).toBe(1);
    expect(report.isClean).toBe(false);
  });

  it('says first of all what is private and public in the workspace', () => {
    const isPublic = report.differences.map(({ field }) => field === 'public');
    expect(isPublic).toEqual(isPublic.toSorted((a, b) => Number(b) - Number(a)));
    expect(isPublic[0]).toBe(true);
  });

  it('counts what others wrote as foreign, and as no difference', () => {
    expect(report.foreign).toBe(1);
  });
});

const squeezed = (line: string): string => line.replace(/\s+/g, ' ').trim();
