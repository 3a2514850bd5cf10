import { UsageError } from '../../errors.ts';

/** What a plan is compared with, as `--target` says. */
export type PlanTargetFlag =
  | { readonly kind: 'none' | 'slack' }
  | { readonly kind: 'zip'; readonly file: string };

/** `slack`, or `zip` and a file; UsageError for anything else. */
export function parsePlanTarget(words: readonly string[] | undefined): PlanTargetFlag {
  if (words === undefined) return { kind: 'none' };
  const [kind, file, ...others] = words;
  if (kind === 'slack' && file === undefined) return { kind };
  if (kind === 'zip' && file !== undefined && others.length === 0) return { kind, file };
  throw new UsageError(`--target: '${words.join(' ')}', expected slack, or zip and its file`);
}
