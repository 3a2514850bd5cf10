import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../../errors/error-code.ts';
import type { VerifyReport } from '../../mapping/verify/report.ts';
import { readIfPresent } from '../../system/files.ts';
import { jsonOfLine } from '../../system/lines.ts';
import { asTargetError } from '../../system/write-errors.ts';
import { COMPARISON_FILES, keptComparison } from '../run/record-files.ts';

type TargetKind = VerifyReport['kind'];

const reportShape = z.looseObject({
  target: z.looseObject({ kind: z.enum(['zip', 'workspace']) }),
});

/**
 * Renames the reports in a work directory when they are about another kind of target than the ones that are about to
 * take their place: the proof of the archives is not lost with that of the workspace. TargetError when it cannot.
 */
export async function keepOtherReports(work: string, kind: TargetKind): Promise<void> {
  const bytes = await readIfPresent(join(work, COMPARISON_FILES.json));
  const there = reportShape.safeParse(jsonOfLine(bytes?.toString('utf8') ?? '')).data?.target.kind;
  if (there === undefined || there === kind) return;
  const kept = keptComparison(there);
  for (const key of ['markdown', 'html', 'json'] as const) {
    await renameIfPresent(join(work, COMPARISON_FILES[key]), join(work, kept[key]));
  }
}

/** Removes what an earlier run kept of a kind of target that has newer reports. */
export async function removeKeptReports(work: string, kind: TargetKind): Promise<void> {
  for (const name of Object.values(keptComparison(kind)))
    await rm(join(work, name), { force: true });
}

async function renameIfPresent(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw asTargetError(error, to);
  }
}
