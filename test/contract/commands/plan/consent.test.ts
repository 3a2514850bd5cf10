import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { sqlName } from '../../../../fixtures/schemas/schema.ts';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { planCommand } from '../../../../src/commands/plan/plan.ts';
import { applyPlan, type PlanFlags } from '../../../../src/commands/run/apply-plan.ts';
import type { CommandContext } from '../../../../src/commands/run/context.ts';
import { verifyCommand } from '../../../../src/commands/verify/verify.ts';
import { zipCommand } from '../../../../src/commands/zip/zip.ts';
import { resolveConfig } from '../../../../src/config/config.ts';
import { makeConsent } from '../../../../src/mapping/plan/consent.ts';
import { directSlackId } from '../../../../src/mapping/slack-ids.ts';
import { channelId } from '../../../../src/model/model.ts';
import { readArchive } from '../../../support/archive/read-archive.ts';
import { editCsv } from '../../../support/program/edit-csv.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const DIRECT = channelIdOf('direct');
const GROUP = channelIdOf('group');
const QUIET: CommandContext = {
  output: { line: () => {}, remark: () => {}, problem: () => {}, note: () => {}, json: () => {} },
  progress: { isQuiet: true, lang: 'en' },
  signal: new AbortController().signal,
  nowMs: () => performance.now(),
  todayMs: () => Date.now(),
};

describe.each(['mysql', 'postgres'] as const)('direct messages by consent, from %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'consent_list');
    await loadWorkspace(engine, '8.1', database.run, { broken: true, priority: true });
    await plan();
    await answer('yes', 'no');
    await plan(byList());
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  const list = (): string => folder.join('work/dms.csv');
  const byList = (): PlanFlags => ({ consent: list() });
  const byPlan = (): PlanFlags => ({ plan: folder.join('work/plan.json') });
  async function answer(direct: string, group: string): Promise<void> {
    await editCsv(list(), DIRECT, { consent: direct });
    await editCsv(list(), GROUP, { consent: group });
  }

  /** The settings of a run with the plan that its flags name. */
  const settings = async (flags: PlanFlags) => {
    const all = { work: folder.join('work'), include: 'public,private,direct,group', quiet: true };
    // What a plan selects may only be narrowed.
    const { include, ...rest } = { source: database.readerUrl, ...all, ...flags };
    const isNarrowed = flags.plan === undefined || flags.include !== undefined;
    const own = isNarrowed ? { ...rest, include } : rest;
    return await applyPlan(resolveConfig(own, {}), own);
  };
  async function plan(flags: PlanFlags = {}) {
    const { planned } = await settings(flags);
    const options = { target: { kind: 'none' }, against: undefined, withText: false } as const;
    return await planCommand(planned, options, QUIET);
  }
  async function zip(
    out: string,
    flags: PlanFlags,
    {
      format = 'json',
      isSinceLast = false,
    }: { format?: 'json' | 'csv'; isSinceLast?: boolean } = {},
  ) {
    const { planned, applied } = await settings(flags);
    const options = { out: folder.join(out), isForced: true, isSinceLast, format, applied };
    return await zipCommand(planned, options, QUIET);
  }
  async function verify(out: string, flags: PlanFlags) {
    const { planned, applied } = await settings(flags);
    const options = {
      ...{ applied, zips: [folder.join(out)], comparesBytes: false, withText: false },
      workDirectories: [planned.workDirectory],
    };
    return await verifyCommand(planned, options, QUIET, '0.0.0');
  }
  const refused = async (run: Promise<unknown>, code: string): Promise<void> => {
    await expect(run).rejects.toMatchObject({ exitCode: 2, lines: [{ code }] });
  };
  const listed = async (): Promise<number> =>
    (await readFile(list(), 'utf8')).trim().split('\r\n').length - 1;

  it('are planned where everybody said yes, and counted where not', async () => {
    const { account } = await plan(byList());
    expect(account.channels.leftOut['without-consent']).toBe((await listed()) - 1);
    expect(account.posts.leftOut['without-consent']).toBeGreaterThan(0);
    const { options } = JSON.parse(await readFile(folder.join('work/plan.json'), 'utf8'));
    const { digest } = makeConsent([channelId(DIRECT)]);
    expect(options.consent).toEqual({ digest, conversations: [DIRECT] });
  });

  it.each(['json', 'csv'] as const)(
    'go into an archive in %s as planned, and no others',
    async (format) => {
      const out = `${format}.zip`;
      const { account } = await zip(out, byPlan(), { format });
      expect(account.channels.leftOut['without-consent']).toBe((await listed()) - 1);
      expect((await verify(out, byList())).isClean).toBe(true);
      await refused(verify(out, {}), 'consent-missing');
    },
  );

  it('are in an archive by their ids, and none in a part without them', async () => {
    await zip('some.zip', byPlan());
    const archive = await readArchive(folder.join('some.zip'));
    expect(archive.dms.map(({ id }) => id)).toEqual([directSlackId(channelId(DIRECT))]);
    expect(archive.mpims).toEqual([]);
    archive.close();
    const part = await zip('part.zip', { ...byPlan(), include: 'group' });
    const { written, leftOut } = part.account.channels;
    expect(written).toBe(0);
    expect(leftOut['without-consent']).toBeGreaterThan(0);
  });

  it('are refused by another list, or an answer that is none', async () => {
    await zip('before.zip', byPlan());
    await answer('yes', 'yes');
    await refused(zip('no.zip', { ...byPlan(), ...byList() }), 'consent-not-of-plan');
    await refused(verify('before.zip', byList()), 'consent-differs');
    await refused(zip('no.zip', byList(), { isSinceLast: true }), 'consent-differs');
    await refused(
      verify('before.zip', { consent: folder.join('none.csv') }),
      'consent-file-missing',
    );
    await answer('yes', 'maybe');
    await expect(plan()).rejects.toMatchObject({ exitCode: 2 });
    await answer('yes', 'no');
  });

  it('are asked about again when somebody else is in them', async () => {
    const names =
      (await readFile(list(), 'utf8')).match(new RegExp(`${DIRECT},"([^"]+)"`))?.[1] ?? '';
    const [first = ''] = names.split(', ');
    await editCsv(list(), DIRECT, { people: first });
    await refused(plan(byList()), 'in-line');
    await refused(verify('before.zip', byList()), 'in-line');
    await plan();
    expect(await readFile(list(), 'utf8')).toContain(`${DIRECT},"${names}",`);
    await answer('yes', 'no');
    await plan(byList());
  });

  it('are refused by the line of one that became a channel, until the line is gone', async () => {
    const type = (letter: string): Promise<unknown> =>
      database.run(
        `UPDATE ${sqlName(engine, 'Channels')} SET Type = '${letter}' WHERE Id = '${GROUP}'`,
      );
    const text = await readFile(list(), 'utf8');
    await type('P');
    for (const flags of [{}, byList()]) {
      await expect(plan(flags)).rejects.toFailWith(/line \d+: .*delete the line of a conversation/);
    }
    await writeFile(list(), text.replace(new RegExp(`^${GROUP},.*\r\n`, 'm'), ''));
    expect((await plan(byList())).account.channels.leftOut['without-consent']).toBe(
      (await listed()) - 1,
    );
    await type('G');
    await writeFile(list(), text);
    await plan(byList());
  });

  it('are found before everything else where they were moved without it', async () => {
    const other = { work: folder.join('work-all') };
    await zip('all.zip', other);
    const report = await verify('all.zip', byList());
    expect(report.isClean).toBe(false);
    expect(report.differences[0]).toMatchObject({ field: 'consent', thing: 'channel' });
  });
});
