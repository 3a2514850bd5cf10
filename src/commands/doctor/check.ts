import { KnownError } from '../../errors/errors.ts';
import { errorText } from '../../exporters/database/errors.ts';
import { errorLines } from '../../reports/notices.ts';

/** What a check found. */
export interface Check {
  /** Stable word for scripts. */
  readonly id: string;
  readonly state: 'ok' | 'warning' | 'failure' | 'skipped';
  readonly says: string;
  /** What to do, one line each; empty when nothing needs doing. */
  readonly advice: readonly string[];
}

export type MakeCheck = (id: string, says: string, ...advice: readonly string[]) => Check;

const checkOf =
  (state: Check['state']): MakeCheck =>
  (id, says, ...advice) => ({ id, state, says, advice });

export const ok = checkOf('ok');
export const warning = checkOf('warning');
export const failure = checkOf('failure');
export const skipped = checkOf('skipped');

/** Whatever goes wrong inside a check is a failure of that check, in one line; the others still run. */
export async function guarded(
  id: string,
  look: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return await look();
  } catch (error) {
    return [failure(id, problemText(error))];
  }
}

/** What went wrong, in one line. */
export function problemText(error: unknown): string {
  return error instanceof KnownError ? errorLines(error, 'en').join(' ') : errorText(error);
}
