import type { Engine } from '../../../src/model/model.ts';

const BOTH: readonly Engine[] = ['mysql', 'postgres'];

/**
 * Engines for a suite whose subject is the workspace, the ledger or the archive, and not what a database gives: one by
 * default, both with `MM2SLACK_ENGINES=all`. `usual` alternates between the files, so that each engine has its half.
 */
export const enginesFor = (usual: Engine): readonly Engine[] =>
  process.env['MM2SLACK_ENGINES'] === 'all' ? BOTH : [usual];
